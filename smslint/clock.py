"""The current day, and the function that reads a planned time.

``SOURCE_DATE_EPOCH`` (reproducible-builds.org) sets the day, so that a run can be repeated exactly.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date, datetime

EXAMPLE: Final = "2026-12-01T10:00-05:00"
_LONGEST: Final = 60
_LATEST: Final = 253_370_764_799
"""The last second of the year 9998, in seconds since 1970."""


def _stated() -> int | None:
    """``SOURCE_DATE_EPOCH`` in seconds since 1970; ``None`` without it."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return None
    if not (fixed.isascii() and fixed.isdecimal()):
        raise ConfigError(
            f"SOURCE_DATE_EPOCH={fixed[:_LONGEST]} is not a number of seconds since 1970: correct it or unset it"
        )
    if len(fixed) > len(str(_LATEST)) or int(fixed) > _LATEST:
        raise ConfigError(
            f"SOURCE_DATE_EPOCH={fixed[:_LONGEST]} is out of range: the last second is {_LATEST}, in the year 9998"
        )
    return int(fixed)


def now() -> datetime:
    """This moment, in UTC.

    :raises ConfigError: if ``SOURCE_DATE_EPOCH`` is not a number or is out of range.
    """
    from datetime import UTC, datetime

    stated = _stated()
    return datetime.now(UTC) if stated is None else datetime.fromtimestamp(stated, UTC)


def today() -> date:
    """The user's calendar day: "older than 90 days" and "past its review date" are counted from it."""
    from datetime import date

    # Of the C library: Python has no zone of a day and more, as TZ may state one.
    return date(*time.localtime(_stated())[:3])


def day() -> str:
    """The same day in ISO 8601, for a short command: the import of ``datetime`` would be a fiftieth of its time.

    :raises ConfigError: as :func:`now`.
    """
    return time.strftime("%Y-%m-%d", time.localtime(_stated()))


def wall(value: object, where: str) -> datetime:
    """A planned time on the recipient's own clock: a ``datetime`` without an offset, or its ISO 8601 text.

    :param where: the name of the argument or option, for the error.
    :raises ConfigError: for a time with an offset, a date without a time, one in the years 1 and 9999, and any other value.

    >>> wall("2026-12-01 10:00", "at").hour
    10
    """
    from datetime import MAXYEAR, MINYEAR, datetime

    found = value if isinstance(value, datetime) else None
    if isinstance(value, str) and ":" in value:
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            found = None
    if found is not None and found.tzinfo is None and MINYEAR < found.year < MAXYEAR:
        return found.replace(fold=0)
    shown = (value if isinstance(value, str) else repr(value))[:_LONGEST]
    why = "has an offset, and a local time has none" if found is not None and found.tzinfo else "is not a local time"
    raise ConfigError(f"{where} {shown!r} {why}: write it as 2026-12-01 10:00, the time on the recipient's own clock")


def moment(value: object, where: str) -> datetime:
    """A planned time: an aware ``datetime``, or its ISO 8601 text with an offset.

    :param where: the name of the argument or option, for the error.
    :raises ConfigError: for a time without an offset, in the year 1 or 9999, a date without a time, and any other value.

    >>> moment("2026-12-01T10:00-05:00", "at").hour
    10
    """
    from datetime import MAXYEAR, MINYEAR, date, datetime

    found = value if isinstance(value, datetime) else None
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
    # The first and the last year are refused: in some time zones such a time would be outside all years.
    offset = found is not None and found.utcoffset() is not None
    if found is not None and offset and MINYEAR < found.year < MAXYEAR:
        return found
    try:
        text = repr(value.isoformat() if isinstance(value, date) else value)
    except ValueError:  # Python does not write a number of 5,000 digits
        text = "a number of many digits"
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if offset:
        raise ConfigError(f"{where} {text} is out of range: the years 1 and 9999 are not supported")
    raise ConfigError(f"{where} {text} is not a time with its offset, such as {EXAMPLE}")
