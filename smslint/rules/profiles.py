"""The country profiles of the places a message goes to, and how far a fact of theirs may go as a finding.

A fact that nobody checked never makes an error: it is a warning at most, of low confidence, and its finding says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.rules.countries import Country
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Occasion

CONFIDENCE: Final = {
    "verified": Confidence.HIGH,
    "secondary": Confidence.MEDIUM,
    "knowledge": Confidence.LOW,
}
"""How sure a finding is that rests on a fact of this kind."""


class Grade(NamedTuple):
    """What a fact allows a finding to be, and what the finding has to add about it."""

    severity: Severity
    confidence: Confidence
    remark: str = ""


def profiles(subject: Occasion) -> tuple[Country, ...]:
    """The profiles of the regions a message goes to, in their order; regions without one are left out."""
    if not subject.regions:
        return ()
    from smslint.rules.countries import load

    return tuple(country for region in subject.regions if (country := load(region)) is not None)


def grade(rule: Rule, severity: str, confidence: str) -> Grade:
    """How a finding may be marked: never above the rule's own severity, nor above a warning on unchecked facts."""
    most = min(rule.severity, Severity.parse(severity))
    if confidence == "knowledge":
        most, remark = min(most, Severity.WARNING), " (This is from memory: nobody checked it.)"
    else:
        remark = ""
    return Grade(most, CONFIDENCE[confidence], remark)
