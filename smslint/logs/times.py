"""When a log begins and ends. Providers write times in many ways; only the days matter here."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_YEAR: Final = 1992
"""The first text message was sent then."""
_MOST: Final = 50_000
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_DAY: Final = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
"""With dots, the day is first everywhere; with slashes, nobody knows."""
_ZONE: Final = re.compile(r"(Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5})$")
_NAMED: Final = {"GMT": "+0000", "UTC": "+0000", "Z": "+0000"}


class Period(NamedTuple):
    """The first and the last day of a log, in UTC where it names a zone."""

    first: dt.date
    last: dt.date
    zones: tuple[str, ...] = ()
    """The zones in which times are written, if there are several; empty for times without one."""
    unread: int = 0
    """Times that nobody could read."""

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1


class Clock:
    """Collects times. A few million of them have few different beginnings, so only those are read."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}
        """The first time of each beginning: a minute, and what is last in it, where the zone is."""

    def see(self, times: Iterable[str]) -> None:
        """Take times into account; empty ones are none."""
        if len(self._heads) < _MOST:
            self._heads.update({written[:16] + written[-6:-3]: written for written in times if written})

    @property
    def period(self) -> Period | None:
        """The days of all times; ``None`` if none could be read."""
        found = [(moment(each), each) for each in self._heads.values() if each]
        days = [each for each, _ in found if each is not None]
        if not days:
            return None
        zones = {zone_of(written) for _, written in found}
        return Period(min(days), max(days), tuple(sorted(zones)) if len(zones) > 1 else (), len(found) - len(days))


def zone_of(written: str) -> str:
    """The zone of a time: ``UTC``, ``+02:00``, ``PDT``; empty without one."""
    text = written.strip()
    if _EPOCH.fullmatch(text):
        return "UTC"
    match = _ZONE.search(text)
    if match is None or (match[1][0] in "+-" and len(text) <= 10):
        return ""
    zone = _NAMED.get(match[1], match[1]).replace(":", "")
    return "UTC" if zone in {"+0000", "-0000"} else f"{zone[:3]}:{zone[3:]}" if zone[0] in "+-" else zone


def moment(written: str) -> dt.date | None:
    """The day of a time, in UTC where it names a zone; ``None`` for what is no time of a text message."""
    found = _day(written)
    return found if found is not None and found.year >= _FIRST_YEAR else None


def _day(written: str) -> dt.date | None:
    text = written.strip()
    if _EPOCH.fullmatch(text):
        seconds = float(text[:10])
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    for parse in (dt.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            found = parse(text)
            return (found.astimezone(dt.UTC) if found.tzinfo is not None else found).date()
        except (ValueError, TypeError, OverflowError):
            continue
    match = _DAY.match(text)
    dotted = _DOTTED.match(text)
    parts = match.groups() if match else dotted.groups()[::-1] if dotted else ()
    try:
        return dt.date(*map(int, parts)) if parts else None
    except ValueError:
        return None
