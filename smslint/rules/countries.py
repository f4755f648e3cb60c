"""Country profiles: sender support, two-way, opt-out forms, hours, mandatory text. Data: ``rules/countries/<ISO2>.yaml``.

Every profile has its sources and a confidence per field; a fact with the confidence ``knowledge`` never becomes an error.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.data import data_path
from smslint.records import NamedTuple, dataclass
from smslint.rules import packfile
from smslint.rules.windows import Window, read_windows
from smslint.sealed import sealed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

CONFIDENCES = ("verified", "secondary", "knowledge")
SENDER_SUPPORT = ("supported", "registration_required", "not_supported", "overwritten")
UNREGISTERED = ("blocked", "relabelled", "nothing")
"""What happens to a message from a name that is not registered."""
HOURS_KINDS = (
    "law", "law_disputed_for_consented_texts", "regulator", "operator", "provider_statement", "provider_advice", "platform", "none",
)  # fmt: skip
_SEVERITIES = ("error", "warning", "info")
_KEYS = [
    "country",
    "name",
    "dial",
    "languages",
    "sender",
    "registration",
    "two_way",
    "two_way_agreed",
    "opt_out",
    "hours",
    "cap",
    "mandatory_text",
    "text_checks",
    "urls",
    "content_bans",
    "length_notes",
    "concatenation",
    "unicode",
    "notes",
    "conflicts",
    "confidence",
    "sources",
]


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


class TextCheck(NamedTuple):
    """Something that must (``required``) or must not (``fault``) be in a text.

    ``pattern`` runs on the raw text, before NFKC; ``URL``, ``SHORTENER`` and ``PHONE`` (joined by ``|``) mean detectors.
    Without a pattern, the opt-out lexicon or a person has to decide. ``sender`` limits it to one type of sender, ``kind`` to
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
    conflicts: tuple[str, ...]
    confidence: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    languages: tuple[str, ...] = ()
    """BCP 47, most used in business texts first; empty if nobody wrote them down."""

    def source_of(self, fact: str) -> str:
        """The address of the source of a field such as ``hours``; empty if there is none."""
        return packfile.address(self.sources, fact)


def names() -> tuple[str, ...]:
    """The ISO 3166-1 alpha-2 codes that have a profile."""
    return tuple(sorted(path.stem for path in _folder().glob("[A-Z][A-Z].yaml")))


@lru_cache(maxsize=256)
def known(iso2: str) -> bool:
    """Whether a country has a profile, without reading it."""
    code = iso2.upper()
    return len(code) == 2 and code.isascii() and code.isalpha() and (_folder() / f"{code}.yaml").is_file()


@lru_cache(maxsize=256)
def load(iso2: str) -> Country | None:
    """The profile of a country, or ``None`` when there is none.

    :raises PackError: when the profile cannot be used.
    """
    code = iso2.upper()
    path = _folder() / f"{code}.yaml"
    # The name is checked first, so that a text from a file cannot become a path.
    return read(path) if known(code) else None


def read(path: Path) -> Country:
    """A profile from its file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path).only(
        _KEYS, ("country", "name", "dial", "sender", "two_way", "opt_out", "hours", "confidence", "sources")
    )
    confidence = top.child("confidence")
    return Country(
        iso2=top.text("country"),
        name=top.text("name"),
        dial=top.text("dial"),
        alphanumeric=_alphanumeric(top.child("sender")),
        registration=top.texts("registration"),
        two_way=top.choice("two_way", ("yes", "no", "partial")),
        two_way_agreed=top.flag("two_way_agreed", default=False),
        opt_out=_opt_out(top.child("opt_out")),
        hours=_hours(top.child("hours")),
        cap=_cap(top.child("cap")) if "cap" in top.values else None,
        mandatory_text=top.texts("mandatory_text"),
        text_checks=tuple(_text_check(node) for node in top.children("text_checks")),
        urls=_urls(top.child("urls")),
        content_bans=top.texts("content_bans"),
        length_notes=top.texts("length_notes"),
        concatenation=top.text("concatenation", "unknown"),
        unicode=top.text("unicode", "unknown"),
        notes=top.texts("notes"),
        conflicts=top.texts("conflicts"),
        confidence={field: confidence.choice(field, CONFIDENCES) for field in confidence.values},
        sources=packfile.sources(top),
        languages=top.texts("languages"),
    )


def _folder() -> Path:
    return data_path("rules") / "countries"


def _severity(node: packfile.Node, key: str = "severity") -> str | None:
    return node.choice(key, _SEVERITIES) if node.values.get(key) is not None else None


def _alphanumeric(node: packfile.Node) -> Alphanumeric:
    node.only(("alphanumeric", "severity", "detail", "unregistered", "generic", "foreign_numbers"), ("alphanumeric",))
    return Alphanumeric(
        node.choice("alphanumeric", SENDER_SUPPORT),
        _severity(node),
        node.optional("detail"),
        node.choice("unregistered", UNREGISTERED) if "unregistered" in node.values else None,
        _severity(node, "generic"),
        _severity(node, "foreign_numbers"),
    )


def _opt_out(node: packfile.Node) -> OptOut:
    node.only(("marketing", "severity", "forms"), ("marketing",))
    return OptOut(
        node.choice("marketing", ("required", "recommended", "unknown")), _severity(node), node.texts("forms")
    )


def _hours(node: packfile.Node) -> Hours:
    node.only(("kind", "basis", "windows", "sunday", "holidays", "outer", "error_outside"), ("kind", "basis"))
    outside = node.choice("error_outside", ("windows", "outer")) if "error_outside" in node.values else None
    strict = _allowed(node) if "windows" in node.values else None
    outer = _allowed(node.child("outer").only(("windows", "sunday", "holidays"))) if "outer" in node.values else None
    if (outside == "windows" and strict is None) or (outside == "outer" and outer is None):
        node.fail("names hours that the file does not have", "error_outside")
    return Hours(node.choice("kind", HOURS_KINDS), node.text("basis"), strict, outer, outside)


def _allowed(node: packfile.Node) -> Allowed:
    return Allowed(read_windows(node), node.flag("sunday"), node.flag("holidays"))


def _cap(node: packfile.Node) -> Cap:
    node.only(("max", "per", "severity", "scope"), ("max", "per", "severity"))
    return Cap(
        node.number("max"), node.choice("per", ("day",)), node.choice("severity", _SEVERITIES), node.text("scope", "")
    )


def _text_check(node: packfile.Node) -> TextCheck:
    node.only(
        ("what", "rule", "applies_to", "kind", "sender", "position", "pattern", "match", "severity", "confidence"),
        ("what", "applies_to"),
    )
    pattern = node.optional("pattern")
    if pattern is not None:
        packfile.check_pattern(node, "pattern")
    return TextCheck(
        node.text("what"),
        node.choice("applies_to", ("all", "marketing", "sender_id", "dlt_template")),
        node.choice("position", ("anywhere", "start", "end", "start or end"), "anywhere"),
        pattern,
        None if pattern is None else node.choice("match", ("required", "fault")),
        node.choice("severity", _SEVERITIES),
        node.choice("confidence", CONFIDENCES),
        node.optional("sender"),
        node.optional("rule"),
        node.optional("kind"),
    )


def _urls(node: packfile.Node) -> Urls:
    node.only(("shortener", "any", "unregistered", "phone", "rules"))
    return Urls(
        node.choice("shortener", _SEVERITIES, "warning"),
        _severity(node, "any"),
        _severity(node, "unregistered"),
        _severity(node, "phone"),
        node.texts("rules"),
    )
