"""Where a recipient is, as lists write it: time zones by name or by offset, US states by their letters or their name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# "-05:00", "UTC-5", "GMT+0200", "(UTC+01:00) Berlin". Only whole hours have a zone of their own.
_OFFSET: Final = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?00)?\)?(?!\d|:).*", re.IGNORECASE)
_UTC: Final = frozenset({"utc", "gmt", "z"})


@lru_cache(maxsize=1024)
def zone(cell: str) -> str | None:
    """The IANA zone that a cell names; ``None`` for one that nobody can read, which is not a zone."""
    name = cell.strip()
    if name.lower() in _UTC:
        return "Etc/UTC"
    if match := _OFFSET.fullmatch(name):
        # In IANA's names the sign is the other way round: Etc/GMT+5 is five hours behind.
        name = f"Etc/GMT{'-' if match[1] == '+' else '+'}{int(match[2])}" if int(match[2]) else "Etc/UTC"
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return name


@lru_cache(maxsize=1024)
def us_state(cell: str) -> str | None:
    """The two letters of the US state that a cell names: ``FL``, ``florida``, ``US-FL``; ``None`` for any other text."""
    from smslint.rules.us_states import names

    word = cell.strip().casefold().removeprefix("us-")
    return next((code for code, name in names().items() if word in (code.casefold(), name.casefold())), None)
