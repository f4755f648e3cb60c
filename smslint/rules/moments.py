"""When a message arrives where its recipient is: the zones a recipient may be in, and the local time in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.rules.us_states import area_codes_of, state_of_area_code

if TYPE_CHECKING:
    import datetime as dt

    from smslint.rules.subject import Subject
    from smslint.rules.us_states import AreaCode


class Local(NamedTuple):
    """A moment on the recipient's clock."""

    zone: str
    moment: dt.datetime

    def __str__(self) -> str:
        return f"{self.moment:%a %H:%M} ({self.zone})"


def zones(subject: Subject) -> tuple[str, ...]:
    """The IANA zones the recipient may be in: as stated, else of the stated state, else of the number. Empty: unknown."""
    options = subject.context.options
    stated = options.get("zone")
    if stated:
        return (stated,) if isinstance(stated, str) else tuple(stated)
    state = options.get("state")
    if state:
        return tuple(sorted({zone for code in area_codes_of(str(state)) for zone in code.zones}))
    return subject.number.zones if subject.number is not None and subject.number.valid else ()


def local_times(subject: Subject) -> tuple[Local, ...] | None:
    """The moment of sending in every zone the recipient may be in; ``None`` when no zone is known or one is unknown."""
    at = subject.context.at
    if at is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        # Zones that share a clock at this moment say the same thing once.
        found = {
            (local := at.astimezone(ZoneInfo(zone))).replace(tzinfo=None): Local(zone, local) for zone in zones(subject)
        }
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return tuple(found.values()) or None


def area_code(subject: Subject) -> AreaCode | None:
    """The area code of a North American recipient, where its state is known."""
    number = subject.number
    if number is None or number.e164 is None or not number.e164.startswith("+1"):
        return None
    return state_of_area_code(number.e164)
