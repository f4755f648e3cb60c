"""The macros of a template while its tags are paired: what a call of one prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.dialects.blocks.open_blocks import OpenBlock
    from smslint.dialects.blocks.tags import Tag
    from smslint.dialects.names.captures import Macro
    from smslint.text.tree import Node
    from smslint.text.tree import Sequence as Body


class Macros:
    """The macros that were defined or imported so far."""

    def __init__(self, texts: Iterable[str]) -> None:
        """None so far.

        :param texts: the beginnings of outputs that print a text of another template.
        """
        self._texts = set(texts)
        self._made: dict[str, Macro] = {}

    def called(self, nodes: tuple[Node, ...], stack: Sequence[OpenBlock]) -> tuple[Node, ...]:
        """The nodes of an output, with the text of a macro that it prints.

        :param stack: the blocks around it.
        """
        if not self._texts and not self._made:
            return nodes
        from smslint.dialects.names.captures import called

        # A macro does not see what a ``with`` around its call assigns.
        known = all(frame.tag.word != "with" for frame in stack)
        return tuple(called(node, self._texts, self._made, known=known) for node in nodes)

    def take(self, tag: Tag) -> None:
        """Take in what an ``import`` or a ``from`` names."""
        from smslint.dialects.names.captures import imported

        self._texts |= imported(tag.word, tag.rest)

    def keep(self, tag: Tag, body: Body, *, closed: bool, certain: bool) -> None:
        """Keep the text of a macro.

        :param closed: whether it sees nothing of the template around it.
        :param certain: whether it is defined whenever the template renders.
        """
        from smslint.dialects.names.captures import macro

        name, made = macro(tag.rest, body, closed=closed)
        self._made[name] = made if certain and name not in self._made else made.unknown
