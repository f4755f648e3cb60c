"""A template together with what it extends and includes, as one text: the record, and where its characters come from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Text


class Part(NamedTuple):
    """One file of a template: its name as reports show it, and its text."""

    name: str
    source: str


class Stretch(NamedTuple):
    """From ``start`` in the composed source on, the characters of a part from ``at`` on. Part 0 is the message itself."""

    start: int
    part: int
    at: int


Load: TypeAlias = "Callable[[str, str], Part | str | None]"
"""From a name, and the name of the part that it is written in, to a part: ``None`` where there is no such file, and a sentence where
there is one that cannot be read."""


class UnreadPart(NamedTuple):
    """A part that could not be read: where it is named (in the composed source), its name as written, and why."""

    span: Span
    name: str
    why: str


class Composed(NamedTuple):
    """A template with its parts. The leaves of ``text`` tile ``source``, as in every tree."""

    source: str
    text: Text
    parts: tuple[Part, ...]
    stretches: tuple[Stretch, ...]
    unread: tuple[UnreadPart, ...]

    def origin(self, span: Span) -> tuple[int, Span]:
        """The part that a span of the composed source begins in, and its span there, cut off where that part is interrupted."""
        index = max(bisect_right(self.stretches, span.start, key=lambda each: each.start) - 1, 0)
        stretch = self.stretches[index]
        following = self.stretches[index + 1].start if index + 1 < len(self.stretches) else len(self.source)
        start = stretch.at + span.start - stretch.start
        return stretch.part, Span(start, start + max(0, min(span.end, following) - span.start))

    def own(self, offset: int) -> int:
        """The offset in the message itself of a place in the composed source; of one in another part, where that is put in."""
        index = max(bisect_right(self.stretches, offset, key=lambda each: each.start) - 1, 0)
        if self.stretches[index].part == 0:
            return self.stretches[index].at + offset - self.stretches[index].start
        before = [index for index in range(index) if self.stretches[index].part == 0]
        if not before:
            return 0
        last = self.stretches[before[-1]]
        return max(last.at, last.at + self.stretches[before[-1] + 1].start - last.start - 1)

    def whole(self, span: Span) -> bool:
        """Whether a span lies inside one stretch of one part."""
        return self.origin(span)[1].length == span.length
