"""Senders that must be registered before they may send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.countries import Country
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_NEEDS = {
    "long_code": "a 10DLC campaign",
    "toll_free": "toll-free verification",
    "short_code": "an approved short code",
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
        what, confidence = needed
        mark = grade(rule, "warning", confidence)
        known = sender.registered is False
        says = "the sender is not registered" if known else "it is unknown whether the sender is registered"
        yield rule.finding(
            f"{country.name} needs {what}, and {says}.{mark.remark}", subject.span,
            severity=mark.severity if known or sender.type == "alphanumeric" else Severity.INFO,
            confidence=mark.confidence,
        )  # fmt: skip


def _needed(country: Country, sender: str) -> tuple[str, str] | None:
    if sender == "alphanumeric":
        if country.alphanumeric.support != "registration_required":
            return None
        return "a registered sender ID", country.confidence.get("sender", "knowledge")
    if country.iso2 in {"US", "CA"}:  # only here numbers themselves are registered
        return _NEEDS[sender], country.confidence.get("registration", "knowledge")
    return None
