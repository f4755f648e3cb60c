"""Whether a sender can reach the destination at all, according to the country profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each destination that does not accept sender names, or that a foreign short code does not reach."""
    sender = subject.context.sender
    if sender.type == "alphanumeric":
        for country in profiles(subject):
            support, severity, detail = country.alphanumeric
            if support in {"not_supported", "overwritten"} and severity is not None:
                mark = grade(rule, severity, country.confidence.get("sender", "knowledge"))
                does = "does not accept" if support == "not_supported" else "replaces"
                note = f": {detail}" if detail else ""
                yield rule.finding(
                    f"{country.name} {does} alphanumeric sender IDs{note}.{mark.remark}", subject.span,
                    severity=mark.severity, confidence=mark.confidence,
                    help="Send from a number or a short code there.",
                )  # fmt: skip
    elif sender.type == "short_code" and sender.region is not None:
        for region in subject.regions:
            if region != sender.region:
                mark = grade(rule, "warning", "secondary")
                yield rule.finding(
                    f"A short code of {sender.region} does not reach {region}: short codes are national.", subject.span,
                    severity=mark.severity, confidence=mark.confidence,
                    help="Send from a number of that country, or a sender name if the country accepts one.",
                )  # fmt: skip
