"""Texts of PHP with variables whose only value the function gives them before: ``$x = $vip ? 'Mr' : 'Ms'; $text = "Hi $x";`` is one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.sources.code.values import LARGEST, Value, message, size_of
from smslint.sources.expression import TreeBuilder
from smslint.sources.php_expressions import holds_text, nodes_of
from smslint.span import Span
from smslint.text.tree import Placeholder, Sequence, with_leaves

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.message import Message
    from smslint.sources.php_expressions import Item
    from smslint.sources.variables import Variables
    from smslint.text.tree import Literal, Node

_DEEPEST: Final = 8


class _Written(NamedTuple):
    """An expression: where it is, the functions and the blocks around it, and the path of its variable."""

    items: list[Item]
    scopes: Names
    blocks: tuple[int, ...]
    path: Names = ()

    @property
    def place(self) -> Span:
        return Span(self.items[0].start, self.items[-1].end)


class Locals:
    """The values of the variables of one file, and its texts."""

    def __init__(self, source: str, variables: Variables) -> None:
        self._source = source
        self._variables = variables
        self._make = TreeBuilder(source, 0)
        self._values: dict[tuple[Names, str], list[_Written]] = {}
        self._texts: dict[int, _Written] = {}
        self.changed: set[Names] = set()
        """The variables to which something is added."""

    def assigned(self, scopes: Names, blocks: tuple[int, ...], path: Names, items: list[Item]) -> None:
        """A variable gets a value."""
        self._values.setdefault((scopes, path[-1]), []).append(_Written(items, scopes, blocks, path))

    def written(self, found: Message, scopes: Names, blocks: tuple[int, ...], items: list[Item]) -> None:
        """A text is read."""
        if found.text is not None and scopes:
            self._texts[found.map.to_file(Span(0, 0)).start] = _Written(items, scopes, blocks)

    def inlined(self, found: list[Message]) -> list[Message]:
        """The texts, with what their variables are. The values are no texts of their own, unless they are sent."""
        used: list[Span] = []
        made = [self._inlined(each, used) for each in found]
        return [each for each in made if each.sent or not any(_is_in(each, place) for place in used)] if used else found

    def _inlined(self, found: Message, used: list[Span]) -> Message:
        place = found.map.to_file(Span(0, len(found.body)))
        text = self._texts.get(place.start)
        if text is None or place.end > text.place.end:  # more was added to it
            return found
        mine: list[Span] = []
        parts = self._filled(text, mine).parts
        size = size_of(parts)
        if not mine or size > LARGEST:
            return found
        used += mine
        value = Value(parts, True, size, text.place, self._source[slice(*text.place)])
        return message(self._source, value, found.key, found.locale)._replace(sent=found.sent)

    def _filled(self, text: _Written, used: list[Span], depth: int = 0) -> Sequence:
        """An expression, with what its variables are."""

        def change(leaf: Literal | Placeholder) -> Node:
            value = self._value(leaf.name, text) if isinstance(leaf, Placeholder) and depth < _DEEPEST else None
            if value is None:
                return leaf
            used.append(value.place)
            return self._filled(value, used, depth + 1)

        return with_leaves(Sequence(tuple(nodes_of(self._make, text.items)), text.place), change)

    def _value(self, name: str, text: _Written) -> _Written | None:
        """The value that a variable certainly has, if it is a text."""
        values = self._values.get((text.scopes, name.lstrip("{$").rstrip("}")), [])
        if len(values) != 1:
            return None
        (value,) = values
        before = value.place.end <= text.place.start and value.blocks == text.blocks[: len(value.blocks)]
        known = (*value.scopes, value.path[-1])
        other = known in self.changed or known in self._variables.bound
        return value if before and not other and holds_text(value.items) else None


def _is_in(found: Message, place: Span) -> bool:
    start = found.map.to_file(Span(0, 0)).start
    return place.start <= start < place.end
