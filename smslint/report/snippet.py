"""A source line with markers under it, cut to the width of the terminal."""

from __future__ import annotations

from itertools import accumulate

from smslint.records import dataclass
from smslint.report.width import ELLIPSIS, char_width, display_width, shown
from smslint.sealed import sealed


@sealed
@dataclass(frozen=True, slots=True)
class Snippet:
    """The visible stretch of one source line."""

    text: str
    """What is printed: hidden characters made visible, an ellipsis where the line is cut."""
    start: int
    """The index of the first shown character of the line, counted from 0."""
    columns: tuple[int, ...]
    """The columns, counted from 0, where the shown characters start; the last item is the column after the last character."""

    def column(self, index: int) -> int:
        """The column of a character of the line; for one that is cut off, that of the nearest edge."""
        return self.columns[min(max(index - self.start, 0), len(self.columns) - 1)]

    def holds(self, index: int) -> bool:
        """Whether a character, or the end of the line, is in the visible stretch."""
        return self.start <= index < self.start + len(self.columns)

    def marker(self, start: int, end: int, mark: str) -> str:
        """Spaces and marks that underline ``line[start:end]``; always one mark at least."""
        first, last = self.column(start), self.column(max(start, end))
        if last == first < end - start + first and first:
            # The span contains only combining marks: point at the character before them.
            first = max(column for column in self.columns if column < first)
        return " " * first + mark * max(last - first, 1)


def snippet(line: str, start: int, end: int, room: int) -> Snippet:
    """Show a line around ``line[start:end]`` in at most ``room`` columns, with about equal parts before and after the span."""
    start, end = min(start, len(line)), min(max(start, end), len(line))
    if len(line) <= room * 4 and display_width(line) <= room:
        return _build(line, 0, len(line))
    inner = max(room - 2, 1)  # an ellipsis on either side
    low = high = start
    high, used = _grow(line, high, end, inner)
    before, left = _grow_back(line, low, (inner - used) // 2)
    high, right = _grow(line, high, len(line), inner - used - left)
    low, _ = _grow_back(line, before, inner - used - left - right)
    return _build(line, low, high)


def _grow(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """How far the line fits from ``start`` on, and the columns used. The number of marks without width is limited too."""
    used, index, stop = 0, start, min(end, start + 4 * room)
    while index < stop and used + char_width(line[index]) <= room:
        used += char_width(line[index])
        index += 1
    return index, used


def _grow_back(line: str, start: int, room: int) -> tuple[int, int]:
    """How far the line fits before ``start``, and the columns used."""
    used, index, stop = 0, start, max(0, start - 4 * room)
    while index > stop and used + char_width(line[index - 1]) <= room:
        index -= 1
        used += char_width(line[index])
    return index, used


def _build(line: str, low: int, high: int) -> Snippet:
    part = line[low:high]
    left, right = ELLIPSIS if low else "", ELLIPSIS if high < len(line) else ""
    if part.isascii() and part.isprintable():
        return Snippet(left + part + right, low, tuple(range(len(left), len(left) + len(part) + 1)))
    columns = tuple(accumulate(map(char_width, part), initial=len(left)))
    return Snippet(left + "".join(map(shown, part)) + right, low, columns)
