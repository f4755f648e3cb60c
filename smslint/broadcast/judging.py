"""Find the rows of a broadcast whose message may not be sent: it has a hole, it is too long, or a rule refuses it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from smslint.broadcast import asking, rules
from smslint.broadcast.holes import FoundHoles, Holes, why_null
from smslint.recipients.problem import Problem
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.broadcast.history import History
    from smslint.broadcast.measuring import Texts
    from smslint.broadcast.pieces import Columns
    from smslint.broadcast.plan import Plan
    from smslint.numbers.label import Label
    from smslint.recipients.batch import Batch
    from smslint.recipients.headers import Roles
    from smslint.recipients.screen import Screened
    from smslint.text.gsm7 import Measure


class Judged(NamedTuple):
    """What is to be counted about the rows of a batch, by their index; their problems are with those of the screening."""

    holes: FoundHoles
    long: dict[int, int]
    """The number of segments, where it is too high."""
    unpriced: dict[int, str]
    """The country, where it has no price."""


class Judging:
    """Judges the messages of a broadcast, batch by batch."""

    def __init__(self, plan: Plan, roles: Roles, columns: Sequence[str], label: Callable[[int], Label]) -> None:
        self._plan, self._label = plan, label
        self.holes = Holes(plan, tuple(columns))
        self.asking = asking.Asking(plan, roles, columns)
        self._long = plan.rules.code(rules.LONG)
        self._most_segments = plan.rules.most_segments
        self.too_long: Counter[int] = Counter()
        """Refused messages by their number of segments, where it is too high."""
        self.unpriced: Counter[str] = Counter()
        """Refused messages by country, where it has no price."""

    def judge(
        self, batch: Batch, columns: Columns, screened: Screened, texts: Texts, measured: list[Measure],
        history: History | None = None,
    ) -> None:  # fmt: skip
        """Add the problems of messages to those of the screening, and count them; rows that are refused already are not judged.

        :param texts: the messages as they are counted, with what another system appends.
        :param measured: their measures.
        :param history: earlier messages; ``None``: each row is judged alone.
        """
        found = self.judged(batch, columns, screened, measured, history)
        self.holes.count(found.holes, batch, texts)
        self.too_long.update(found.long.values())
        self.unpriced.update(found.unpriced.values())

    def judged(
        self,
        batch: Batch,
        columns: Columns,
        screened: Screened,
        measured: list[Measure],
        history: History | None = None,
    ) -> Judged:
        """Add the problems of messages to those of the screening, and count nothing yet."""
        out = {i for i, found in screened.problems.items() if any(each.code.refuses for each in found)}
        judged = Judged(self.holes.look(columns, out), {}, {})
        for index, problem in self.holes.problems(judged.holes).items():
            self._refuse(index, problem, screened, out)
        self._look_for_long(measured, screened, out, judged.long)
        own = asking.Texts(self._plan.program, batch.rows)
        prices = self._plan.rules.on_prices
        found = self.asking.problems(batch, columns, screened, measured, out, self._label, own)
        for index, problems in found.items():
            if any(each.code.code in prices for each in problems):
                region = self._label(screened.labels[index]).region or ""
                if self._plan.rules.priced(region).unpriced:
                    judged.unpriced[index] = region
            for problem in problems:
                nulls = judged.holes.nulls.get(index) if problem.code.code == rules.NULL.code else None
                self._refuse(index, problem._replace(detail=why_null(nulls)) if nulls else problem, screened, out)
        for index, problem in () if history is None else history.problems(screened, own, out):
            self._refuse(index, problem, screened, out)
        return judged

    def _look_for_long(self, measured: list[Measure], screened: Screened, out: set[int], long: dict[int, int]) -> None:
        """Find messages with more segments than the gate of the project allows."""
        most = self._most_segments
        if most is None or self._long is None:
            return
        for index, (_, _, segments) in enumerate(measured):
            if segments > most and index not in out:
                long[index] = segments
                self._refuse(index, Problem(self._long, plural(segments, "segment")), screened, out)

    @staticmethod
    def _refuse(index: int, problem: Problem, screened: Screened, out: set[int]) -> None:
        """Refuse one more row."""
        screened.problems.setdefault(index, []).append(problem)
        out.add(index)
