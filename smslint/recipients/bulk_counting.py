"""Count the problems of Arrow batches with an auditor (the ``bulk`` extra), and find numbers that occur more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from smslint.recipients.auditor import EXAMPLES
from smslint.recipients.batch import Row
from smslint.recipients.bulk_columns import alike
from smslint.recipients.bulk_repeats import Repeats
from smslint.recipients.bulk_screen import BulkScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from smslint.recipients.auditor import Auditor
    from smslint.recipients.batch import Cells
    from smslint.recipients.bulk_parts import Part
    from smslint.recipients.bulk_screen import Screened
    from smslint.recipients.codes import Code
    from smslint.recipients.problem import Problem
    from smslint.recipients.reader import RecipientList


class More(NamedTuple):
    """Problems of the rows of a batch that no screen finds."""

    numbers: Any
    """The number of what was found in each row; 0: nothing."""
    codes: Sequence[tuple[Code, ...]]
    """By number, the codes of the problems, in order."""
    opted: Sequence[bool]
    """By number, whether the person said that they want no messages."""
    problems: Callable[[int, Cells], list[Problem]]
    """The problems of one row with their details, from its index and its cells."""


class Counting:
    """Counts batch by batch, as an auditor counts rows."""

    def __init__(self, auditor: Auditor, recipients: RecipientList) -> None:
        self._auditor, self._list = auditor, recipients
        self.screen = BulkScreen(auditor.screen, len(recipients.columns))
        self._read = 0
        """How many numbers of rows were used so far, with those of blank ones."""
        self._labels = np.zeros(0, np.int64)
        self._repeats = Repeats()

    @property
    def wanted(self) -> list[int]:
        """The columns that decide, or that later rows may show to be of interest."""
        return sorted({*self.screen.columns, *self._auditor.later.columns, *self._auditor.unplaced.columns})

    def add(self, part: Part, numbers: tuple[Any, Any]) -> None:
        """Count some rows.

        :param part: with at least the columns of :attr:`wanted`.
        :param numbers: the labels and digits of its phone numbers; see :meth:`BulkScreen.batch`.
        """
        self.record(part, self.look(part, numbers))

    def look(self, part: Part, numbers: tuple[Any, Any]) -> Screened:
        """Screen some rows without counting their problems yet: the caller may add some. The arguments are those of :meth:`add`."""
        columns = part.columns
        if more := part.first - self._list.form.first_row - self._read:
            self._repeats.skip(more)  # the header of a file
            self._read += more
        if (country := self._auditor.countries.column) is not None:
            self._auditor.countries.look(counts_of(columns[country]))
        found = self.screen.batch(columns, *numbers)
        for column in self._auditor.unplaced.columns:
            self._auditor.unplaced.look(column, pairs(found.labels, columns[column]))
        self._auditor.result.total += len(found.labels)
        self._read += part.size
        counts = np.bincount(found.labels, minlength=len(self._labels))
        counts[: len(self._labels)] += self._labels
        self._labels = counts
        return found

    def record(self, part: Part, found: Screened, more: More | None = None) -> Any:
        """Count the problems of some rows.

        :param found: the answer of :meth:`look`.
        :param more: what else was found in them.
        :return: whether each row is refused.
        """
        rows = rows_of(part)
        refused, opted = self.screen.refused(found.kinds), self.screen.opted(found.kinds)
        if more is not None:
            refused |= np.array([any(code.refuses for code in each) for each in more.codes], bool)[more.numbers]
            opted |= np.array(more.opted, bool)[more.numbers]
        self._count(part.columns, found.kinds, rows + part.first, more)
        self._auditor.result.rejected += int(refused.sum())
        self._repeats.add(part.size, rows, found.keys, refused, opted)
        return refused

    def _count(self, columns: Mapping[int, pa.StringArray], kinds: Any, rows: Any, more: More | None) -> None:
        """Count each code, and keep its first rows as examples."""
        some: set[int] = set()
        first, groups = alike([kinds] if more is None else [kinds, more.numbers])
        for number, (row, times) in enumerate(zip(first.tolist(), np.bincount(groups).tolist(), strict=True)):
            found = self.screen.kinds[kinds[row]].codes
            if more is not None:
                found += more.codes[more.numbers[row]]
            if not found:
                continue
            for code in found:
                self._auditor.tally(code).count += times
            if any(map(self._wants, found)):
                some.update(np.flatnonzero(groups == number)[:EXAMPLES].tolist())
        for index in sorted(some):
            cells = self.screen.cells(columns, index)
            number = int(rows[index])
            row = Row(number, self._list.place(number).row, cells)
            problems = self.screen.problems(cells)
            if more is not None and more.numbers[index]:
                problems = [*problems, *more.problems(index, cells)]
            for problem in problems:
                if self._wants(problem.code):
                    finding = self._auditor.finding(row, cells[self._list.phone], problem)
                    self._auditor.tally(problem.code).findings.append(finding)

    def _wants(self, code: Code) -> bool:
        return len(self._auditor.tally(code).findings) < EXAMPLES

    def settle(self) -> Any:
        """Refuse the rows whose number occurs more than once, and give their indices: how many rows are before each, with blank ones."""
        surplus = self._repeats.settle(self._auditor, self._list.form.first_row)
        self._auditor.count_labels({label: times for label, times in enumerate(self._labels.tolist()) if times})
        return surplus


def rows_of(part: Part) -> Any:
    """The index of each row of a part that is not blank."""
    return np.arange(part.size) if part.kept is None else part.kept


def pairs(labels: Any, column: pa.StringArray) -> Iterator[tuple[int, str]]:
    """Each different pair of a row's label and its cell."""
    encoded = column.dictionary_encode()
    words, size = encoded.dictionary.to_pylist(), max(1, len(encoded.dictionary))
    for pair in np.unique(labels.astype(np.int64) * size + encoded.indices.to_numpy()).tolist():
        yield pair // size, words[pair % size]


def counts_of(column: pa.StringArray) -> dict[str, int]:
    """How often each cell of a column occurs, the first in the list first."""
    encoded = column.dictionary_encode()
    times = np.bincount(encoded.indices.to_numpy(), minlength=len(encoded.dictionary)).tolist()
    return dict(zip(encoded.dictionary.to_pylist(), times, strict=True))
