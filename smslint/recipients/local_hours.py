"""Plan by the recipient's own clock: for all recipients with the same facts, the time from which they may be texted.

The rules on hours and days are asked at the planned time, and then where their answer may change, until none of them objects. A place
that is not sure (an area code in two zones, an unknown zone) must be right in all zones that are possible.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.finding import Severity
from smslint.recipients.hours import Hours, Who
from smslint.rules.local_time import zones as zones_of
from smslint.rules.openings import Shown, edges, on_the_clock, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smslint.finding import Finding
    from smslint.numbers.label import Label
    from smslint.recipients.hours import Key
    from smslint.recipients.problem import Problem
    from smslint.rules.context import Context
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule

DAYS: Final = 14
"""How many days after the planned time are looked at: longer than public holidays follow each other anywhere."""
_CLOSING: Final = dt.timedelta(days=2)
"""How much later than its beginning the end of a slot is looked for."""


class Slot(NamedTuple):
    """When recipients of one place may be texted. All moments are in UTC."""

    zones: tuple[str, ...]
    """The zones that they may be in; empty where no zone is known, and then the planned time is read in UTC."""
    start: dt.datetime | None
    """From when on; ``None``: not within :data:`DAYS` days."""
    until: dt.datetime | None
    """Just before this moment; ``None``: it does not end within two days."""
    shown: Shown
    """Whether the clock there shows the planned time once, twice or never."""
    rules: tuple[str, ...] = ()
    """The codes of the rules that object to the planned time itself."""
    why: str = ""
    """What the first of them says."""

    @property
    def waits(self) -> bool:
        """Whether they may be texted, but later than planned."""
        return self.start is not None and bool(self.rules)


class Due(NamedTuple):
    """When a run may text them: as a :class:`Slot`, and not before the moment of the run."""

    start: dt.datetime | None
    until: dt.datetime | None

    def now(self, moment: dt.datetime) -> bool:
        """Whether they may be texted at a moment."""
        return self.start is not None and self.start <= moment and (self.until is None or moment < self.until)


class LocalHours(Hours):
    """A planned time on each recipient's own clock, and the rules to check it with."""

    def __init__(
        self, wall: dt.datetime, context: Context, rules: Iterable[Rule], refuse_at: Severity = Severity.ERROR,
        *, not_before: dt.datetime | None = None,
    ) -> None:  # fmt: skip
        """Uses only the rules on hours and days in ``rules``.

        :param wall: the planned time, without an offset.
        :param not_before: the moment of a run that follows the plan.
        """
        super().__init__(wall.replace(tzinfo=dt.UTC), context, rules, refuse_at)
        self.wall, self._not_before = wall, not_before
        self.slots_made: list[Slot] = []
        """Each slot, at its number."""
        self.due: list[Due] = []
        """When a run may text each of them."""
        self.slot_of: dict[Key, int] = {}
        """The number of the slot of each kind of recipient in :attr:`known`."""
        self._ids: dict[tuple[Slot, Due], int] = {}

    def make_room(self) -> None:
        super().make_room()
        if not self.known:
            self.slot_of.clear()

    def slots(self, whos: Iterable[Key]) -> list[int]:
        return list(map(self.slot_of.__getitem__, whos))

    def learn(self, who: Key, label: Label, number: str) -> None:
        """Plan for one kind of recipient.

        :param number: any number of that kind.
        """
        super().learn(who, label, number)
        if not label.valid:
            self.slot_of[who] = self._number(Slot((), None, None, Shown.ONCE), Due(None, None))

    def _ask(self, who: Who, label: Label, number: str) -> Iterable[Problem]:
        occasion = self._occasion(who, label, number)
        zones = readable(zones_of(occasion))
        walls = [on_the_clock(self.wall, zone) for zone in zones or ("Etc/UTC",)]
        wish = max(each.moment for each in walls)
        shown = next((each.shown for each in walls if each.shown is not Shown.ONCE), Shown.ONCE)

        def asked(at: dt.datetime) -> list[Finding]:
            # Where the kind is unknown, the hours for marketing are kept: a plan can choose the time.
            return self._found(self._occasion(who, label, number, at), min(self._refuse_at, Severity.WARNING))

        first = asked(wish)
        start, until, found = self._opening(occasion, zones, wish, asked)
        objecting = sorted(
            (each for each in first if each.severity >= Severity.WARNING), key=lambda each: (-each.severity, each.code)
        )
        moved = start is None or start > wish
        slot = Slot(
            zones, start, until, shown, tuple(dict.fromkeys(each.code for each in objecting)) if moved else (),
            objecting[0].message if moved and objecting else "",
        )  # fmt: skip
        due = Due(start, until)
        if self._not_before is not None and start is not None and self._not_before > start:
            due = Due(*self._opening(occasion, zones, self._not_before, asked)[:2])
        self.slot_of[who] = self._number(slot, due)
        return self._problems(each for each in (first if start is None else found))

    def _opening(
        self, occasion: Occasion, zones: Sequence[str], wish: dt.datetime, asked: Callable[[dt.datetime], list[Finding]]
    ) -> tuple[dt.datetime | None, dt.datetime | None, list[Finding]]:
        """The first moment from ``wish`` on without an objection, else the first at which nothing refuses; when it ends; what is found then."""
        later = edges(occasion, zones, wish, DAYS)
        second: tuple[dt.datetime, list[Finding]] | None = None
        for at in (wish, *later):
            found = asked(at)
            if self._calm(found):
                return at, self._closing(at, later, asked, self._calm), found
            if second is None and not self._refused(found):
                second = at, found
        if second is None:
            return None, None, []
        return second[0], self._closing(second[0], later, asked, lambda found: not self._refused(found)), second[1]

    @staticmethod
    def _closing(
        start: dt.datetime,
        later: Iterable[dt.datetime],
        asked: Callable[[dt.datetime], list[Finding]],
        allowed: Callable[[list[Finding]], bool],
    ) -> dt.datetime | None:
        return next((at for at in later if start < at <= start + _CLOSING and not allowed(asked(at))), None)

    @staticmethod
    def _calm(found: Iterable[Finding]) -> bool:
        return all(each.severity < Severity.WARNING for each in found)

    def _refused(self, found: Iterable[Finding]) -> bool:
        return any(each.severity >= self._refuse_at for each in found)

    def _number(self, slot: Slot, due: Due) -> int:
        if (slot, due) not in self._ids:
            self._ids[slot, due] = len(self.slots_made)
            self.slots_made.append(slot)
            self.due.append(due)
        return self._ids[slot, due]
