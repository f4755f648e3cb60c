"""Which rows of Arrow batches the rules refuse because of their message (the ``bulk`` extra).

The base path is asked about one row of each different kind (:mod:`smslint.broadcast.bulk_marks`), and its answer is kept. It is asked about
each single row where a rule reads every text, and where a message may be too long for the provider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from smslint.broadcast import rules
from smslint.broadcast.bulk_marks import MOST_KEPT, FitMarks, Marks
from smslint.broadcast.judging import Judging
from smslint.broadcast.pieces import Columns
from smslint.recipients import codes
from smslint.recipients.batch import Batch
from smslint.recipients.bulk_columns import Learned, alike
from smslint.recipients.bulk_measure import ENCODINGS
from smslint.recipients.screen import Screened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.broadcast.bulk_fill import TextColumns
    from smslint.broadcast.judging import Judged
    from smslint.broadcast.plan import Plan
    from smslint.numbers.label import Label
    from smslint.recipients.batch import Cells
    from smslint.recipients.bulk_measure import Measures
    from smslint.recipients.bulk_screen import Screened as Found
    from smslint.recipients.codes import Code
    from smslint.recipients.headers import Roles
    from smslint.recipients.problem import Problem
    from smslint.text.gsm7 import Measure


class Verdict(NamedTuple):
    """What the rules say about a row, and what is counted about it."""

    codes: tuple[Code, ...] = ()
    """Why they refuse it, in order."""
    empty: tuple[str, ...] = ()
    """Its merge fields that are printed and empty."""
    nulls: tuple[tuple[str, str], ...] = ()
    """Its merge fields with a word that stands for nothing, each with that word."""
    long: bool = False
    """Whether it has too many segments."""
    unpriced: str | None = None
    """Its country, where that has no price and should have one."""

    @property
    def left(self) -> bool:
        """Whether the person said that they want no messages."""
        return any(each.code in codes.LEAVING for each in self.codes)


class _Rows(NamedTuple):
    """The rows of a batch that are to be judged."""

    cells: TextColumns
    found: Found
    measures: Measures


_FITS: Final = 1
"""Where the marks of a row say whether a value of it may not fit its approved template."""
_EACH: Final = None
"""In place of the answer about a kind of row: ask about each of its rows."""


class BulkJudging:
    """Judges the messages of batches."""

    def __init__(
        self, plan: Plan, roles: Roles, names: tuple[str, ...], columns: list[int], label: Callable[[int], Label]
    ) -> None:
        """A judge for batches with columns of these names.

        :param columns: those that decide; the others are never read.
        """
        self._judging = Judging(plan, roles, names, label)
        self._label = label
        self._columns, self._width = columns, len(names)
        self._most = None if plan.rules.code(rules.LONG) is None else plan.rules.most_segments
        self._forget()

    def _forget(self) -> None:
        self._marks = Marks(self._judging.asking.telling, self._judging.holes)
        self._fits = FitMarks(self._judging.asking.fitting)
        self._regions: dict[str | None, int] = {}
        self._region = Learned()
        self._answers: dict[tuple[int, ...], Verdict | None] = {}

    def judge(self, cells: TextColumns, found: Found, measures: Measures, sent: Any) -> tuple[Any, list[Verdict]]:
        """What the rules say about each row, as its index in a list. The first verdict is that of rows about which they say nothing.

        :param cells: the columns of the batch.
        :param found: what the screen found.
        :param measures: those of the messages.
        :param sent: whether each row is not refused yet: the other rows are not judged.
        """
        if self._marks.kept + len(self._answers) > MOST_KEPT:
            self._forget()
        asked = _Rows(cells, found, measures)
        units, segments = self._judging.asking.longest
        alone = sent & ((measures.units > units) | (measures.segments > segments))
        rows = np.flatnonzero(sent & ~alone)
        marks = [each[rows] for each in self._all_marks(asked, len(sent))]
        first, groups = alike(marks)
        answers = self._of_kinds(list(zip(*(each[first].tolist() for each in marks), strict=True)), rows[first], asked)
        numbers: dict[Verdict | None, int] = {Verdict(): 0}
        said = np.zeros(len(sent), np.int64)
        if len(rows):
            kinds = [-1 if each is _EACH else numbers.setdefault(each, len(numbers)) for each in answers]
            said[rows] = np.array(kinds)[groups]
        single = np.flatnonzero(alone | (said < 0))
        said[single] = [numbers.setdefault(each, len(numbers)) for each in self._ask(asked, single)]
        return said, [each for each in numbers if each is not None]

    def _all_marks(self, asked: _Rows, size: int) -> Iterator[Any]:
        yield self._region.of(asked.found.labels, self._number_of_region)
        yield self._fits.of(asked.cells, size)
        yield from self._marks.of(asked.cells, size)
        if self._most is not None:
            yield (asked.measures.segments > self._most).astype(np.int64)

    def _number_of_region(self, label_id: int) -> int:
        label = self._label(label_id)
        return self._regions.setdefault(label.region or "" if label.valid else None, len(self._regions))

    def _of_kinds(self, kinds: list[tuple[int, ...]], rows: Any, asked: _Rows) -> list[Verdict | None]:
        """The answer about each kind of row, of which one row is given."""
        new = [at for at, kind in enumerate(kinds) if kind not in self._answers]
        if new:
            asking = self._judging.asking
            whos = asking.telling.whos(*self._taken(asked, rows[new]), self._label)
            for at, who, answer in zip(new, whos, self._ask(asked, rows[new]), strict=True):
                each = who is not None and asking.asks_each(who, unfit=bool(kinds[at][_FITS]))
                self._answers[kinds[at]] = _EACH if each else answer
        return list(map(self._answers.__getitem__, kinds))

    def _taken(self, asked: _Rows, rows: Any) -> tuple[list[Cells], Screened]:
        """Some rows for the base path; the columns that do not decide are empty."""
        some, blank = pa.array(rows), [""] * len(rows)
        made = [
            asked.cells.texts(at).take(some).to_pylist() if at in self._columns else blank for at in range(self._width)
        ]
        found = asked.found
        return list(map(list, zip(*made, strict=True))), Screened(
            found.labels[rows].tolist(), found.keys[rows].tolist(), {}, {}
        )

    def problems(self, cells: Cells, label: int, key: int, measure: Measure) -> list[Problem]:
        """Why the rules refuse a single row that nothing else refuses, with the details."""
        return self._judged([cells], Screened([label], [key], {}, {}), [measure])[1].get(0, [])

    def _ask(self, asked: _Rows, rows: Any) -> list[Verdict]:
        """The answer of the base path about some rows."""
        if not len(rows):
            return []
        measured = zip(*((each[rows]).tolist() for each in asked.measures), strict=True)  # UCS-2, units, segments
        found, problems = self._judged(
            *self._taken(asked, rows), [(ENCODINGS[ucs2], units, segments) for ucs2, units, segments in measured]
        )
        return [
            Verdict(
                tuple(each.code for each in problems.get(at, ()) if each.code.refuses),
                tuple(found.holes.empty.get(at, ())),
                tuple(found.holes.nulls.get(at, ())),
                at in found.long,
                found.unpriced.get(at),
            )
            for at in range(len(rows))
        ]

    def _judged(
        self, cells: list[Cells], screened: Screened, measured: list[Measure]
    ) -> tuple[Judged, dict[int, list[Problem]]]:
        found = self._judging.judged(Batch(1, 1, cells), Columns(cells), screened, measured)
        return found, screened.problems
