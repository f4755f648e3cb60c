"""Adds record batches to what is counted about a broadcast (the ``bulk`` extra), as :mod:`smslint.broadcast.count` adds rows.

The counters are those of the row path. Here is found how often each thing is to be counted, and which single rows are to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from smslint.broadcast.bulk_judging import BulkJudging
from smslint.broadcast.bulk_odd import OddRows
from smslint.broadcast.pieces import Columns
from smslint.broadcast.printed_otherwise import MARKUP
from smslint.broadcast.worst import KEPT
from smslint.recipients.bulk_columns import Learned, alike, blank_rows
from smslint.recipients.bulk_counting import Counting, More, rows_of
from smslint.recipients.bulk_measure import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.broadcast.bulk_count import Measured
    from smslint.broadcast.bulk_judging import Verdict
    from smslint.broadcast.outcomes import Outcome
    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.totals import Totals
    from smslint.recipients.batch import Cells
    from smslint.recipients.bulk_measure import Measures
    from smslint.recipients.bulk_screen import Screened
    from smslint.recipients.problem import Problem
    from smslint.text.gsm7 import Measure

_MARKUP = f"[{''.join(sorted(MARKUP))}]"


class Rows:
    """Some rows of the list, with what is found about them."""

    def __init__(self, measured: Measured, found: Screened) -> None:
        self.part, self.cells, _, self.measures = measured
        self.found = found
        self.numbers = rows_of(self.part) + self.part.first
        """The number of each row."""
        self.sent = np.ones(len(self.numbers), bool)
        """Whether each row is not refused."""

    @property
    def least(self) -> Measures:
        """The least measures."""
        return self.measures[0]

    def measure(self, index: int) -> Measure:
        """The least measure of a row."""
        ucs2, units, segments = (each[index].item() for each in self.least)
        return ENCODINGS[ucs2], units, segments

    def first_sent(self, which: Any, most: int) -> Iterator[int]:
        """The index of the first rows that are sent, of those that are marked."""
        yield from np.flatnonzero(which & self.sent)[:most].tolist()


class BulkTotals:
    """Adds batches."""

    def __init__(self, totals: Totals) -> None:
        self._totals, self._plan = totals, totals.plan
        self._list = totals.list
        self._roles = totals.list.roles
        self._counting = Counting(totals.auditor, totals.list)
        plan = totals.plan
        places = (self._roles.zone, self._roles.state, self._roles.locale)
        self.wanted = sorted(
            {
                *self._counting.wanted,
                *(at for each in (plan.program, totals.counted, plan.fixed) if each is not None for at in each.columns),
                *(each.column for each in plan.program.fields),
                *plan.program.escaped,
                *(column for _, column, _ in plan.program.defaults),
                *(at for at in places if at is not None),
                *totals.judging.asking.telling.columns,
            }
        )
        """The columns that are needed."""
        self._judging = BulkJudging(plan, self._roles, totals.list.columns, self.wanted, totals.auditor.label)
        self._odd = OddRows(totals, self)
        self._regions: dict[str, int] = {}
        self._region = Learned()
        """By label, the number of its region."""
        self._of_region: list[int] = []
        """By number, a label of the region."""
        self._known: dict[tuple[int, ...], int] = {}
        """The number of each outcome, by what it was made from."""
        self._outcomes: list[tuple[int, Any]] = []
        """How many rows are before some rows, and the number of the outcome of each of these; a row that is not sent has any number."""
        self._size = 0

    def add(self, measured: Measured) -> None:
        """Count some rows."""
        found = self._counting.look(measured.part, measured.numbers)
        rows = Rows(measured, found)
        self._size = measured.part.first - self._list.form.first_row + measured.part.size
        if not len(rows.numbers):
            self._counting.record(rows.part, found)
            return
        said, verdicts = self._judging.judge(rows.cells, found, rows.least, ~self._counting.screen.refused(found.kinds))
        self._count_verdicts(rows, said, verdicts)
        rows.sent = ~self._counting.record(rows.part, found, self._more(rows, said, verdicts))
        self._count_places(rows)
        self._count_never(rows, said, verdicts)
        self._count_outcomes(rows)
        self._count_printed(rows)
        self._keep_worst(rows)
        self._keep_first(rows)

    def finish(self) -> Broadcast:
        """The result."""
        surplus = self._counting.settle()
        if len(surplus):
            every = np.zeros(self._size, np.min_scalar_type(len(self._totals.outcomes.all)))
            for start, ids in self._outcomes:
                every[start : start + len(ids)] = ids
            times = np.bincount(every[surplus])
            self._totals.outcomes.sent.subtract(dict(enumerate(times.tolist())))
        return self._totals.finish()

    # --- what the rules say ---

    def _more(self, rows: Rows, said: Any, verdicts: list[Verdict]) -> More:
        def problems(index: int, cells: Cells) -> list[Problem]:
            label, key = rows.found.labels[index].item(), rows.found.keys[index].item()
            return self._judging.problems(cells, label, key, rows.measure(index))

        return More(said, [each.codes for each in verdicts], [each.left for each in verdicts], problems)

    def _count_verdicts(self, rows: Rows, said: Any, verdicts: list[Verdict]) -> None:
        judging, holes = self._totals.judging, self._totals.judging.holes
        first, groups = alike([said])
        times = np.bincount(groups)
        for group in np.argsort(first).tolist():  # in the order of the rows
            index = int(first[group])
            verdict, count = verdicts[said[index]], int(times[group])
            for name in verdict.empty:
                if name not in holes.first_empty:
                    holes.first_empty[name] = (int(rows.numbers[index]), self._text(self.row(rows, index)))
                holes.empty[name] += count
            for null in verdict.nulls:
                holes.nulls[null] += count
            if verdict.unpriced is not None:
                judging.unpriced[verdict.unpriced] += count
            if verdict.long:
                segments, many = np.unique(rows.least.segments[groups == group], return_counts=True)
                judging.too_long.update(dict(zip(segments.tolist(), many.tolist(), strict=True)))

    def _count_places(self, rows: Rows) -> None:
        places = self._totals.places
        if places is None:
            return
        cells = [
            None if at is None else rows.cells.texts(at).dictionary_encode()
            for at in (self._roles.zone, self._roles.state)
        ]
        numbers = [each.indices.to_numpy(zero_copy_only=False) for each in cells if each is not None]
        together = [each[rows.sent].astype(np.int64) for each in (rows.found.labels, *numbers)]
        first, groups = alike(together)
        index = np.flatnonzero(rows.sent)[first].tolist()
        for row, times in zip(index, np.bincount(groups, minlength=len(first)).tolist(), strict=True):
            zone, state = ("" if each is None else each[row].as_py() for each in cells)
            places.count(int(rows.found.labels[row]), zone, state, times)

    def _count_never(self, rows: Rows, said: Any, verdicts: list[Verdict]) -> None:
        kinds = self._counting.screen.kinds
        refused = ~rows.sent
        if not any(each.slot is not None for each in kinds) or not refused.any():
            return
        first, groups = alike([rows.found.kinds[refused], said[refused]])
        index = np.flatnonzero(refused)[first].tolist()
        for row, times in zip(index, np.bincount(groups).tolist(), strict=True):
            kind, verdict = kinds[rows.found.kinds[row]], verdicts[said[row]]
            if kind.slot is not None:
                self._totals.times.count_refused(kind.slot, (*kind.codes, *verdict.codes), times)

    # --- outcomes ---

    def _count_outcomes(self, rows: Rows) -> None:
        sent = np.flatnonzero(rows.sent)
        outcomes = self._totals.outcomes
        regions = self._region.of(rows.found.labels, self._of_its_region)[sent]
        slots = np.array([each.slot or 0 for each in self._counting.screen.kinds])[rows.found.kinds[sent]]
        measures = [(each.ucs2[sent].astype(np.int64), each.segments[sent]) for each in rows.measures]
        odd = self._odd.look(rows, sent)
        columns = [regions, slots, *(each for pair in measures for each in pair), *odd]
        first, groups = alike(columns)
        order = np.argsort(first)
        keys = list(zip(*(each[first[order]].tolist() for each in columns), strict=True))
        if new := [each for each in keys if each not in self._known]:
            characters = self._odd.characters
            made = outcomes.ids([self._outcome(each, len(measures), characters) for each in new])
            self._known.update(zip(new, made, strict=True))
        numbers = np.zeros(len(first), np.int64)
        numbers[order] = list(map(self._known.__getitem__, keys))
        ids = numbers[groups]
        for number, times in enumerate(np.bincount(ids).tolist()):
            if times:
                outcomes.sent[number] += times
        every = np.zeros(rows.part.size, np.min_scalar_type(len(outcomes.all)))
        every[rows_of(rows.part)[sent]] = ids
        self._outcomes.append((rows.part.first - self._list.form.first_row, every))

    def _of_its_region(self, label_id: int) -> int:
        number = self._regions.setdefault(self._totals.auditor.label(label_id).region or "001", len(self._regions))
        if number == len(self._of_region):
            self._of_region.append(label_id)
        return number

    def _outcome(self, values: tuple[int, ...], count: int, characters: list[str]) -> Outcome:
        """An outcome, of which only what the sums need is filled: a label of the region, the encodings and the segments."""
        region, slot, *others = values
        least, *more = [(ENCODINGS[others[at]], 0, others[at + 1]) for at in range(0, 2 * count, 2)]
        mark = self._totals.times.mark(self._of_region[region], slot)
        is_odd, ucs2, segments, sole = others[2 * count :]
        changed = ((ENCODINGS[ucs2], 0, segments), characters[sole]) if is_odd else ()
        rest: tuple[Measure | str, ...] = (*more, *changed)
        return (mark, least, *rest)

    # --- single rows ---

    def _count_printed(self, rows: Rows) -> None:
        program = self._plan.program
        markup = np.zeros(len(rows.sent), bool)
        for column in program.escaped:
            markup |= pc.match_substring_regex(rows.cells.texts(column), _MARKUP).to_numpy(zero_copy_only=False)
        defaulted: dict[str, int] = {}
        for name, column, _ in program.defaults:
            empty = rows.sent[blank_rows([rows.cells.texts(column)])].sum()
            defaulted[name] = defaulted.get(name, 0) + int(empty)
        self._totals.printed.count(int((markup & rows.sent).sum()), defaulted)

    def _keep_worst(self, rows: Rows) -> None:
        worst, (_, units, segments) = self._totals.worst, rows.least
        least, fewest = worst.floor
        above = (segments > least) | ((segments == least) & (units > fewest))
        some = np.flatnonzero(rows.sent & above & (segments > 1))
        if len(some) > KEPT:
            some = some[np.lexsort((some, -units[some], -segments[some]))[:KEPT]]
        for index in some.tolist():
            number = int(rows.numbers[index])
            if worst.wants(int(segments[index]), int(units[index]), number):
                cells = self.row(rows, index)
                worst.keep(number, self._line(number), rows.measure(index), self._text(cells), cells)

    def _keep_first(self, rows: Rows) -> None:
        firsts, segments = self._totals.firsts, rows.least.segments
        for count in np.flatnonzero(np.bincount(segments[rows.sent])).tolist():
            if more := firsts.more_of(count):
                for index in rows.first_sent(segments == count, more):
                    firsts.add(count, *self.place(rows, index))

    def place(self, rows: Rows, index: int) -> tuple[int, int, str]:
        """The number of a row, its line, and its phone number."""
        number = int(rows.numbers[index])
        return number, self._line(number), rows.cells.texts(self._list.phone)[index].as_py()

    def _line(self, number: int) -> int:
        return self._list.place(number).row

    def row(self, rows: Rows, index: int) -> Cells:
        return self._counting.screen.cells(rows.part.columns, index)

    def _text(self, cells: Cells) -> str:
        return next(iter(self._totals.counted.texts(Columns([cells]), 1)))
