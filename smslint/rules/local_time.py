"""The local time at which a message arrives: the zones that a recipient may be in, and the time in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.rules.us_states import area_codes_of, state_of_area_code
from smslint.rules.zones_and_states import WITH_STATES, require_database, state_of, us_state
from smslint.rules.zones_and_states import zone as readable

if TYPE_CHECKING:
    import datetime as dt

    from smslint.rules.occasion import Occasion
    from smslint.rules.us_states import AreaCode


class Local(NamedTuple):
    """A moment on the recipient's clock."""

    zone: str
    moment: dt.datetime

    def __str__(self) -> str:
        return f"{self.moment:%a %H:%M} ({self.zone})"


def zones(subject: Occasion) -> tuple[str, ...]:
    """The IANA zones that the recipient may be in: as given, otherwise of the given state, otherwise of the number. Empty: unknown.

    A zone or state that cannot be read does not help: the time must be allowed in all zones of the number.
    """
    facts = subject.context.facts
    if facts.zone and zone_is_known(subject):
        return facts.zone
    stated = subject.context.facts.state
    for country in WITH_STATES if stated else ():
        state = state_of(stated or "", country) if country in subject.regions else None
        if state is not None:
            return tuple(sorted({zone for code in area_codes_of(state, country) for zone in code.zones}))
    if subject.number is not None and subject.number.valid:
        return subject.number.zones
    new = new_area_code(subject)
    return () if new is None else new.zones


def zone_is_known(subject: Occasion) -> bool:
    """Whether every given zone is valid; true if none is given."""
    return all(readable(zone) for zone in subject.context.facts.zone or ())


def stated_state(subject: Occasion) -> str | None:
    """The US state given for the recipient: only for a number there, and only a valid code of a state."""
    stated = subject.context.facts.state
    return us_state(stated) if stated and "US" in subject.regions else None


def local_times(subject: Occasion) -> tuple[Local, ...] | None:
    """The moment of sending in every zone that the recipient may be in; ``None`` if a zone is unknown or none is known."""
    at = subject.context.at
    if at is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        # Zones with the same time at this moment count once.
        found = {
            (local := at.astimezone(ZoneInfo(zone))).replace(tzinfo=None): Local(zone, local) for zone in zones(subject)
        }
    except (ZoneInfoNotFoundError, ValueError):
        require_database()
        return None
    return tuple(found.values()) or None


def new_area_code(subject: Occasion) -> AreaCode | None:
    """The area code of a recipient whose number could not be checked, because the numbering plan in use is older than the code."""
    number, to = subject.number, subject.to
    if number is None or number.valid or to is None or "1" not in to[:3]:
        return None
    from smslint.numbers.new_codes import new_code
    from smslint.numbers.store import plan

    code = new_code("+" + "".join(char for char in to if char.isdigit()), plan())
    return None if code is None else state_of_area_code(code)


def area_code(subject: Occasion) -> AreaCode | None:
    """The area code of a North American recipient, if its state is known."""
    if (new := new_area_code(subject)) is not None:
        return new
    number = subject.number
    if number is None or number.e164 is None or not number.e164.startswith("+1"):
        return None
    return state_of_area_code(number.e164)
