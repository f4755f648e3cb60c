"""The place of a recipient, as lists write it: time zones by name or offset, US states and Canadian provinces by code or name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smslint.errors import InstallationError

# "-05:00", "UTC-5", "GMT+0200", "(UTC+01:00) Berlin". Only whole hours have a separate zone.
_OFFSET: Final = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?00)?\)?(?!\d|:).*", re.IGNORECASE)
_SHORT: Final = {
    **dict.fromkeys(("est", "edt", "et", "eastern"), "America/New_York"), **dict.fromkeys(("cdt", "ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mdt", "mt", "mountain"), "America/Denver"), **dict.fromkeys(("pst", "pdt", "pt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt"), "America/Anchorage"), "hst": "Pacific/Honolulu",
    **dict.fromkeys(("cst", "mst", "ist", "bst", "ast", "sst", "gst", "amt"), None),
}  # fmt: skip
"""Abbreviations; ``None`` if they mean several zones: Arizona keeps MST all year, China and Cuba also write CST."""
_UTC: Final = frozenset({"utc", "gmt", "z"})


@lru_cache(maxsize=1024)
def zone(cell: str, region: str | None = None) -> str | None:
    """The IANA zone that a cell names; ``None`` if it cannot be read as a zone.

    ``EST`` in July means the zone of New York, not five hours behind UTC; an abbreviation with several
    meanings is unknown.

    :param region: the region of the number: North American abbreviations apply only there.
    :raises InstallationError: if the system has no database of time zones.
    """
    name = cell.strip()
    if (word := name.lower()) in _SHORT:
        return _SHORT[word] if region in (None, "US", "CA") else None
    if name.lower() in _UTC:
        return "Etc/UTC"
    if match := _OFFSET.fullmatch(name):
        # In IANA's names the sign is reversed: Etc/GMT+5 is five hours behind.
        name = f"Etc/GMT{'-' if match[1] == '+' else '+'}{int(match[2])}" if int(match[2]) else "Etc/UTC"
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        require_database()
        return None
    return name


def require_database() -> None:
    """Check that time zones are available: without them every zone would look unknown.

    :raises InstallationError: if neither the system nor the package ``tzdata`` has any.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("America/New_York")
    except (ZoneInfoNotFoundError, OSError):
        raise InstallationError("there is no database of time zones on this system: pip install tzdata") from None


WITH_STATES: Final = {"US": "state of the US such as FL or Florida", "CA": "province of Canada such as ON or Ontario"}
"""The countries whose states are known by name, and what an error calls one."""


@lru_cache(maxsize=1024)
def state_of(cell: str, country: str) -> str | None:
    """The two letters of the state or province that a cell names: ``FL``, ``florida``, ``CA-QC``, ``Québec``; else ``None``.

    :param country: ISO 3166-1 alpha-2. The states of others than the US and Canada are not known: no rule asks for them.
    """
    if country not in WITH_STATES:
        return None
    from smslint.folding import fold
    from smslint.rules.us_states import names

    word = fold(cell.strip()).removeprefix(f"{country.lower()}-")
    return next((code for code, name in names(country).items() if word in (code.lower(), fold(name))), None)


def us_state(cell: str) -> str | None:
    """The two letters of the US state that a cell names; ``None`` for any other text."""
    return state_of(cell, "US")
