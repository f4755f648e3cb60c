"""Messages of a plan by each recipient's own clock that a run does not send yet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from smslint.recipients.batch import cells_of
from smslint.recipients.local_hours import LocalHours
from smslint.recipients.screen import Screen
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.broadcast.plan import Plan
    from smslint.recipients.batch import Batch
    from smslint.recipients.local_hours import Due
    from smslint.recipients.reader import RecipientList

_NAMED = 6


def moment_of_now() -> dt.datetime:
    """This moment: not the day of ``SOURCE_DATE_EPOCH``, because a provider sends now."""
    return dt.datetime.now(dt.UTC)


class Waits:
    """Says which rows of a list wait, and counts them by the moment at which they may be sent."""

    def __init__(self, found: RecipientList, plan: Plan, at: dt.datetime | None) -> None:
        """Without a plan by each recipient's clock, nobody waits.

        :param at: the moment of a dry run; ``None``: that of each message.
        """
        hours = plan.policy.hours
        self._hours = hours if isinstance(hours, LocalHours) else None
        self._found, self._at = found, at
        self._screen = Screen(plan.policy, found.roles, len(found.columns))
        self.until: Counter[dt.datetime | None] = Counter()
        """How many wait until a moment; ``None``: until the next run, because their hours ended during this one."""

    def due(self, batch: Batch) -> list[Due | None]:
        """When each row of a batch may be sent; ``None``: it does not wait, or it is refused anyway."""
        if self._hours is None:
            return [None] * len(batch.rows)
        screened = self._screen.batch(cells_of(batch.rows, self._found.phone), batch.rows)
        out = {index for index, found in screened.problems.items() if any(problem.code.refuses for problem in found)}
        return [None if index in out else self._hours.due[slot] for index, slot in enumerate(screened.slots)]

    def waits(self, due: Due | None, refused: Callable[[dt.datetime], bool]) -> bool:
        """Whether a message must wait; then it is counted.

        :param refused: whether the gate refuses it at a moment. What it refuses then and now does not wait.
        """
        if due is None or due.start is None:
            return False  # the gate says why it is refused
        now = self._at or moment_of_now()
        if due.now(now) or (refused(due.start) and refused(now)):
            return False
        self.until[due.start if now < due.start else None] += 1
        return True


def wait_lines(until: Counter[dt.datetime | None]) -> Iterator[str]:
    """How many messages wait, until when, and what to do then."""
    if not until:
        return
    verb = "waits" if until.total() == 1 else "wait"
    yield f"{plural(until.total(), 'message')} {verb} by the plan:"
    named = sorted((moment, times) for moment, times in until.items() if moment is not None)
    for moment, times in named[:_NAMED]:
        yield f"  {times:>9,} until {moment:%a %Y-%m-%d %H:%M} UTC"
    if rest := named[_NAMED:]:
        yield f"  {sum(times for _, times in rest):>9,} until later moments, the last {rest[-1][0]:%a %Y-%m-%d %H:%M} UTC"
    if until[None]:
        yield f"  {until[None]:>9,} until the hours there begin again: the next run says when"
    yield "Run the same command again then, with the same journal: nobody is texted twice."
