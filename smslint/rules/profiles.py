"""The country profiles of a message's destinations, and the highest severity of a finding from one of their facts.

An unchecked fact never makes an error: it is at most a warning with low confidence, and its finding says so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.rules.country import Country, TextCheck
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule

CONFIDENCE: Final = {
    "verified": Confidence.HIGH,
    "secondary": Confidence.MEDIUM,
    "knowledge": Confidence.LOW,
}
"""The confidence of a finding based on a fact with this confidence."""


class Grade(NamedTuple):
    """The severity and confidence that a fact allows for a finding, and a remark for the message."""

    severity: Severity
    confidence: Confidence
    remark: str = ""
    differ: str = ""
    """What sources say differently about the fact; empty if they agree."""


def profiles(subject: Occasion) -> tuple[Country, ...]:
    """The profiles of the regions a message goes to, in their order; regions without one are left out."""
    return _profiles(subject.regions) if subject.regions else ()


@lru_cache(maxsize=256)
def _profiles(regions: tuple[str, ...]) -> tuple[Country, ...]:
    from smslint.rules.countries import load

    return tuple(country for region in regions if (country := load(region)) is not None)


def grade(rule: Rule, severity: str, confidence: str, doubt: str = "") -> Grade:
    """The grade of a finding: never above the rule's severity, and at most a warning for unchecked or disputed facts.

    :param doubt: what sources say differently about the fact, from the profile's ``sources_differ``.
    """
    most = min(rule.severity, Severity.parse(severity))
    sure, remark = CONFIDENCE[confidence], ""
    if confidence == "knowledge":
        most, remark = min(most, Severity.WARNING), " (This fact is from memory and was not checked.)"
    if doubt:
        most = min(most, Severity.WARNING)
        sure = Confidence.MEDIUM if sure is Confidence.HIGH else sure
        remark += f" (Sources differ: {doubt}.)"
    return Grade(most, sure, remark, doubt)


def unmet(rule: Rule, asked: TextCheck, country: Country, written: str) -> tuple[Grade, str] | None:
    """The grade of what a country asks of a sender ID that does not have it, and the words for that; ``None`` if it has it."""
    if asked.pattern is None or (re.search(asked.pattern, written) is None) != (asked.match == "required"):
        return None
    verb = "requires" if asked.match == "required" else "does not accept"
    doubt = country.doubt("registration")
    return grade(rule, asked.severity, asked.confidence, doubt), f"{country.name} {verb} {asked.what}"
