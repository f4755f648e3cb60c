"""The file of a country: its profile, read and checked key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import differing, packfile
from smslint.rules.country import (
    CONFIDENCES,
    FACTS,
    HOURS_KINDS,
    SENDER_SUPPORT,
    UNREGISTERED,
    Allowed,
    Alphanumeric,
    Cap,
    Country,
    Hours,
    OneMessage,
    OptOut,
    OptOutForm,
    TextCheck,
    Urls,
)
from smslint.rules.windows import read_windows

if TYPE_CHECKING:
    from pathlib import Path


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
    "one_message",
    "length_notes",
    "concatenation",
    "unicode",
    "notes",
    "sources_differ",
    "confidence",
    "sources",
]


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
        sources_differ=differing.read(top, FACTS),
        confidence={field: confidence.choice(field, CONFIDENCES) for field in confidence.values},
        sources=packfile.sources(top),
        one_message=_one_message(top.child("one_message")) if "one_message" in top.values else None,
        languages=top.texts("languages"),
    )


def _severity(node: packfile.Node, key: str = "severity") -> str | None:
    return node.choice(key, _SEVERITIES) if node.values.get(key) is not None else None


def _alphanumeric(node: packfile.Node) -> Alphanumeric:
    node.only(
        ("alphanumeric", "severity", "detail", "unregistered", "generic", "foreign_numbers", "separate_names"),
        ("alphanumeric",),
    )
    return Alphanumeric(
        node.choice("alphanumeric", SENDER_SUPPORT),
        _severity(node),
        node.optional("detail"),
        node.choice("unregistered", UNREGISTERED) if "unregistered" in node.values else None,
        _severity(node, "generic"),
        _severity(node, "foreign_numbers"),
        _severity(node, "separate_names"),
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
        (
            "what",
            "rule",
            "applies_to",
            "kind",
            "sender",
            "position",
            "pattern",
            "opt_out",
            "written_in",
            "match",
            "severity",
            "confidence",
        ),
        ("what", "applies_to"),
    )
    pattern = node.optional("pattern")
    if pattern is not None:
        packfile.check_pattern(node, "pattern")
    form = node.child("opt_out") if node.has("opt_out") else None
    return TextCheck(
        node.text("what"),
        node.choice("applies_to", ("all", "marketing", "sender_id", "dlt_template")),
        node.choice("position", ("anywhere", "start", "end", "start or end"), "anywhere"),
        pattern,
        None
        if pattern is None and form is None and not node.has("written_in")
        else node.choice("match", ("required", "fault")),
        node.choice("severity", _SEVERITIES),
        node.choice("confidence", CONFIDENCES),
        node.optional("sender"),
        node.optional("rule"),
        node.optional("kind"),
        None if form is None else _opt_out_form(form),
        node.texts("written_in"),
    )


def _one_message(node: packfile.Node) -> OneMessage:
    node.only(("sender", "gsm7", "ucs2", "says"), ("sender", "gsm7", "ucs2", "says"))
    return OneMessage(
        node.choice("sender", ("long_code", "toll_free", "short_code", "alphanumeric")),
        node.number("gsm7"),
        node.number("ucs2"),
        node.text("says"),
    )


def _opt_out_form(node: packfile.Node) -> OptOutForm:
    node.only(("languages", "every_language", "number", "link", "priced"))
    number = node.optional("number")
    if number is not None:
        packfile.check_pattern(node, "number")
    return OptOutForm(
        node.texts("languages"),
        node.flag("every_language", default=False),
        number,
        node.flag("link", default=False),
        node.flag("priced", default=False),
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
