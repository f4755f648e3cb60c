"""Senders that must be registered before they may send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.finding import Severity
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Country
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


class _Needed(NamedTuple):
    """What a destination wants before the first message, what happens without it, and how sure that is."""

    what: str
    unregistered: str | None
    confidence: str
    doubt: str


_NUMBERS: Final = {
    ("US", "long_code"): ("a 10DLC campaign", "blocked"),
    ("US", "toll_free"): ("toll-free verification", "blocked"),
    ("US", "short_code"): ("an approved short code", None),
    ("CA", "toll_free"): ("toll-free verification", "blocked"),
    ("CA", "short_code"): ("an approved short code", None),
}
"""The numbers that are registered, by destination: only here numbers themselves are. A 10DLC campaign is for recipients in the US."""

_SEVERITIES: Final = {"blocked": "error", "relabelled": "warning", "nothing": "info", None: "warning"}
_HAPPENS: Final = {
    "blocked": " Operators there block the message.",
    "relabelled": " Operators there deliver it under another name.",
}


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each destination that requires a registration, if the sender does not have it or it is unknown."""
    sender = subject.context.sender
    if sender.registered or sender.type is None:
        return
    for country in profiles(subject):
        needed = _needed(country, sender.type)
        if needed is None:
            continue
        mark = grade(rule, _severity(needed), needed.confidence, needed.doubt)
        known = sender.registered is False
        says = "the sender is not registered" if known else "it is unknown whether the sender is registered"
        happens = _HAPPENS.get(needed.unregistered or "", "") if known else ""
        yield rule.finding(
            f"{country.name} needs {needed.what}, and {says}.{happens}{mark.remark}", subject.span,
            severity=mark.severity if known else _unknown(sender.type, mark.severity), confidence=mark.confidence,
            source_url=country.source_of("registration"), sources_differ=mark.differ,
        )  # fmt: skip


def _severity(needed: _Needed) -> str:
    """What happens to the message, as a severity: an error only if it is verified that it is blocked."""
    severity = _SEVERITIES[needed.unregistered]
    return (
        severity
        if needed.confidence == "verified"
        else min(severity, "warning", key=["info", "warning", "error"].index)
    )


def _unknown(sender: str, severity: Severity) -> Severity:
    """The severity when nobody has said whether the sender is registered: never an error."""
    return min(severity, Severity.WARNING if sender == "alphanumeric" else Severity.INFO)


def _needed(country: Country, sender: str) -> _Needed | None:
    if sender == "alphanumeric":
        if country.alphanumeric.support != "registration_required":
            return None
        confidence = country.confidence.get("sender", "knowledge")
        doubt = country.doubt("sender", "registration")
        return _Needed("a registered sender ID", country.alphanumeric.unregistered, confidence, doubt)
    number = _NUMBERS.get((country.iso2, sender))
    if number is None:
        return None
    return _Needed(*number, country.confidence.get("registration", "knowledge"), country.doubt("registration"))
