"""Whether the samples say how to opt out, as many of them as the registry wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.check_options import lexicon_of
from smslint.rules.use_cases import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the campaign if no sample says it, or at each sample without it where every one must."""
    registered = subject.context.facts.registered
    if registered is None or registered.field not in {"campaign", "sample"}:
        return
    campaign, lexicon = registered.campaign, lexicon_of(rule)
    registry = registries.load(campaign.registry)
    predicts = registry.predicted("samples.opt_out", campaign.sender)
    if meaning(campaign.use_case) == "2FA":
        return  # a message of its own, which the person asked for
    if registered.field == "sample":
        if registry.opt_out_in == "each" and not all(lexicon.holds(each.text, None) for each in subject.understood):
            yield rule.finding(f"{registry.title} wants opt-out text in each sample.", subject.span, predicts=predicts)
    elif (
        registry.opt_out_in == "one"
        and campaign.samples
        and not any(lexicon.holds(text, None) for text in campaign.samples)
    ):
        yield rule.finding("No sample says how to opt out.", subject.span, predicts=predicts)
