"""Places as editors count them: lines from 0, and columns in the code units that server and editor agreed on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from smslint.span import LineIndex, Position, Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from re import Pattern

_BYTES: Final = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf16: "utf-16-le"}
_UNIT: Final = {types.PositionEncodingKind.Utf8: 1, types.PositionEncodingKind.Utf16: 2}
_WIDE: Final[dict[types.PositionEncodingKind, Pattern[str]]] = {
    types.PositionEncodingKind.Utf8: later(r"[^\x00-\x7f]"),
    types.PositionEncodingKind.Utf16: later(r"[\U00010000-\U0010ffff]"),
}
"""Characters of more than one code unit. In UTF-32 there is none."""


class Lines:
    """Converts offsets of one text to places of an editor, and back; each in logarithmic time, also on a line of a megabyte."""

    def __init__(self, text: str, units: types.PositionEncodingKind = types.PositionEncodingKind.Utf16) -> None:
        self.units = units
        self._length = len(text)
        self._index = LineIndex(text)
        pattern = _WIDE.get(units)
        wide = [] if pattern is None or text.isascii() else [match.start() for match in pattern.finditer(text)]
        self._wide = wide
        """Where the characters of more than one code unit are."""
        extra = (len(text[at].encode(_BYTES[units], "surrogatepass")) // _UNIT[units] - 1 for at in wide)
        self._extra = [0, *accumulate(extra)]
        """How many units more than characters there are before each of them, and before the end."""

    def of(self, text: str) -> Lines:
        """Those of another text, in the same units."""
        return Lines(text, self.units)

    def position(self, offset: int) -> types.Position:
        """The place of an offset; for one past the end, that of the end."""
        line, column = self._index.position(offset)
        start = self._index.offset(Position(line, 1))
        return types.Position(line - 1, column - 1 + self._more(start + column - 1) - self._more(start))

    def offset(self, position: types.Position) -> int:
        """The offset of a place. One that is past the end of its line is the end of that line; inside of a character, its start."""
        if position.line >= len(self._index):
            return self._length
        line = position.line + 1
        start = self._index.offset(Position(line, 1))
        end = start + len(self._index.line(line))
        wanted = start + self._more(start) + position.character
        return max(start, bisect_right(range(end + 1), wanted, lo=start, key=lambda at: at + self._more(at)) - 1)

    def range(self, span: Span) -> types.Range:
        """The place of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def span(self, range_: types.Range) -> Span:
        """The span of a place; of one that ends before it starts, its start."""
        start = self.offset(range_.start)
        return Span(start, max(start, self.offset(range_.end)))

    def _more(self, offset: int) -> int:
        return self._extra[bisect_left(self._wide, offset)]
