"""How each fact is read from plain words: a reader for each field of :class:`smslint.rules.facts.Facts`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.rules import answers
from smslint.rules.campaign import make_registered
from smslint.rules.region_codes import REGIONS, suggestion
from smslint.wording import shown

if TYPE_CHECKING:
    from decimal import Decimal


def _wrong(where: str, expected: str, value: object) -> ConfigError:
    return ConfigError(f"{where}: expected {expected}, found {shown(value)}")


def _yes_no_or_text(value: object, where: str, meaning: Callable[[str], str] = answers.meaning) -> bool | str | None:
    """Yes or no, or a text that says how or when, which means yes."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise _wrong(where, "true, false or a text", value)
    word = value.strip()
    answer = meaning(word)
    if answer == answers.UNKNOWN:
        return None if answers.says_nothing(word) else word
    return answer == answers.YES


def _opted_out(value: object, where: str) -> bool | str | None:
    return _yes_no_or_text(value, where, answers.opted_out)


def _consent(value: object, where: str) -> str:
    if isinstance(value, bool):
        return "express" if value else "none"
    if not isinstance(value, str):
        raise _wrong(where, "yes, no or unknown", value)
    word = value.strip().lower()
    if word in ("express", "implied", "none"):
        return word
    answer = answers.meaning(word)
    if answer == answers.UNKNOWN and not answers.says_nothing(word):
        raise _wrong(where, "yes, no, unknown, express, implied or none", value)
    return {answers.YES: "express", answers.NO: "none"}.get(answer, "unknown")


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(where, "true or false", value)
    return value


def _text(value: object, where: str) -> str | None:
    if not isinstance(value, str):
        raise _wrong(where, "a text", value)
    return value or None


def _texts(value: object, where: str) -> tuple[str, ...] | None:
    """One text or several; an empty list means unknown."""
    texts = (value,) if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(each, str) for each in texts):
        raise _wrong(where, "a text or a list of texts", value)
    return tuple(each for each in texts if each) or None


def _regions(value: object, where: str) -> tuple[str, ...] | None:
    regions = tuple(each.upper() for each in _texts(value, where) or ())
    for each in regions:
        if each not in REGIONS:
            raise ConfigError(
                f"{where}: {shown(each)} is not an ISO 3166-1 alpha-2 code such as US or GB{suggestion(each)}"
            )
    return regions or None


def _zones(value: object, where: str) -> tuple[str, ...] | None:
    from smslint.rules.zones_and_states import zone

    found = []
    for each in _texts(value, where) or ():
        if (name := zone(each)) is None:
            raise _wrong(where, "a time zone such as America/New_York or UTC-5", each)
        found.append(name)
    return tuple(found) or None


def _state(value: object, where: str) -> str | None:
    from smslint.rules.zones_and_states import WITH_STATES, state_of

    text = _text(value, where)
    known = (state_of(text, country) for country in WITH_STATES) if text else iter(())
    return next((state for state in known if state is not None), text)


def _count(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(where, "a whole number, zero or more", value)
    return value


def _amount(value: object, where: str) -> Decimal:
    from smslint.prices.money import stated

    amount = stated(value)
    if amount is None:
        raise _wrong(where, "an amount such as 99.90, zero or more", value)
    return amount


def _currency(value: object, where: str) -> str | None:
    text = (_text(value, where) or "").upper()
    if text and not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise _wrong(where, "a currency such as USD", value)
    return text or None


def _times(value: object, where: str) -> tuple[dt.datetime, ...]:
    if not isinstance(value, list | tuple):
        raise _wrong(where, "a list of times", value)
    return tuple(_time(each, where) for each in value)


def _time(value: object, where: str) -> dt.datetime:
    try:
        found = (
            value
            if isinstance(value, dt.datetime)
            else dt.datetime.fromisoformat(value if isinstance(value, str) else "")
        )
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise _wrong(where, "a time with its offset, such as 2026-11-23T09:30:00-05:00", value)
    return found


def _day(value: object, where: str) -> dt.date:
    """A day; a month or a year counts from its first day."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    from smslint.prices.rate import first_day

    try:
        return first_day(value if isinstance(value, str) else "")
    except ValueError:
        raise _wrong(where, "a day such as 2026-11-23", value) from None


def _by_name(value: object, where: str, read: Callable[[object, str], Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise _wrong(where, "a mapping", value)
    return {key: read(each, f"{where}.{key}") for key, each in value.items()}


def _approved(value: object, where: str) -> tuple[Any, ...] | None:
    from smslint.rules.approved import make_approved

    return make_approved(value, where) or None


def _exported(value: object, where: str) -> Any:
    from smslint.rules.approved import make_exported

    return make_exported(value, where)


READERS: Final[Mapping[str, Callable[[object, str], Any]]] = {
    "opted_out": _opted_out,
    "consent": _consent,
    "suppressed": _opted_out,
    "duplicate_of": _yes_no_or_text,
    "ragged": _yes_no_or_text,
    "empty_fields": _texts,
    "null_fields": _texts,
    "columns": _texts,
    "zone": _zones,
    "state": _state,
    "locale": _text,
    "sent": _times,
    "sent_today": _count,
    "consent_required": _flag,
    "enabled_regions": _regions,
    "dlt_template": _text,
    "national_languages": _texts,
    "holiday": _flag,
    "price_as_of": _day,
    "unpriced": _texts,
    "cost": _amount,
    "budget": _amount,
    "currency": _currency,
    "isolation_marks": _flag,
    "dead_entries": _texts,
    "unknown_suffix": _text,
    "locales": lambda value, where: _by_name(value, where, _count),
    "original": _text,
    "original_locale": _text,
    "plural_forms": _texts,
    "registered": make_registered,
    "approved": _approved,
    "exported": _exported,
    "reviews": lambda value, where: _by_name(value, where, lambda day, at: _day(day, at).isoformat()),
}
