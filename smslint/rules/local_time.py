"""When a message arrives where its recipient is: the zones a recipient may be in, and the local time in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.rules.us_states import area_codes_of, state_of_area_code
from smslint.rules.zones_and_states import require_database, us_state
from smslint.rules.zones_and_states import zone as readable

if TYPE_CHECKING:
    import datetime as dt

    from smslint.rules.subject import Occasion
    from smslint.rules.us_states import AreaCode


class Local(NamedTuple):
    """A moment on the recipient's clock."""

    zone: str
    moment: dt.datetime

    def __str__(self) -> str:
        return f"{self.moment:%a %H:%M} ({self.zone})"


def zones(subject: Occasion) -> tuple[str, ...]:
    """The IANA zones the recipient may be in: as stated, else of the stated state, else of the number. Empty: unknown.

    A stated zone or state that nobody can read gives no leave: all zones of the number have to fit.
    """
    facts = subject.context.facts
    if facts.zone and zone_is_known(subject):
        return facts.zone
    state = stated_state(subject)
    if state is not None:
        return tuple(sorted({zone for code in area_codes_of(state) for zone in code.zones}))
    return subject.number.zones if subject.number is not None and subject.number.valid else ()


def zone_is_known(subject: Occasion) -> bool:
    """Whether every stated zone is one; of course it is where nobody stated any."""
    return all(readable(zone) for zone in subject.context.facts.zone or ())


def stated_state(subject: Occasion) -> str | None:
    """The state of the US that somebody stated for the recipient: of a number that is there, by letters that are a state's."""
    stated = subject.context.facts.state
    return us_state(stated) if stated and "US" in subject.regions else None


def local_times(subject: Occasion) -> tuple[Local, ...] | None:
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
        require_database()
        return None
    return tuple(found.values()) or None


def area_code(subject: Occasion) -> AreaCode | None:
    """The area code of a North American recipient, where its state is known."""
    number = subject.number
    if number is None or number.e164 is None or not number.e164.startswith("+1"):
        return None
    return state_of_area_code(number.e164)
