"""Rows whose message would have a hole: a merge field without a value, or with a word that stands for nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from smslint.broadcast import rules
from smslint.broadcast.no_values import Cells
from smslint.dialects.merge_fields import known_names
from smslint.recipients.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from smslint.broadcast.measuring import Texts
    from smslint.broadcast.pieces import Columns
    from smslint.broadcast.plan import Plan
    from smslint.recipients.batch import Batch


class FoundHoles(NamedTuple):
    """The holes of a batch, by the row's index."""

    empty: dict[int, list[str]]
    """The merge fields that are printed and empty."""
    nulls: dict[int, list[tuple[str, str]]]
    """The merge fields with a word that stands for nothing, each with that word."""


class Holes:
    """Counts the rows with a hole, batch by batch."""

    def __init__(self, plan: Plan, columns: tuple[str, ...]) -> None:
        self._fields = plan.program.fields
        self._cells = null_cells(plan, columns)
        self._hole, self._null = map(plan.rules.code, (rules.HOLE, rules.NULL))
        self.empty: Counter[str] = Counter()
        """Rows by merge field that is printed and empty."""
        self.nulls: Counter[tuple[str, str]] = Counter()
        """Rows by merge field and the word that stands for nothing."""
        self.first_empty: dict[str, tuple[int, str]] = {}
        """The first row of each empty merge field, and its message."""

    @property
    def columns(self) -> set[int]:
        """The columns that are printed."""
        return {each.column for each in self._fields}

    def among(self, column: int, cells: set[str]) -> set[str]:
        """Those of some cells of a column that leave a hole."""
        if column not in self._cells:
            return set()
        bare = self._hole is not None and any(each.bare for each in self._fields if each.column == column)
        found = {cell for cell in cells if not cell.strip()} if bare else set[str]()
        return found.union(self._cells[column].among(cells)) if self._null else found

    def numbers(self, column: int) -> frozenset[str] | None:
        """The numbers that leave a hole in a column; ``None``: any may."""
        return self._cells[column].numbers if self._null and column in self._cells else frozenset()

    def look(self, columns: Columns, out: Container[int]) -> FoundHoles:
        """Find merge fields that are printed and hold nothing, or a word that stands for nothing.

        :param out: the rows that are refused already, which are not looked at.
        """
        empty: dict[int, list[str]] = {}
        nulls: dict[int, list[tuple[str, str]]] = {}
        for each in self._fields:
            column = columns[each.column]
            distinct = columns.distinct(each.column)
            if self._hole and each.bare and ("" in distinct or any(map(str.isspace, distinct))):
                for index, cell in enumerate(column):
                    if not cell.strip() and index not in out:
                        empty.setdefault(index, []).append(each.name)
            if self._null and (leaks := self._cells[each.column].among(distinct)):
                for index, cell in enumerate(column):
                    if cell in leaks and index not in out:
                        nulls.setdefault(index, []).append((each.name, leaks[cell]))
        return FoundHoles(empty, nulls)

    def problems(self, found: FoundHoles) -> dict[int, Problem]:
        """By index, the problem of each row that the project's rules refuse because of a hole or such a word."""
        said = {
            self._null: {index: why_null(words) for index, words in found.nulls.items()},
            self._hole: {index: " and ".join(f"`{name}`" for name in names) for index, names in found.empty.items()},
        }
        problems: dict[int, Problem] = {}
        for code, rows in said.items():
            if code is not None and code.refuses:
                problems |= {index: Problem(code, words) for index, words in rows.items()}
        return problems

    def count(self, found: FoundHoles, batch: Batch, texts: Texts) -> None:
        """Count holes, in the order of the rows."""
        for index in sorted(found.empty):
            for name in found.empty[index]:
                if name not in self.first_empty:
                    self.first_empty[name] = (batch.first + index, texts[index])
                self.empty[name] += 1
        for index in sorted(found.nulls):
            self.nulls.update(found.nulls[index])


def why_null(words: Iterable[tuple[str, str]]) -> str:
    """What a row has in place of values, for people."""
    return " and ".join(f"`{name}` is {word!r}" for name, word in words)


def null_cells(plan: Plan, columns: tuple[str, ...]) -> dict[int, Cells]:
    """By column that a template prints, its cells that stand for no value."""
    known = known_names(plan.rules.values.declared, columns)
    return {each.column: Cells(columns[each.column], known) for each in plan.program.fields}
