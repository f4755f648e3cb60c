"""The sums of all messages, one for each currency, and how many messages are in none of them."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.cost.pricing import ZERO
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.change import Change, Shift

_TENTH: Final = Decimal("0.1")
_ROUNDED: Final = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_UP)


class Totals(NamedTuple):
    """What all messages cost in a month, before and after."""

    sums: tuple[Shift, ...]
    """By currency, sorted; only of messages whose cost is known on both sides."""
    unknown: int
    """Messages that are in no sum, because it is not known what they cost."""
    unknown_changed: int
    """Those of them that are new, removed or changed."""


def totals_of(changes: Iterable[Change]) -> Totals:
    """The sums of changes."""
    sums: dict[str, Shift] = {}
    unknown = touched = 0
    for change in changes:
        if change.unknown:
            unknown += 1
            touched += change.touched
        for shift in change.monthly:
            known = sums.get(shift.currency)
            sums[shift.currency] = shift if known is None else known.plus(shift)
    return Totals(tuple(sums[each] for each in sorted(sums)), unknown, touched)


def percent(shift: Shift) -> Decimal | None:
    """The change at the most end in percent, to one decimal; ``None`` if nothing was there before."""
    before, change = shift.before.most, shift.change.most
    if not before or change is None:
        return None if change or before is None else ZERO.least
    return _ROUNDED.quantize(_ROUNDED.divide(_ROUNDED.multiply(change, Decimal(100)), before), _TENTH)
