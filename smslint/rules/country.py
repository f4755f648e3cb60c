"""One country: sender support, two-way, opt-out forms, hours, mandatory text, as its profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple, dataclass
from smslint.rules import packfile
from smslint.rules.differing import Differing, doubt
from smslint.sealed import sealed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from smslint.rules.windows import Window


FACTS = (
    "sender", "registration", "two_way", "opt_out", "opt_out_forms", "hours", "cap", "mandatory_text", "urls", "content_bans",
    "length_notes", "concatenation", "unicode", "languages",
)  # fmt: skip
"""The fields that have a confidence and sources, and about which sources may differ."""

CONFIDENCES = ("verified", "secondary", "knowledge")

SENDER_SUPPORT = ("supported", "registration_required", "not_supported", "overwritten")

UNREGISTERED = ("blocked", "relabelled", "nothing")
"""What happens to a message from a name that is not registered."""

HOURS_KINDS = (
    "law", "law_disputed_for_consented_texts", "regulator", "operator", "provider_statement", "provider_advice", "platform", "none",
)  # fmt: skip


class Alphanumeric(NamedTuple):
    """Whether a sender name works. ``severity`` is the highest severity for a message with one; ``None`` for no finding."""

    support: str
    severity: str | None
    detail: str | None
    unregistered: str | None = None
    """What happens to a message from an unregistered name; ``None`` where no source says it."""
    generic: str | None = None
    """The severity of a generic name such as INFO."""
    foreign_numbers: str | None = None
    """The severity of a number of another country as the sender."""
    separate_names: str | None = None
    """The severity of a remark that marketing needs a name of its own; ``None`` where one name may send everything."""


class OptOut(NamedTuple):
    """Whether marketing must say how to opt out (``required``, ``recommended``, ``unknown``), and usual forms of the text."""

    marketing: str
    severity: str | None
    forms: tuple[str, ...]


class Allowed(NamedTuple):
    """The allowed times: windows, and whether Sundays and public holidays are allowed."""

    windows: tuple[Window, ...]
    sunday: bool
    holidays: bool

    def at(self, moment: dt.datetime, *, holiday: bool = False) -> bool:
        """Whether marketing may arrive at a local time. ``holiday``: it is a public holiday there."""
        if (holiday and not self.holidays) or (moment.weekday() == 6 and not self.sunday):
            return False
        return any(window.holds(moment) for window in self.windows)


class Hours(NamedTuple):
    """When marketing may arrive. ``strict`` is the narrowest window that a source states, ``outer`` the union of all.

    ``error_outside`` names the window outside of which it is an error (``windows``, ``outer``), not a warning.
    """

    kind: str
    basis: str
    strict: Allowed | None
    outer: Allowed | None
    error_outside: str | None


class Cap(NamedTuple):
    """At most ``limit`` messages ``per`` day."""

    limit: int
    per: str
    severity: str
    scope: str


class OptOutForm(NamedTuple):
    """What a country asks of an opt-out text. The lexicon finds the text and its place; this is what must be in it."""

    languages: tuple[str, ...]
    """BCP 47 tags of the languages it may be in; empty for any."""
    every_language: bool
    """Whether there must be one in each of the languages, and not only in one of them."""
    number: str | None
    """A pattern for the whole number or service code to write to, without spaces, hyphens and brackets; ``None`` for no number."""
    link: bool
    """Whether a link is enough too."""
    priced: bool = False
    """Whether only one with a price is meant: a fault where opting out must be free."""


class TextCheck(NamedTuple):
    """Something that must (``required``) or must not (``fault``) be in a text.

    ``pattern`` runs on the raw text, before NFKC. ``opt_out`` or ``written_in`` is asked in place of a pattern; without all of
    them the opt-out lexicon finds the text. ``sender`` limits it to one type of sender, ``kind`` to
    one kind of message; ``rule`` is the code under which it is reported.
    """

    what: str
    applies_to: str
    position: str
    pattern: str | None
    match: str | None
    severity: str
    confidence: str
    sender: str | None
    rule: str | None = None
    kind: str | None = None
    opt_out: OptOutForm | None = None
    written_in: tuple[str, ...] = ()
    """The languages of which a message must be in one, as ISO 639-1 codes; asked in place of a pattern."""


class OneMessage(NamedTuple):
    """How much one message holds there from a type of sender, where it is less than elsewhere."""

    sender: str
    gsm7: int
    """The most septets."""
    ucs2: int
    """The most UTF-16 code units."""
    says: str
    """Whose statement it is."""


class Urls(NamedTuple):
    """The severity of a link or phone number in the text, or ``None`` for no finding."""

    shortener: str
    any: str | None
    unregistered: str | None
    phone: str | None
    rules: tuple[str, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Country:
    """One destination."""

    iso2: str
    name: str
    dial: str
    alphanumeric: Alphanumeric
    registration: tuple[str, ...]
    two_way: str
    """``yes``, ``no`` or ``partial``; sources often disagree, so check ``two_way_agreed`` before an error."""
    two_way_agreed: bool
    opt_out: OptOut
    hours: Hours
    cap: Cap | None
    mandatory_text: tuple[str, ...]
    text_checks: tuple[TextCheck, ...]
    urls: Urls
    content_bans: tuple[str, ...]
    length_notes: tuple[str, ...]
    concatenation: str
    unicode: str
    notes: tuple[str, ...]
    sources_differ: tuple[Differing, ...]
    confidence: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    one_message: OneMessage | None = None
    languages: tuple[str, ...] = ()
    """BCP 47, most used in business texts first; empty if nobody wrote them down."""

    def doubt(self, *facts: str) -> str:
        """What sources say differently about some fields, if that is not settled; empty if they agree."""
        return doubt(self.sources_differ, *facts)

    def source_of(self, *facts: str) -> str:
        """The address of the source of a field such as ``hours``, or of the first of some fields; empty if there is none."""
        return packfile.address(self.sources, *facts)
