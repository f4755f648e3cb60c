"""Open blocks: the arms read so far, and what a ``break`` leaves of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.shapes import emptied, optional, silenced
from smslint.errors import TemplateError
from smslint.records import dataclass, field
from smslint.span import Span
from smslint.text.tree import Placeholder, Sequence, leaves

if TYPE_CHECKING:
    from smslint.dialects.blocks.tags import Block, Tag
    from smslint.dialects.lexing.tokens import Token
    from smslint.text.condition import Condition
    from smslint.text.tree import Arm, Call, Node

DEEPEST: Final = 100
"""Blocks nested deeper than this are refused: real messages have far fewer levels."""


@dataclass(slots=True, eq=False, repr=False)
class Levels:
    """How deep the tree of a template is."""

    deepest: int = 1
    """The most blocks that were open."""
    ends: int = 0
    """How many places that may end the template or an arm have something after them: each is a level of the tree."""

    def add_end(self, span: Span) -> None:
        """One more such place.

        :raises TemplateError: where the tree gets too deep, at what is after it.
        """
        self.ends += 1
        if self.deepest + self.ends > DEEPEST + 1:
            raise TemplateError(f"blocks and places that may end the template are more than {DEEPEST} levels", span)


def unseen(unknown: list[Placeholder], parts: list[Node], end: int) -> list[Placeholder]:
    """The tags that nobody knows and that stand where nothing is printed, such as in a text that is assigned: the engine may refuse the
    whole template, so they are unknown texts at its end."""
    if not unknown:
        return []
    spans = [leaf.span for part in parts for leaf in leaves(part) if isinstance(leaf, Placeholder) and leaf.opaque]
    starts = [span.start for span in spans]
    lost: dict[str, Placeholder] = {}
    for hole in unknown:
        at = bisect_right(starts, hole.span.start) - 1
        if at < 0 or spans[at].end < hole.span.end:
            lost.setdefault(hole.name, hole._replace(span=Span(end, end)))
    return list(lost.values())


@dataclass(slots=True, eq=False, repr=False)
class OpenBlock:
    """The parts of an open block that are read so far."""

    block: Block
    tag: Tag
    token: Token
    arms: list[Arm] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    part_start: int = 0
    divided: bool = False
    """Whether an arm has begun (a switch renders nothing before)."""
    complete: bool = False
    """Whether the arms are complete, so that one of them always renders."""
    condition: Condition | None = None
    """The condition of the current arm."""
    keys: list[str] = field(default_factory=list)
    """The text of the tags of the arms."""
    blank: bool = True
    """Whether only white space and tags that print nothing have been read so far."""
    doubted: bool = False
    """Whether a tag has been read that prints something in some engines only."""
    stopped: int | None = None
    """How many parts of the current arm are before a ``break`` that ends the template."""
    perhaps: list[int] = field(default_factory=list)
    """How many parts of the current arm are before places that may end the template."""
    stops: bool = False
    """Whether something in it may end the template."""
    loop: str | None = None
    """What the current arm renders for each item of; or the code of a helper of the project, which does anything with it."""
    left: int | None = None
    """How many parts of the current arm of a switch are before its ``break``."""

    def drop_blank(self) -> None:
        """Drop the white space of a block that has nothing else; perhaps, if something in it may print."""
        if not self.blank:
            return
        for index, arm in enumerate(self.arms):
            body = emptied(arm.body)
            if self.doubted and body != arm.body:
                body = Sequence((optional(arm.body, "white space alone"),), arm.body.span)
            self.arms[index] = arm._replace(body=body)

    def end_here(self, *, perhaps: bool = False) -> None:
        """Nothing after this place in the current arm renders, or perhaps nothing."""
        if perhaps:
            self.perhaps.append(len(self.parts))
        elif self.stopped is None:
            self.stopped = len(self.parts)

    def stop(self, end: int, levels: Levels) -> None:
        """Remove the parts after a ``break`` from a finished arm, and make the parts after a block that may contain one
        optional."""
        if self.stopped is not None:
            start = self.parts[self.stopped - 1].span.end
            self.parts[self.stopped :] = silenced(Span(start, end))
            self.stops = True
        for count in reversed(self.perhaps):
            self.stops = True
            if rest := self.parts[count:]:
                span = Span(rest[0].span.start, rest[-1].span.end)
                levels.add_end(span)
                self.parts[count:] = [optional(Sequence(tuple(rest), span), "no break before")]
        self.stopped, self.perhaps = None, []

    def filtered(self, nodes: list[Node], calls: tuple[Call, ...] | None, *, escapes: bool) -> list[Node]:
        """The text of a block with filters, if they are known; where the engine escapes it, it is not a plain text."""
        from smslint.dialects.functions.applied import of_block

        return nodes if calls is None or escapes else [of_block(node, self.arms[0].body, calls) for node in nodes]
