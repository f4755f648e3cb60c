"""The pieces of a filled text: constant texts, cells, and what each row decides, for all rows of a batch at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Sequence as Seq

    Piece = Callable[["Columns", int], Iterable[str]]
    """A function from a batch's columns and its number of rows to a text for each row."""
    Decides = Callable[["Columns", int], list[bool]]


class Columns:
    """The cells of a batch by column, created on demand. Missing cells of short rows are empty."""

    __slots__ = ("_distinct", "_made", "_rows")

    def __init__(self, rows: Seq[Seq[str]]) -> None:
        self._rows = rows
        self._made: dict[int, list[str]] = {}
        self._distinct: dict[int, set[str]] = {}

    def __getitem__(self, column: int) -> list[str]:
        made = self._made.get(column)
        if made is None:
            try:
                made = [row[column] for row in self._rows]
            except IndexError:
                made = [row[column] if column < len(row) else "" for row in self._rows]
            self._made[column] = made
        return made

    def distinct(self, column: int) -> set[str]:
        """The distinct values of a column."""
        found = self._distinct.get(column)
        if found is None:
            found = self._distinct[column] = set(self[column])
        return found


@sealed
@dataclass(frozen=True, slots=True)
class Cell:
    """A column's values as they are: the piece that a bulk path knows too."""

    column: int

    def __call__(self, columns: Columns, _count: int) -> list[str]:
        return columns[self.column]


class RowChoice:
    """A branch that each row decides with one or more columns."""

    __slots__ = ("_arms", "_otherwise")

    def __init__(self, arms: list[tuple[Decides, tuple[str | Piece, ...]]], otherwise: tuple[str | Piece, ...]) -> None:
        self._arms = arms
        self._otherwise = otherwise

    def __call__(self, columns: Columns, count: int) -> Iterator[str]:
        chosen = list(filled(self._otherwise, columns, count))
        for decides, arm in reversed(self._arms):
            texts = filled(arm, columns, count)
            chosen = [
                one if yes else other for yes, one, other in zip(decides(columns, count), texts, chosen, strict=True)
            ]
        return iter(chosen)


def filled(pieces: tuple[str | Piece, ...], columns: Columns, count: int) -> Iterable[str]:
    if not pieces:
        return repeat("", count)
    filled = [repeat(piece, count) if isinstance(piece, str) else piece(columns, count) for piece in pieces]
    return map("".join, zip(*filled, strict=True))


def changed(piece: str | Piece, change: Callable[[str], str]) -> str | Piece:
    if isinstance(piece, str):
        return change(piece)
    return lambda columns, count: map(change, piece(columns, count))


def joined(pieces: list[str | Piece]) -> tuple[str | Piece, ...]:
    """The pieces with adjacent constants joined."""
    joined: list[str | Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)
