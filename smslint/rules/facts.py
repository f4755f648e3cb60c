"""What only the moment, the list, the journal, the project or the run knows about a message: one record, one vocabulary.

``smslint.check(facts=...)``, the gate, a guard, a sender, a configuration and the tests of a rule write facts as plain words;
:func:`make_facts` reads them. Every field is ``None`` at first, which means unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.wording import nearest, shown

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from smslint.rules.approved import ApprovedList, Exported
    from smslint.rules.campaign import Registered


class Facts(NamedTuple):
    """Everything that can be known apart from the text and its context. ``None`` means unknown."""

    # About the recipient. Set by the list, or by a caller without a list.
    opted_out: bool | str | None = None
    """Whether the recipient opted out, or a text that says how or when. Set by the list."""
    consent: str | None = None
    """``express``, ``implied``, ``none``; or ``unknown``: the list has a column but no answer. Set by the list, and by the gate
    and ``check`` if a project does not text recipients with unknown consent."""
    suppressed: bool | str | None = None
    """Whether the number is on a suppression list, or a text that says since when. Set by the gate."""
    duplicate_of: bool | str | None = None
    """Whether an earlier row has the same number, or a text that names that row. Set by the list."""
    ragged: bool | str | None = None
    """Whether the row has more or fewer cells than the header, or a text that says how many. Set by the list."""
    empty_fields: tuple[str, ...] | None = None
    """The merge fields of the template whose cells are empty in this row. Set by the list."""
    null_fields: tuple[str, ...] | None = None
    """The merge fields of the template whose cells stand for no value in this row, such as ``TBD`` or ``None``. Set by the list."""
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
    consent_required: bool | None = None
    """Whether an unknown consent refuses every message. ``False``: none, because consent is recorded elsewhere; ``None``: only
    marketing. Set by the gate and by ``check``, from ``sending: {require_consent: ...}`` and ``consent:``."""
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
    original: str | None = None
    """The text of this message in the language of the project, in the same dialect. Set by the run, after all files were read."""
    original_locale: str | None = None
    """The language of ``original``, such as ``en``. Set by the run."""
    plural_forms: tuple[str, ...] | None = None
    """The plural categories (``one``, ``few``, ...) that this message has in its language. Set by the run."""
    reviews: Mapping[str, str] | None = None
    """By the code of a rule, the day (ISO 8601) on which its sources must be reviewed. Set by the run."""

    dead_entries: tuple[str, ...] | None = None
    """The problems of entries of a configuration that match no message. Set by the run, after all files were read."""
    unknown_suffix: str | None = None
    """The suffix of a file in a format that smslint does not read. Set by the run."""

    # About what is registered.
    registered: Registered | None = None
    """Which text of a registration this is, with the campaign and the brand. Set by ``smslint registration check``."""
    approved: tuple[ApprovedList, ...] | None = None
    """The lists of approved templates that this message must be on. Set by the configuration, from ``approved:``."""
    exported: Exported | None = None
    """Which template of an export this is. Set by ``smslint registration check``."""

    @property
    def refuses(self) -> bool:
        """Whether a recipient of whom this is known may not be texted, or not with marketing, whatever the number is."""
        return bool(self.opted_out or self.suppressed or self.duplicate_of or self.ragged) or self.consent in (
            "none",
            "unknown",
        )

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
    from smslint.rules.fact_readers import READERS

    found: dict[str, Any] = {}
    for key, given in value.items():
        name = ALIASES.get(key, key) if isinstance(key, str) else None
        read = READERS.get(name) if name is not None else None
        if name is None or read is None:
            raise ConfigError(f"{where}: unknown key {shown(key)}{nearest(key, WORDS) if isinstance(key, str) else ''}")
        if name in found:
            alias = next(word for word, meant in ALIASES.items() if meant == name)
            raise ConfigError(f"{where}: {shown(alias)} and {shown(name)} mean the same: give one of them")
        found[name] = None if given is None else read(given, f"{where}.{key}")
    return Facts(**found) if found else NOTHING


WORDS: Final = (*Facts._fields, *ALIASES)
"""All keys of a mapping of facts."""
