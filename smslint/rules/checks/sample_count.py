"""How many samples a campaign has, and one for each of its use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.use_cases import SEVERAL, meaning
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the name of the campaign: too few, or too many."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "campaign" or not registered.campaign.samples:
        return  # a campaign without any lacks a field, which another rule says
    campaign = registered.campaign
    registry, count = registries.load(campaign.registry), len(campaign.samples)

    def found(message: str, need: str) -> Finding:
        return rule.finding(message, subject.span, predicts=registry.predicted(need, campaign.sender))

    wanted = max(registry.least_samples, 2 if meaning(campaign.use_case) == "MARKETING" else 1)
    if count < wanted:
        yield found(
            f"{registry.title} wants at least {plural(wanted, 'sample')}, and there is {count}.", "samples.count"
        )
    elif registry.most_samples is not None and count > registry.most_samples:
        yield found(
            f"{registry.title} takes at most {plural(registry.most_samples, 'sample')}, and there are {count}.",
            "samples.count",
        )
    elif campaign.use_case in SEVERAL and count < len(campaign.sub_use_cases):
        yield found(
            f"There are {plural(len(campaign.sub_use_cases), 'use case')} and {plural(count, 'sample')}: each use case needs one.",
            "samples.per_usecase",
        )
