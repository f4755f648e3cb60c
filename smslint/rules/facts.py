"""What only the moment, the list, the journal, the project or the run knows about a message: one record, one vocabulary.

``smslint.check(facts=...)``, the gate, a guard, a sender, a configuration and the tests of a rule write facts as plain words;
:func:`make_facts` reads them. Every field is ``None`` at first, which means unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.rules import answers
from smslint.rules.region_codes import REGIONS, suggestion
from smslint.settings import nearest, shown, word_of

if TYPE_CHECKING:
    from decimal import Decimal


class Facts(NamedTuple):
    """Everything that can be known apart from the text and its context. ``None`` means unknown."""

    # About the recipient. Set by the list, or by a caller without a list.
    opted_out: bool | str | None = None
    """Whether the recipient opted out, or a text that says how or when. Set by the list."""
    consent: str | None = None
    """``express``, ``implied``, ``none``; or ``unknown``: the list has a column but no answer. Set by the list, and by the
    gate if a project does not text recipients with unknown consent."""
    suppressed: bool | str | None = None
    """Whether the number is on a suppression list, or a text that says since when. Set by the gate."""
    duplicate_of: bool | str | None = None
    """Whether an earlier row has the same number, or a text that names that row. Set by the list."""
    ragged: bool | str | None = None
    """Whether the row has more or fewer cells than the header, or a text that says how many. Set by the list."""
    empty_fields: tuple[str, ...] | None = None
    """The merge fields of the template whose cells are empty in this row. Set by the list."""
    columns: tuple[str, ...] | None = None
    """The columns of the list that the message is filled from: no merge field with their names may be left. Set by the list."""
    zone: tuple[str, ...] | None = None
    """The time zones that the recipient may be in, by their IANA names. Set by the list."""
    state: str | None = None
    """The state of the US or the province of Canada that the recipient is in: two letters. For other countries it stays as
    written, and no rule uses it. Set by the list."""
    locale: str | None = None
    """The language of this recipient's message, such as ``pt-BR``. Set by the list."""

    # About earlier messages.
    sent: tuple[dt.datetime, ...] | None = None
    """The times of earlier messages to the recipient. Set by the gate, from the journal."""
    sent_today: int | None = None
    """How many messages the recipient got in the 24 hours before this one: for callers with a count but no journal."""

    # About the project and its country.
    enabled_regions: tuple[str, ...] | None = None
    """Where the project may send, as ISO 3166-1 alpha-2 codes. Set by the gate and by ``check``, from ``sending:``."""
    dlt_template: str | None = None
    """The template registered for this message in India, with its ``{#var#}``. Set by the configuration."""
    national_languages: tuple[str, ...] | None = None
    """The languages, as ISO 639-1 codes, whose national shift tables the provider uses. Set by the configuration."""
    holiday: bool | None = None
    """Whether the day of sending is a public holiday: for callers with their own calendar."""

    # About the cost.
    price_as_of: dt.date | None = None
    """The day of the oldest price that the cost is based on. Set by ``check``, preflight and the gate, which have a rate card."""
    unpriced: tuple[str, ...] | None = None
    """The destinations without a price, if a budget needs one. Set by the gate."""
    cost: Decimal | None = None
    """The total cost including this message, in ``currency``. Set by the gate."""
    budget: Decimal | None = None
    """The budget, in ``currency``. Set by the gate."""
    currency: str | None = None
    """ISO 4217, of ``cost`` and ``budget``. Set by the gate."""

    # About the run over the files.
    isolation_marks: bool | None = None
    """Whether the program puts isolation marks around every placeholder. Set by the reader of Fluent catalogues."""
    locales: Mapping[str, int] | None = None
    """The segments of this message in each of its languages. Set by the run, after all files were read."""
    reviews: Mapping[str, str] | None = None
    """By the code of a rule, the day (ISO 8601) on which its sources must be reviewed. Set by the run."""

    dead_entries: tuple[str, ...] | None = None
    """The problems of entries of a configuration that match no message. Set by the run, after all files were read."""
    unknown_suffix: str | None = None
    """The suffix of a file in a format that smslint does not read. Set by the run."""

    def over(self, below: Facts) -> Facts:
        """These facts, with those of another record where a field is unknown."""
        if below is NOTHING or below == NOTHING:
            return self
        if self is NOTHING:
            return below
        return Facts._make(theirs if own is None else own for own, theirs in zip(self, below, strict=True))


NOTHING: Final = Facts()
"""Nothing is known."""

ALIASES: Final = {"opt_out": "opted_out", "sent_last_24h": "sent_today"}
"""Other words for a fact, as lists use them."""


def make_facts(value: object, where: str = "facts") -> Facts:
    """Facts from plain words, as a caller, a configuration or the test of a rule writes them.

    Consent and opt-outs are read like the cells of a list: ``yes``, ``no``, ``2026-03-01``, ``ja``. Code must be exact: an
    unknown word for a consent or a zone is an error here, while a cell of a list is only unknown. Any other text for an opt-out is an opt-out, and the text says how.

    :raises ConfigError: for an unknown key, with the nearest known one, and for a value of a wrong type, with its key.
    """
    if isinstance(value, Facts):
        return value
    if value is None:
        return NOTHING
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: expected a mapping such as {{consent: yes}}, found {shown(value)}")
    found: dict[str, Any] = {}
    for key, given in value.items():
        name = ALIASES.get(key, key) if isinstance(key, str) else None
        read = _READERS.get(name) if name is not None else None
        if name is None or read is None:
            raise ConfigError(f"{where}: unknown key {shown(key)}{nearest(key, WORDS) if isinstance(key, str) else ''}")
        if name in found:
            alias = next(word for word, meant in ALIASES.items() if meant == name)
            raise ConfigError(f"{where}: {shown(alias)} and {shown(name)} mean the same: give one of them")
        found[name] = None if given is None else read(given, f"{where}.{key}")
    return Facts(**found) if found else NOTHING


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
    from decimal import Decimal, InvalidOperation

    number = isinstance(value, int | float | str | Decimal) and not isinstance(value, bool)
    try:
        amount = Decimal(
            word_of(value) if number and not isinstance(value, Decimal) else str(value) if number else "NaN"
        )
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
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


_READERS: Final[Mapping[str, Callable[[object, str], Any]]] = {
    "opted_out": _opted_out,
    "consent": _consent,
    "suppressed": _opted_out,
    "duplicate_of": _yes_no_or_text,
    "ragged": _yes_no_or_text,
    "empty_fields": _texts,
    "columns": _texts,
    "zone": _zones,
    "state": _state,
    "locale": _text,
    "sent": _times,
    "sent_today": _count,
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
    "reviews": lambda value, where: _by_name(value, where, lambda day, at: _day(day, at).isoformat()),
}
WORDS: Final = (*Facts._fields, *ALIASES)
"""All keys of a mapping of facts."""
