"""Whether a sender can reach the destination at all, according to the country profiles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.rules.profiles import grade, profiles, unmet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Country
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each destination that does not accept the name, the kind of number or the foreign number."""
    sender = subject.context.sender
    if sender.type == "alphanumeric":
        for country in profiles(subject):
            support, severity, detail, *_ = country.alphanumeric
            if support in {"not_supported", "overwritten"} and severity is not None:
                mark = grade(rule, severity, country.confidence.get("sender", "knowledge"), country.doubt("sender"))
                does = "does not accept" if support == "not_supported" else "replaces"
                note = f": {detail}" if detail else ""
                yield rule.finding(
                    f"{country.name} {does} alphanumeric sender IDs{note}.{mark.remark}", subject.span,
                    severity=mark.severity, confidence=mark.confidence, source_url=country.source_of("sender"),
                    sources_differ=mark.differ,
                    help="Send from a number or a short code there.",
                )  # fmt: skip
        return
    if sender.type == "short_code" and sender.region is not None:
        for region in subject.regions:
            if region != sender.region:
                mark = grade(rule, "warning", "secondary")
                yield rule.finding(
                    f"A short code of {sender.region} does not reach {region}: short codes are national.", subject.span,
                    severity=mark.severity, confidence=mark.confidence,
                    help="Send from a number of that country, or a sender name if the country accepts one.",
                )  # fmt: skip
    for country in profiles(subject):
        yield from _numbers(rule, subject, country)


def _numbers(rule: Rule, subject: Subject, country: Country) -> Iterator[Finding]:
    """Numbers that the country blocks as senders: those of its text checks, and all of other countries."""
    sender = subject.context.sender
    severity = country.alphanumeric.foreign_numbers
    if severity is not None and sender.type == "long_code" and _foreign(subject, country):
        confidence = country.confidence.get("registration", "knowledge")
        mark = grade(rule, severity, confidence, country.doubt("registration"))
        yield rule.finding(
            f"{country.name} blocks numbers of other countries as senders.{mark.remark}", subject.span,
            severity=mark.severity, confidence=mark.confidence, help="Send from a number of that country.",
            source_url=country.source_of("registration"), sources_differ=mark.differ,
        )  # fmt: skip
    for asked in country.text_checks:
        if asked.rule != rule.code or asked.sender != sender.type or (sender.id is None and asked.match == "required"):
            continue
        if found := unmet(rule, asked, country, re.sub(r"[ ()./-]", "", sender.id or "")):
            mark, words = found
            yield rule.finding(
                f"{words}.{mark.remark}", subject.span,
                severity=mark.severity, confidence=mark.confidence, help="Send from another number or a sender name there.",
                source_url=country.source_of("registration"), sources_differ=mark.differ,
            )  # fmt: skip


def _foreign(subject: Subject, country: Country) -> bool:
    """Whether the sender is known to be a number of another country, from its digits or its stated region."""
    sender = subject.context.sender
    if sender.id is not None and sender.id.startswith("+"):
        return not sender.id.startswith(f"+{country.dial}")
    return sender.region is not None and sender.region != country.iso2
