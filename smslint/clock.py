"""What day it is, and the one reader of a planned time.

``SOURCE_DATE_EPOCH`` (reproducible-builds.org) fixes the day, so that a run can be repeated to the letter.
"""

from __future__ import annotations

import os
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Final

from smslint.errors import ConfigError

EXAMPLE: Final = "2026-12-01T10:00-05:00"
_LONGEST: Final = 60


def now() -> datetime:
    """This moment, in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)


def today() -> date:
    """The calendar day where the person is: what "older than 90 days" and "past its review date" are counted from."""
    return now().astimezone().date()


def moment(value: object, where: str) -> datetime:
    """A planned time: an aware ``datetime``, or its ISO 8601 text with an offset.

    :param where: the argument or option that holds it, for the error.
    :raises ConfigError: for a time without an offset, one in the year 1 or 9999, a date without a time, and everything else.

    >>> moment("2026-12-01T10:00-05:00", "at").hour
    10
    """
    found = value if isinstance(value, datetime) else None
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
    # The first and the last year are left out: there are zones in which such a time would be in no year at all.
    offset = found is not None and found.utcoffset() is not None
    if found is not None and offset and MINYEAR < found.year < MAXYEAR:
        return found
    shown = value.isoformat() if isinstance(value, datetime) else value
    text = repr(shown) if len(repr(shown)) <= _LONGEST else repr(shown)[:_LONGEST] + "…"
    if offset:
        raise ConfigError(
            f"{where} {text} is out of range: the first and the last year that a time can have are left out"
        )
    raise ConfigError(f"{where} {text} is not a time with its offset, such as {EXAMPLE}")
