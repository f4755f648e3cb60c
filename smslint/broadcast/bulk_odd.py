"""The rows of record batches whose message is UCS-2 (the ``bulk`` extra): what substitution makes of them, and which values they are from.

Where a message is made of constant texts and unchanged cells, each different cell is looked at once. Other rows go through
:class:`smslint.broadcast.substituted.Substituted`, one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.broadcast.causes import Offender
from smslint.broadcast.pieces import Cell, Columns
from smslint.recipients.bulk_columns import alike
from smslint.recipients.bulk_measure import Measures, measure
from smslint.text.gsm7 import GSM7

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.broadcast.bulk_totals import BulkTotals, Rows
    from smslint.broadcast.program import Program
    from smslint.broadcast.totals import Totals
    from smslint.recipients.batch import Cells

_PLAIN: Final = "".join(rf"\x{ord(each):02x}" for each in GSM7.basic + GSM7.extension if each.isascii())
_NOT_PLAIN: Final = f"[^{_PLAIN}]"
_SEVERAL: Final = "several"
"""In place of the only character that makes a cell UCS-2."""


class Odd(NamedTuple):
    """The UCS-2 messages of some rows after substitution, row for row; all is 0 for other rows."""

    odd: Any
    ucs2: Any
    segments: Any
    sole: Any
    """The only character that makes it UCS-2 and has a replacement, as its index in :attr:`OddRows.characters`."""

    @classmethod
    def none(cls, size: int) -> Odd:
        """Some rows of which none is changed."""
        return cls(*(np.zeros(size, np.int64) for _ in cls._fields))


class _Strange(NamedTuple):
    """The cells of some rows that are not ASCII characters of the alphabet alone."""

    all: pa.StringArray
    """The cells of all of the rows."""
    are: pa.BooleanArray
    """Which of them are meant."""
    different: list[str]
    which: pa.Array
    """Of each cell that is meant, which of the different ones it is."""

    def of_rows(self, numbers: list[int]) -> Any:
        """The number of each row, from those of the different cells; 0 where the cell is not meant."""
        found = np.zeros(len(self.all), np.int64)
        which = self.which.to_numpy(zero_copy_only=False)
        found[self.are.to_numpy(zero_copy_only=False)] = np.array(numbers, np.int64)[which]
        return found


class OddRows:
    """Looks at the rows of a broadcast that are UCS-2, batch by batch."""

    def __init__(self, totals: Totals, counting: BulkTotals) -> None:
        self._totals, self._plan, self._counting = totals, totals.plan, counting
        self._substituted, self._alphabet = totals.substituted, totals.plan.alphabet
        self._characters: dict[str, int] = {"": 0}

    def look(self, rows: Rows, sent: Any) -> Odd:
        """Look at the rows that are sent.

        :param sent: their indices.
        """
        if self._substituted.counts_fixed and self._plan.fixed is not None:
            fixed = rows.measures[2 if len(self._plan.program.variants) > 1 else 1]
            self._blame(rows, sent[fixed.ucs2[sent]], self._plan.fixed)
        found = Odd.none(len(sent))
        which = np.flatnonzero(rows.least.ucs2[sent])
        if not self._substituted.changes_rows or not len(which):
            return found
        way = self._of_cells if self._is_of_cells(self._totals.counted) else self._one_by_one
        after, soles = way(rows, sent[which])
        for each, values in ((found.odd, 1), (found.ucs2, after.ucs2), (found.segments, after.segments)):
            each[which] = values
        known = self._characters
        found.sole[which] = np.array([known.setdefault(each, len(known)) for each in soles[0]])[soles[1]]
        self._blame(rows, sent[which], self._totals.counted)
        return found

    @property
    def characters(self) -> list[str]:
        """The only characters that make messages UCS-2 and have a replacement; the first one is empty, and stands for none."""
        return [*self._characters]

    def _is_of_cells(self, program: Program) -> bool:
        """Whether the message is made of constant texts and unchanged cells, among them all of the fields."""
        pieces = program.variants[0]
        printed = {each.column for each in pieces if isinstance(each, Cell)}
        return (
            self._alphabet == GSM7
            and len(program.variants) == 1
            and all(isinstance(each, str | Cell) for each in pieces)
            and {each.column for each in self._plan.program.fields} <= printed
        )

    @staticmethod
    def _strange(cells: pa.StringArray, rows: Any) -> _Strange:
        some = cells.take(pa.array(rows))
        are = pc.match_substring_regex(some, _NOT_PLAIN)
        encoded = some.filter(are).dictionary_encode()
        return _Strange(some, are, encoded.dictionary.to_pylist(), encoded.indices)

    # --- substitution ---

    def _of_cells(self, rows: Rows, odd: Any) -> tuple[Measures, tuple[list[str], Any]]:
        """The measures of some rows after substitution; the characters that may make them UCS-2, and which of these each row has."""
        table, program = self._plan.substitute or {}, self._totals.counted
        made: dict[int, pa.StringArray] = {}
        known: dict[str, int] = {"": 0, _SEVERAL: 1}
        soles = np.zeros(len(odd), np.int64)
        for at in {each.column for each in program.variants[0] if isinstance(each, Cell)}:
            strange = self._strange(rows.cells.texts(at), odd)
            cells = strange.different
            own = strange.of_rows([known.setdefault(self._sole(each), len(known)) for each in cells])
            soles = np.where(soles == 0, own, np.where((own == 0) | (own == soles), soles, 1))
            changed = pa.array([each.translate(table) for each in cells], pa.string()).take(strange.which)
            made[at] = pc.replace_with_mask(strange.all, strange.are, changed)
        pieces = [made[each.column] if isinstance(each, Cell) else each for each in program.variants[0]]
        after = measure([each for each in pieces if not callable(each)], len(odd))
        before = Measures(*(each[odd] for each in rows.least))
        characters = [each if len(each) == 1 and ord(each) in table else "" for each in known]
        return before.taken(after.segments < before.segments, after), (characters, soles)

    def _sole(self, cell: str) -> str:
        """The only character of a cell that is not in the alphabet; empty if all are in it."""
        at = self._alphabet.first_offender(cell)
        if at < 0:
            return ""
        others = cell.replace(cell[at], "")
        return cell[at] if self._alphabet.first_offender(others) < 0 else _SEVERAL

    def _one_by_one(self, rows: Rows, odd: Any) -> tuple[Measures, tuple[list[str], Any]]:
        after, soles = [], []
        for index, text, cells in self._texts(rows, odd, self._totals.counted):
            measured, sole = self._substituted.after(text, cells, rows.measure(index))
            after.append(measured)
            soles.append(sole)
        return Measures.of(after), (soles, np.arange(len(soles)))

    def _texts(self, rows: Rows, odd: Any, program: Program) -> Iterator[tuple[int, str, Cells]]:
        for index in odd.tolist():
            cells = self._counting.row(rows, index)
            yield index, next(iter(program.texts(Columns([cells]), 1))), cells

    # --- which value it is ---

    def _blame(self, rows: Rows, odd: Any, program: Program) -> None:
        """Count the values that make messages UCS-2.

        :param odd: the indices of the messages.
        :param program: what their texts are made with.
        """
        if not len(odd):
            return
        offenders: dict[Offender | None, int] = {None: 0}
        blamed = np.zeros(len(odd), np.int64)
        if self._is_of_cells(program):
            for field in self._plan.program.fields:
                strange = self._strange(rows.cells.texts(field.column), odd)
                own = [self._first(each, field.name) for each in strange.different]
                ids = strange.of_rows([offenders.setdefault(each, len(offenders)) for each in own])
                blamed = np.where(blamed == 0, ids, blamed)
        unclear = np.flatnonzero(blamed == 0)
        for at, (_, text, cells) in zip(unclear.tolist(), self._texts(rows, odd[unclear], program), strict=True):
            blamed[at] = offenders.setdefault(self._substituted.blamed(text, cells), len(offenders))
        names = [*offenders]
        first, groups = alike([blamed])
        for group in np.argsort(first).tolist():  # in the order of the rows
            offender = names[blamed[first[group]]]
            if offender is None:
                continue
            which = np.flatnonzero(groups == group)
            self._substituted.offenders[offender] += len(which)
            for index in odd[which[: self._totals.firsts.more_blamed(offender)]].tolist():
                self._totals.firsts.add_blamed(offender, *self._counting.place(rows, index))

    def _first(self, cell: str, field: str) -> Offender | None:
        """The first character of a cell that is not in the alphabet. Of a cell in ASCII the whole message decides."""
        at = -1 if cell.isascii() else self._alphabet.first_offender(cell)
        return None if at < 0 else Offender(field, cell[at])
