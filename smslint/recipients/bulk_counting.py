"""Count the problems of Arrow batches with an auditor (the ``bulk`` extra), and find numbers that occur more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from smslint.recipients.auditor import EXAMPLES
from smslint.recipients.batch import Row
from smslint.recipients.bulk_repeats import Repeats
from smslint.recipients.bulk_screen import BulkScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from smslint.recipients.audited import Audit
    from smslint.recipients.auditor import Auditor
    from smslint.recipients.bulk_parts import Part
    from smslint.recipients.codes import Code
    from smslint.recipients.reader import RecipientList


class Counting:
    """Counts batch by batch, as an auditor counts rows."""

    def __init__(self, auditor: Auditor, recipients: RecipientList) -> None:
        self._auditor, self._list = auditor, recipients
        self._screen = BulkScreen(auditor.screen, len(recipients.columns))
        self._read = 0
        """How many numbers of rows were used so far, with those of blank ones."""
        self._labels = np.zeros(0, np.int64)
        self._repeats = Repeats()

    @property
    def wanted(self) -> list[int]:
        """The columns that decide, or that later rows may show to be of interest."""
        return sorted({*self._screen.columns, *self._auditor.later.columns, *self._auditor.unplaced.columns})

    def add(self, part: Part, numbers: tuple[Any, Any]) -> None:
        """Count some rows.

        :param part: with at least the columns of :attr:`wanted`.
        :param numbers: the labels and digits of its phone numbers; see :meth:`BulkScreen.batch`.
        """
        columns, size, first, kept = part
        if more := first - self._list.form.first_row - self._read:
            self._repeats.skip(more)  # the header of a file
            self._read += more
        if (country := self._auditor.countries.column) is not None:
            self._auditor.countries.look(counts_of(columns[country]))
        labels, keys, kinds = self._screen.batch(columns, *numbers)
        for column in self._auditor.unplaced.columns:
            self._auditor.unplaced.look(column, pairs(labels, columns[column]))
        rows = np.arange(size) if kept is None else kept
        self._count(columns, kinds, rows + first)
        refused, opted = self._screen.refused(kinds), self._screen.opted(kinds)
        self._auditor.result.rejected += int(refused.sum())
        self._auditor.result.total += len(labels)
        self._read += size
        counts = np.bincount(labels, minlength=len(self._labels))
        counts[: len(self._labels)] += self._labels
        self._labels = counts
        self._repeats.add(size, rows, keys, refused, opted)

    def _count(self, columns: Mapping[int, pa.StringArray], kinds: Any, rows: Any) -> None:
        """Count each code, and keep its first rows as examples."""
        some: set[int] = set()
        for number in np.flatnonzero(np.bincount(kinds)).tolist():
            found = self._screen.kinds[number].codes
            if not found:
                continue
            of_kind = np.flatnonzero(kinds == number)
            for code in found:
                self._auditor.tally(code).count += len(of_kind)
            if any(map(self._wants, found)):
                some.update(of_kind[:EXAMPLES].tolist())
        for index in sorted(some):
            cells = self._screen.cells(columns, index)
            number = int(rows[index])
            row = Row(number, self._list.place(number).row, cells)
            for problem in self._screen.problems(cells):
                if self._wants(problem.code):
                    finding = self._auditor.finding(row, cells[self._list.phone], problem)
                    self._auditor.tally(problem.code).findings.append(finding)

    def _wants(self, code: Code) -> bool:
        return len(self._auditor.tally(code).findings) < EXAMPLES

    def finish(self) -> Audit:
        """The result, with the rows whose number occurs more than once."""
        self._repeats.settle(self._auditor, self._list.form.first_row)
        self._auditor.count_labels({label: times for label, times in enumerate(self._labels.tolist()) if times})
        return self._auditor.finish()


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
