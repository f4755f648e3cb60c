"""The language of a registration: reviewers read English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.checks.registered_needs import TITLES
from smslint.rules.languages import likely
from smslint.rules.looks import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at a description or a message flow in another language, or at a campaign of which no sample is in English."""
    registered = subject.context.facts.registered
    if registered is None:
        return
    campaign = registered.campaign
    predicts = registries.load(campaign.registry).predicted("fields.english", campaign.sender)
    if registered.field in {"description", "flow"} and not in_english(subject.body):
        yield rule.finding(f"The {TITLES[registered.field]} is not in English.", subject.span, predicts=predicts)
    elif registered.field == "campaign" and campaign.samples and not any(map(in_english, campaign.samples)):
        yield rule.finding("No sample is in English.", subject.span, predicts=predicts)


def in_english(text: str) -> bool:
    """Whether a text is in English, or has too few words to say."""
    return "en" in likely(text, look_at(text))
