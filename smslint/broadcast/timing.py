"""When each recipient of a broadcast may be texted by their own clock: the groups of a plan, and what it is identified by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from smslint.recipients.local_hours import LocalHours, Slot
from smslint.rules.openings import Shown
from smslint.sealed import sealed
from smslint.wording import first_of, plural

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from smslint.recipients.codes import Code
    from smslint.recipients.hours import Hours
    from smslint.recipients.problem import Problem

_SHIFT: Final = 32
_LABELS: Final = (1 << _SHIFT) - 1


class Group(NamedTuple):
    """Recipients with the same slot."""

    slot: Slot
    recipients: int
    segments: int
    """At least, of all of them."""

    @property
    def local(self) -> dict[str, dt.datetime]:
        """Its beginning on the clock of each zone that is possible."""
        start = self.slot.start
        return {} if start is None else {zone: start.astimezone(ZoneInfo(zone)) for zone in self.slot.zones}


@sealed
@dataclass(frozen=True, slots=True)
class Timing:
    """A plan by each recipient's own clock."""

    wall: dt.datetime
    """The planned time, without an offset."""
    groups: tuple[Group, ...] = ()
    """Those who may be texted, the earliest first."""
    never: tuple[Group, ...] = ()
    """Those whom the hours refuse at every moment of the next two weeks, and nothing else does."""

    @property
    def waiting(self) -> int:
        """How many may be texted, but later than planned."""
        return sum(each.recipients for each in self.groups if each.slot.waits)

    @property
    def lost(self) -> int:
        """How many can never be texted."""
        return sum(each.recipients for each in self.never)

    def notes(self, now: dt.datetime) -> Iterator[str]:
        """What is not exact about the plan, in sentences for people."""
        several = sum(each.recipients for each in self.groups if len(each.slot.zones) > 1)
        if several:
            yield (
                f"{plural(several, 'recipient')} may be in more than one time zone: their time is not before the planned one, and inside "
                "the hours, in each of these zones."
            )
        nowhere = sum(each.recipients for each in self.groups if not each.slot.zones)
        if nowhere:
            yield f"The time zone of {plural(nowhere, 'recipient')} is unknown: for them the planned time is read in UTC."
        said = {
            Shown.NEVER: "is skipped, because summer time begins: it counts from the offset before",
            Shown.TWICE: "is shown twice, because summer time ends: the first is meant",
        }
        for shown, words in said.items():
            zones = sorted({zone for each in self.groups if each.slot.shown is shown for zone in each.slot.zones})
            if zones:
                yield f"In {first_of(zones, noun='zone')} {self.wall:%Y-%m-%d %H:%M} {words}."
        past = sum(each.recipients for each in self.groups if each.slot.start is not None and each.slot.start < now)
        if past:
            verb = "is" if past == 1 else "are"
            yield f"The planned time of {plural(past, 'recipient')} {verb} past: they are sent at once if it is inside the hours then."

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON; moments in ISO 8601, in UTC where they are not called local."""
        return {
            "local_time": self.wall.isoformat(),
            "recipients": sum(each.recipients for each in self.groups),
            "waiting": self.waiting,
            "never": self.lost,
            "groups": [_group(each) for each in (*self.groups, *self.never)],
        }

    def slots(self) -> list[dict[str, Any]]:
        """What of the plan must be the same when it is followed: the time of each place, not how many people are there."""
        counted = ("recipients", "segments")
        every = (_group(each) for each in (*self.groups, *self.never))
        return [{name: value for name, value in each.items() if name not in counted} for each in every]


def _group(group: Group) -> dict[str, Any]:
    slot = group.slot
    return {
        "zones": list(slot.zones),
        "from": None if slot.start is None else slot.start.isoformat(),
        "until": None if slot.until is None else slot.until.isoformat(),
        "local": {zone: moment.isoformat() for zone, moment in group.local.items()},
        "clock": slot.shown.value,
        "recipients": group.recipients,
        "segments": group.segments,
        "rules": list(slot.rules),
        "why": slot.why or None,
    }


class Times:
    """Counts the rows of each slot, batch by batch. Without a plan by each recipient's clock it does nothing."""

    def __init__(self, hours: Hours | None) -> None:
        self._hours = hours if isinstance(hours, LocalHours) else None
        self._never: Counter[int] = Counter()

    def marked(self, labels: list[int], slots: Sequence[int]) -> list[int]:
        """The labels of some rows, each with its slot: equal if both are."""
        return [label | slot << _SHIFT for label, slot in zip(labels, slots, strict=True)] if slots else labels

    def refused(
        self, slots: Sequence[int], refused: Collection[int], problems: Mapping[int, Sequence[Problem]]
    ) -> None:
        """Count the refused rows of a batch that only the hours refuse."""
        if self._hours is None:
            return
        for index in refused:
            self.count_refused(slots[index], [each.code for each in problems[index]], 1)

    def count_refused(self, number: int, found: Iterable[Code], times: int) -> None:
        """Count rows with the same slot and the same problems, if only the hours refuse them."""
        if self._hours is None:
            return
        slot = self._hours.slots_made[number]
        codes = {each.code for each in found if each.refuses}
        if slot.start is None and codes and codes <= set(slot.rules):
            self._never[number] += times

    def mark(self, label_id: int, number: int) -> int:
        """The mark of a label with a slot; see :meth:`marked`."""
        return label_id | number << _SHIFT

    def timing(self, sent: Mapping[tuple[int, int], int]) -> Timing | None:
        """The plan.

        :param sent: how many messages are sent in each slot with each number of segments.
        """
        if self._hours is None:
            return None
        recipients, segments = Counter[Slot](), Counter[Slot]()
        for (number, count), times in sent.items():
            slot = self._hours.slots_made[number]
            recipients[slot] += times
            segments[slot] += count * times
        never = Counter[Slot]()
        for number, times in self._never.items():
            never[self._hours.slots_made[number]] += times
        return Timing(
            self._hours.wall,
            tuple(
                sorted((Group(slot, times, segments[slot]) for slot, times in recipients.items() if times), key=_order)
            ),
            tuple(sorted((Group(slot, times, 0) for slot, times in never.items()), key=_order)),
        )


def label_of(mark: int) -> int:
    """The label of a mark of :meth:`Times.marked`."""
    return mark & _LABELS


def slot_of(mark: int) -> int:
    """The slot of a mark of :meth:`Times.marked`."""
    return mark >> _SHIFT


def _order(group: Group) -> tuple[str, tuple[str, ...], str, str]:
    slot = group.slot
    return (
        "" if slot.start is None else slot.start.isoformat(),
        slot.zones,
        "" if slot.until is None else slot.until.isoformat(),
        slot.why,
    )
