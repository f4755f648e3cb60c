"""What became of one message: its segments and its cost before and after, at the prices and with the volume of today."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.cost.pricing import NO_VOLUME, NOTHING, ZERO, each_of
from smslint.records import NamedTuple
from smslint.vocabulary import CHANGED, MOVED, NEW, REMOVED, UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.pricing import Costs, Each, Ends
    from smslint.cost.version import Pair, Version
    from smslint.prices import RateCard
    from smslint.project.volumes import Volume

_TENTH: Final = Decimal("0.1")
_ROUNDED: Final = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_UP)


class Shift(NamedTuple):
    """An amount before and after, in one currency."""

    currency: str
    before: Ends
    after: Ends

    @property
    def change(self) -> Ends:
        """After without before, at both ends."""
        return self.after.minus(self.before)

    @property
    def percent(self) -> Decimal | None:
        """The change at the most end in percent, to one decimal; ``None`` if nothing was there before."""
        return _percent(self.before.most, self.change.most)

    @property
    def rise(self) -> Decimal | None:
        """The change at the end at which it is more: the least may rise where the most does not; ``None`` without a limit."""
        least, most = self.change
        return None if most is None else max(least, most)

    @property
    def rise_percent(self) -> Decimal | None:
        """The change in percent at the end at which that is more; ``None`` where nothing was there before."""
        shares = [_percent(*each) for each in zip(self.before, self.change, strict=True)]
        return None if None in shares else max(each for each in shares if each is not None)

    def plus(self, other: Shift) -> Shift:
        """The sums of two amounts of one currency."""
        return Shift(self.currency, self.before.plus(other.before), self.after.plus(other.after))


def _percent(before: Decimal | None, change: Decimal | None) -> Decimal | None:
    if not before or change is None:
        return None if change or before is None else Decimal("0.0")
    return _ROUNDED.quantize(_ROUNDED.divide(_ROUNDED.multiply(change, Decimal(100)), before), _TENTH)


class Change(NamedTuple):
    """A message, and what its change costs."""

    before: Version | None
    after: Version | None
    status: str
    volume: Volume | None
    each_before: Each
    each_after: Each
    """What it costs to send it once; nothing on a side where it does not exist."""

    @property
    def version(self) -> Version:
        """The message now; of a message that was removed, what it was."""
        found = self.after or self.before
        assert found is not None, "a change of nothing"
        return found

    @property
    def unknown(self) -> str:
        """Why it is not known what it costs in a month; empty if it is known."""
        if self.volume is None:
            return self.each_after.unknown or self.each_before.unknown or NO_VOLUME
        return (self.each_after.unknown or self.each_before.unknown) if self.volume.monthly else ""

    @property
    def monthly(self) -> tuple[Shift, ...]:
        """What it costs in a month, by currency; empty where that is not known."""
        return () if self.unknown or self.volume is None else self.sent(self.volume.monthly)

    def sent(self, count: int) -> tuple[Shift, ...]:
        """What it costs to send it so often, by currency, as far as that is known."""
        before, after = self.each_before.costs, self.each_after.costs
        return tuple(
            Shift(each, _of(before, each).times(count), _of(after, each).times(count))
            for each in sorted({*before, *after})
        )

    @property
    def touched(self) -> bool:
        """Whether the text or what it takes to send it is another one."""
        return self.status in {NEW, REMOVED, CHANGED}

    @property
    def costs_otherwise(self) -> bool:
        """Whether it takes more segments, or fewer, or exists on one side only."""
        return self.before is None or self.after is None or self.before.measure != self.after.measure

    @property
    def may_rise(self) -> bool:
        """Whether its least or its most segments are more than they were, or have no limit although something changed."""
        if not self.touched or self.after is None:
            return False
        if self.after.most is None or self.before is None:
            return True
        return self.after.least > self.before.least or (
            self.before.most is not None and self.after.most > self.before.most
        )

    @property
    def may_fall(self) -> bool:
        """Whether its least or its most segments are fewer than they were, or have a limit now."""
        if self.before is None or self.after is None:
            return False
        least, most = self.after.least, self.after.most
        return least < self.before.least or (most is not None and (self.before.most is None or most < self.before.most))

    @property
    def renamed_from(self) -> str | None:
        """The path that its file had, if it had another one."""
        if self.before is None or self.after is None or self.before.path == self.after.path:
            return None
        return self.before.path


def _of(costs: Costs, currency: str) -> Ends:
    return costs.get(currency, ZERO)


def reasons_of(changes: Iterable[Change]) -> dict[str, list[Version]]:
    """Why the cost of messages is not known, with the messages."""
    found: dict[str, list[Version]] = {}
    for each in changes:
        if each.unknown:
            found.setdefault(each.unknown, []).append(each.version)
    return found


def change_of(pair: Pair, card: RateCard | None, volume: Volume | None) -> Change:
    """The change of a message with one rate card and one volume for both sides."""
    before = NOTHING if pair.before is None else each_of(pair.before, card, volume)
    after = NOTHING if pair.after is None else each_of(pair.after, card, volume)
    return Change(pair.before, pair.after, _status(pair), volume, before, after)


def _status(pair: Pair) -> str:
    before, after = pair
    if before is None or after is None:
        return NEW if before is None else REMOVED
    if before.text != after.text or before.measure != after.measure:
        return CHANGED
    return UNCHANGED if (before.path, before.key) == (after.path, after.key) else MOVED
