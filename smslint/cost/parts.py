"""The parts of a monthly figure: countries and kinds, whose sums are the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.change import Shift
from smslint.cost.pricing import ZERO, by_region, regions_of
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.cost.change import Change
    from smslint.prices import RateCard


class Part(NamedTuple):
    """A part of the figure: a country, several whose shares nobody knows, or a kind."""

    names: tuple[str, ...]
    messages: int
    unknown: int
    """How many of them are in no sum."""
    sums: tuple[Shift, ...]
    """By currency, sorted."""


def by_country(
    change: Change, before: RateCard | None, after: RateCard | None
) -> Iterator[tuple[tuple[str, ...], tuple[Shift, ...]]]:
    """The countries of a message that is on both sides, each with its part of the monthly cost; no sums where that is not known."""
    volume = change.volume
    assert change.before is not None
    assert change.after is not None
    places = regions_of(change.before, volume)
    if change.unknown or volume is None:
        yield from ((each, ()) for each in places)
        return
    was, now = by_region(change.before, before, volume), by_region(change.after, after, volume)
    for place in places:
        one, other = was.get(place, {}), now.get(place, {})
        yield (
            place,
            tuple(
                Shift(each, *(side.get(each, ZERO).times(volume.monthly) for side in (one, other)))
                for each in sorted({*one, *other})
            ),
        )


def parts_of(found: Iterable[tuple[tuple[str, ...], bool, tuple[Shift, ...]]]) -> tuple[Part, ...]:
    """The parts by name, sorted.

    :param found: for each message in each part: its names, whether its cost is unknown, and its sums.
    """
    parts: dict[tuple[str, ...], Part] = {}
    for names, unknown, sums in found:
        known = parts.get(names, Part(names, 0, 0, ()))
        parts[names] = Part(names, known.messages + 1, known.unknown + unknown, _added(known.sums, sums))
    return tuple(parts[names] for names in sorted(parts))


def _added(left: Iterable[Shift], right: Iterable[Shift]) -> tuple[Shift, ...]:
    sums: dict[str, Shift] = {}
    for each in (*left, *right):
        sums[each.currency] = sums[each.currency].plus(each) if each.currency in sums else each
    return tuple(sums[each] for each in sorted(sums))
