"""Places in a text: offsets, and lines and columns for people."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# CRLF is one line break. A lone CR is one too, because old exports still contain them.
_LINE_BREAK: Final = r"\r\n|\n|\r"


class Span(NamedTuple):
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many code points the span covers."""
        return self.end - self.start


class Ranges:
    """Ranges of one text, more and more of them: whether one covers or overlaps a place is not asked of each.

    Only the outermost are kept, so both their starts and their ends ascend.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in ranges:
            self.add(start, end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Those that are inside of no other, by their start."""
        return zip(self._starts, self._ends, strict=True)

    def add(self, start: int, end: int) -> None:
        """Take one more."""
        if not self.covers(start, end):
            inner = slice(bisect_left(self._starts, start), bisect_right(self._ends, end))
            self._starts[inner] = [start]
            self._ends[inner] = [end]

    def covers(self, start: int, end: int) -> bool:
        """Whether a place is inside of one of them."""
        at = bisect_right(self._starts, start)
        return at > 0 and end <= self._ends[at - 1]

    def overlap(self, start: int, end: int) -> bool:
        """Whether a place has characters of one of them."""
        at = bisect_left(self._starts, end)
        return at > 0 and start < self._ends[at - 1]


class Position(NamedTuple):
    """A place as editors show it: line and column counted from 1, the column in code points."""

    line: int
    column: int


def _line_starts(text: str) -> Iterator[int]:
    """The offsets after each line break."""
    if "\r" in text:
        import re

        yield from (match.end() for match in re.finditer(_LINE_BREAK, text))
        return
    at = text.find("\n") + 1
    while at:
        yield at
        at = text.find("\n", at) + 1


class LineIndex:
    """Converts offsets of one text to lines and columns, and back."""

    __slots__ = ("_last", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = (0, "")
        self._starts = [0, *_line_starts(text)]

    def position(self, offset: int) -> Position:
        """The line and column of an offset; for an offset past the end, those of the end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; the inverse of :meth:`position`."""
        return self._starts[position.line - 1] + position.column - 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1) without its line break."""
        # Called many times for the same line, which can be a whole large file.
        if self._last[0] != number:
            self._last = (number, self._cut(number))
        return self._last[1]

    def _cut(self, number: int) -> str:
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")

    def __len__(self) -> int:
        return len(self._starts)


class Covered:
    """The positions inside some spans, in any order, found by one search each: ``at in covered``."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [each.start for each in ordered]
        self._ends = list(accumulate((each.end for each in ordered), max))
        """How far each span and those before it reach."""

    def __contains__(self, at: int) -> bool:
        before = bisect_right(self._starts, at)
        return before > 0 and at < self._ends[before - 1]
