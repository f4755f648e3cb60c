"""Batches of rows of a recipient list; each row is a list of texts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.recipients.headers import Roles

Cells = list[str]


class Row(NamedTuple):
    """One recipient."""

    number: int
    """Numbered as in a spreadsheet: the header is row 1. Without a header, and in JSON Lines, rows count from 1."""
    line: int
    """The line of the file where the row starts."""
    cells: Cells


class Batch(NamedTuple):
    """Some consecutive rows of a list."""

    first: int
    """The number of the first row."""
    line: int
    """The line where the first row starts."""
    rows: list[Cells]
    raw: list[str] | None = None
    """The text of each row as it is in the file, if requested."""
    typed: Any = None
    """The rows as an Arrow record batch, if requested and the file has types."""
    folded: bool = False
    """Whether a row may have several lines: in CSV alone a line break of a cell is one of the file."""

    def line_of(self, index: int) -> int:
        """The line where a row starts, or its number in a file without lines."""
        return self.line + index + (sum(sum(map(breaks, row)) for row in self.rows[:index]) if self.folded else 0)

    def row(self, index: int) -> Row:
        """One row as a record."""
        return Row(self.first + index, self.line_of(index), self.rows[index])


class Format(Protocol):
    """A file format. Each open list has its own instance."""

    columns: tuple[str, ...]
    roles: Roles
    first_row: int
    notes: list[str]

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]: ...


def csv_row(cells: Cells) -> str:
    """A row of CSV, with its line break."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()


def blank(row: Cells) -> bool:
    """Whether all cells of a row are empty: ``;;;``, as spreadsheets often export."""
    return not any(map(str.strip, row))


def some_blank(rows: list[Cells]) -> bool:
    """Whether any row is blank; for most rows the first cell decides."""
    return any(not row or (not row[0].strip() and blank(row)) for row in rows)


def filled(rows: list[Cells]) -> Iterator[tuple[int, int]]:
    """The ranges of rows that are not blank, as start and end."""
    if not some_blank(rows):
        if rows:
            yield 0, len(rows)
        return
    start = 0
    for index, row in enumerate([*rows, []]):
        if blank(row):
            if start < index:
                yield start, index
            start = index + 1


def breaks(cell: str) -> int:
    """Line breaks inside a cell: CRLF is one."""
    if "\n" not in cell and "\r" not in cell:
        return 0
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def cells_of(rows: Sequence[Cells], column: int) -> list[str]:
    """The cells of a column; empty for rows that are too short."""
    try:
        return [row[column] for row in rows]
    except IndexError:
        return [row[column] if column < len(row) else "" for row in rows]
