"""The most expensive messages of a broadcast, each with its cause."""

from __future__ import annotations

from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, Final

from smslint.broadcast import causes
from smslint.broadcast.record import Worst

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from smslint.broadcast.measuring import Texts
    from smslint.broadcast.outcomes import Outcome
    from smslint.broadcast.plan import Plan
    from smslint.recipients.batch import Batch, Cells
    from smslint.recipients.duplicates import RowSet
    from smslint.recipients.places import Files
    from smslint.text.gsm7 import Measure

WORST: Final = 10
KEPT: Final = 40
"""More than are shown: some turn out to be duplicates at the end."""


class WorstRows:
    """Keeps the most expensive rows, batch by batch."""

    def __init__(self, plan: Plan, outcomes: Sequence[Outcome]) -> None:
        self._plan = plan
        self._outcomes = outcomes
        self._heap: list[tuple[int, int, int, int, Measure, str, Cells]] = []

    def look(
        self, sent: list[int], ids: list[int], batch: Batch, texts: Texts, measured: list[Measure],
        refused: Container[int],
    ) -> None:  # fmt: skip
        """Look at a batch. Only outcomes that cost more than the cheapest kept row make it worth a walk.

        :param sent: the numbers of the outcomes that are sent.
        :param ids: the number of each row's outcome.
        """
        floor = self.floor
        above = set()
        for each in set(sent):
            _, units, segments = self._outcomes[each][1]
            if (segments, units) > floor and segments > 1:
                above.add(each)
        if not above:
            return
        for index, each in enumerate(ids):
            if each in above and index not in refused:
                _, units, segments = measured[index]
                if self.wants(segments, units, batch.first + index):
                    self.keep(
                        batch.first + index, batch.line_of(index), measured[index], texts[index], batch.rows[index]
                    )

    @property
    def floor(self) -> tuple[int, int]:
        """The segments and units that a message must exceed to be kept, if it comes later."""
        return self._heap[0][:2] if len(self._heap) == KEPT else (1, 0)

    def wants(self, segments: int, units: int, row: int) -> bool:
        """Whether a row is among the most expensive so far. Among equal rows it is the earlier one."""
        return len(self._heap) < KEPT or (segments, units, -row) > self._heap[0][:3]

    def keep(self, row: int, line: int, measured: Measure, text: str, cells: Cells) -> None:
        """Keep a row that is wanted."""
        _, units, segments = measured
        item = (segments, units, -row, line, measured, text, cells)
        (heappush if len(self._heap) < KEPT else heappushpop)(self._heap, item)

    def answer(self, files: Files, *without: RowSet) -> tuple[Worst, ...]:
        """The most expensive rows, the most expensive first.

        :param without: the rows that are not sent after all.
        """
        kept = (item for item in self._heap if not any(-item[2] in out for out in without))
        found = sorted(kept, key=lambda item: item[:3], reverse=True)[:WORST]
        fields, alphabet = self._plan.program.fields, self._plan.alphabet
        return tuple(
            Worst(
                segments,
                units,
                files.place(-row).row,
                line,
                measured[0],
                causes.explain(text, measured, cells, fields, alphabet),
                files.place(-row).file,
            )
            for segments, units, row, line, measured, text, cells in found
        )
