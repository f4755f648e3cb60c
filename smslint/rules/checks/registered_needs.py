"""What a text of a registration must say: each thing that it does not say is a finding, with the code that it would earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.checks.brand import names_brand
from smslint.rules.matching import Budget
from smslint.rules.registration_options import RegisteredNeeds
from smslint.rules.use_cases import meaning, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

TITLES = {
    "flow": "message flow",
    "privacy": "privacy policy",
    "terms": "terms",
    "confirmation": "opt-in confirmation",
    "help": "help reply",
    "stop": "opt-out confirmation",
    "description": "description",
    "sample": "sample",
}
"""What people call a field."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each need of the rule's field that the text does not meet."""
    options, registered = RegisteredNeeds.of(rule), subject.context.facts.registered
    if registered is None or registered.field != options.field or not subject.body.strip():
        return
    campaign, budget = registered.campaign, Budget()
    if options.only_for and not meanings(campaign) & set(options.only_for):
        return
    registry = registries.load(campaign.registry)
    excused = options.excused.get(meaning(campaign.use_case), ())
    lacking = [
        need
        for need, patterns in options.asks.items()
        if need not in excused
        and (need not in options.if_refused or registry.predicted(f"{options.field}.{need}", campaign.sender))
        and not all(any(each.found(rendering.text, budget) for each in patterns) for rendering in subject.understood)
    ]
    brands = registered.brand.names
    if options.names_brand and brands and not all(names_brand(each, brands) for each in subject.understood):
        lacking.insert(0, "brand")
    for need in lacking:
        words = f"name {brands[0]!r}" if need == "brand" else f"say {options.words.get(need, need)}"
        yield rule.finding(
            f"The {TITLES[options.field]} does not {words}.",
            subject.span,
            predicts=registry.predicted(f"{options.field}.{need}", campaign.sender),
        )
