"""Rows of a recipient list on their way through: some at a time, each a list of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.recipients.headers import Roles

Cells = list[str]


class Row(NamedTuple):
    """One recipient."""

    number: int
    """As a spreadsheet numbers rows: the header is row 1. Rows without a header, and JSON lines, count from 1."""
    line: int
    """The line of the file on which the row begins."""
    cells: Cells


class Batch(NamedTuple):
    """Some rows of a list, one after another."""

    first: int
    """The number of the first row."""
    line: int
    """The line on which the first row begins."""
    rows: list[Cells]
    raw: list[str] | None = None
    """The text of each row as it stands in the file, where that was asked for."""

    def line_of(self, index: int) -> int:
        """The line on which a row begins: those before it may hold line breaks inside quotes."""
        return self.line + sum(1 + sum(map(breaks, row)) for row in self.rows[:index])

    def row(self, index: int) -> Row:
        """One row as a record."""
        return Row(self.first + index, self.line_of(index), self.rows[index])


class Format(Protocol):
    """A kind of file. One is made for each opened list."""

    columns: tuple[str, ...]
    roles: Roles
    first_row: int
    notes: list[str]

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]: ...
    def replace(self, raw: str, cells: Cells, column: int, value: str) -> str: ...
    def prologue(self) -> str: ...


def blank(row: Cells) -> bool:
    """Whether nothing is written in a row: ``;;;``, which spreadsheets leave behind."""
    return not any(map(str.strip, row))


def some_blank(rows: list[Cells]) -> bool:
    """Whether any row is blank; for most rows a look at the first cell decides."""
    return any(not row or (not row[0].strip() and blank(row)) for row in rows)


def breaks(cell: str) -> int:
    """Line breaks inside a cell: CRLF is one."""
    if "\n" not in cell and "\r" not in cell:
        return 0
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")
