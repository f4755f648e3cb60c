"""Moments at which the answer of the rules on hours and days may change, and a wall clock as moments.

The rules themselves say what is allowed; here is only when it is worth asking them again.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from smslint.rules import us_states
from smslint.rules.profiles import profiles
from smslint.rules.zones_and_states import require_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.rules.country import Allowed
    from smslint.rules.occasion import Occasion

_MIDNIGHT = dt.time()


class Shown(StrEnum):
    """How often the clock of a place shows a time on a day."""

    ONCE = "once"
    NEVER = "never"
    """It is skipped when summer time begins."""
    TWICE = "twice"
    """It is repeated when summer time ends."""


class Wall(NamedTuple):
    """A time on the clock of a place."""

    moment: dt.datetime
    """In UTC."""
    shown: Shown


def on_the_clock(wall: dt.datetime, zone: str) -> Wall:
    """When the clock of a zone shows a time.

    As RFC 5545 (3.3.5) reads it: a time that is shown twice means the first, and one that is skipped counts from the offset before it
    (02:30 becomes 03:30).

    :param wall: without an offset.
    :raises ZoneInfoNotFoundError: for an unknown zone, and ``ValueError`` for one that is no name.
    """
    from zoneinfo import ZoneInfo

    first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    shown = Shown.ONCE if first == second else Shown.TWICE if first < second else Shown.NEVER
    return Wall(first, shown)


def readable(zones: Iterable[str]) -> tuple[str, ...]:
    """The zones that the database has."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    found = []
    for zone in zones:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            require_database()
        else:
            found.append(zone)
    return tuple(found)


def edges(occasion: Occasion, zones: Iterable[str], after: dt.datetime, days: int) -> list[dt.datetime]:
    """The moments, in UTC and in order, at which the hours for marketing may begin or end in one of some zones.

    :param after: only later moments.
    :param days: up to this many days later.
    """
    times, found = _times(occasion), set[dt.datetime]()
    for zone in zones:
        first = after.astimezone(_zone(zone)).date()
        for day in range(days + 1):
            date = first + dt.timedelta(days=day)
            found.update(on_the_clock(dt.datetime.combine(date, time), zone).moment for time in times)
    last = after + dt.timedelta(days=days)
    return sorted(moment for moment in found if after < moment <= last)


def _zone(name: str) -> dt.tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _times(occasion: Occasion) -> set[dt.time]:
    """The times of day at which windows of a recipient's country and states begin and end, and midnight, when another day begins."""
    allowed = [each for country in profiles(occasion) for each in (country.hours.strict, country.hours.outer)]
    if us_states.FEDERAL in occasion.regions:
        allowed += [state.allowed for state in us_states.states().values()]
    return {_MIDNIGHT, *_of_windows(each for each in allowed if each is not None)}


def _of_windows(allowed: Iterable[Allowed]) -> Iterator[dt.time]:
    for each in allowed:
        for window in each.windows:
            yield from (window.start, window.end.replace(microsecond=0))
