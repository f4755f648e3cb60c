"""The sums of all messages, one for each currency, and how many messages are in none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.change import Change, Shift


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
