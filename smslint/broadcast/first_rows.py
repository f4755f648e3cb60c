"""The first rows of a broadcast with each number of segments, and with each character that makes a message UCS-2."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.broadcast.outcomes import segments_of
from smslint.numbers.masking import mask

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from smslint.broadcast.causes import Offender
    from smslint.broadcast.outcomes import Outcome
    from smslint.recipients.batch import Batch
    from smslint.recipients.duplicates import RowSet
    from smslint.recipients.places import Files, Place

SHOWN: Final = 3
KEPT: Final = 12
"""More than are shown: some turn out to be duplicates at the end."""
_MOST_KEYS: Final = 2_000


class Row(NamedTuple):
    """A row, for people: its number is masked."""

    place: Place
    line: int
    number: str


class FirstRows(NamedTuple):
    """The first rows that are sent, by what they show."""

    segments: dict[int, tuple[Row, ...]]
    offenders: dict[Offender, tuple[Row, ...]]


class Firsts:
    """Keeps the first rows, batch by batch."""

    def __init__(self, outcomes: Sequence[Outcome], phone: int, *, show_numbers: bool) -> None:
        self._outcomes, self._phone = outcomes, phone
        self._show = (lambda text: text) if show_numbers else mask
        self._segments: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        self._offenders: dict[Offender, list[tuple[int, int, str]]] = {}

    def look(self, ids: list[int], batch: Batch, refused: Container[int]) -> None:
        """Look at a batch. Only numbers of segments that are rare so far make it worth a walk."""
        rare = {each for each in set(ids) if len(self._segments[segments_of(self._outcomes[each][1])]) < KEPT}
        if not rare:
            return
        for index, each in enumerate(ids):
            if each in rare and index not in refused:
                segments = segments_of(self._outcomes[each][1])
                if self.more_of(segments):
                    self.add(segments, *self._row(batch, index))

    def more_of(self, segments: int) -> int:
        """How many more rows with a number of segments are kept."""
        return KEPT - len(self._segments[segments])

    def add(self, segments: int, row: int, line: int, number: str) -> None:
        """Keep a row with a number of segments."""
        self._segments[segments].append((row, line, self._shown(number)))

    def blame(self, offender: Offender, batch: Batch, index: int) -> None:
        """Look at a row whose message is UCS-2 because of a character."""
        if self.more_blamed(offender):
            self.add_blamed(offender, *self._row(batch, index))

    def more_blamed(self, offender: Offender) -> int:
        """How many more rows are kept whose message is UCS-2 because of a character."""
        if offender not in self._offenders and len(self._offenders) >= _MOST_KEYS:
            return 0
        return KEPT - len(self._offenders.get(offender, ()))

    def add_blamed(self, offender: Offender, row: int, line: int, number: str) -> None:
        """Keep a row whose message is UCS-2 because of a character."""
        self._offenders.setdefault(offender, []).append((row, line, self._shown(number)))

    def _shown(self, number: str) -> str:
        return self._show(number.strip()[:60])

    def _row(self, batch: Batch, index: int) -> tuple[int, int, str]:
        cells = batch.rows[index]
        return batch.first + index, batch.line_of(index), cells[self._phone] if self._phone < len(cells) else ""

    def answer(self, files: Files, *without: RowSet) -> FirstRows:
        """The first rows.

        :param without: the rows that are not sent after all.
        """

        def shown(rows: list[tuple[int, int, str]]) -> tuple[Row, ...]:
            kept = [each for each in rows if not any(each[0] in out for out in without)]
            return tuple(Row(files.place(row), line, number) for row, line, number in kept[:SHOWN])

        return FirstRows(
            {count: found for count, rows in sorted(self._segments.items()) if (found := shown(rows))},
            {each: found for each, rows in self._offenders.items() if (found := shown(rows))},
        )
