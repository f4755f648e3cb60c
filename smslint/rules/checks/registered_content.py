"""What the messages of a campaign have, and what the campaign declares about them: links, numbers to call, lending, an age gate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.rules import registries
from smslint.rules.check_options import lexicon_of
from smslint.rules.links import find_links
from smslint.rules.registration_options import RegisteredContent
from smslint.rules.samples import without_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_NUMBER: Final = re.compile(
    r"(?<![\w/.-])\+?\d{0,3}[ .(-]{0,2}\d{3}[ .)-]{1,2}\d{3}[ .-]?\d{4}(?!\w)|(?<![\w/.-])\+?1?\d{10}(?!\w)"
)
_NEEDS: Final = {
    "links": ("a link", "samples.links_declared"),
    "phones": ("a phone number", "samples.phones_declared"),
    "direct_lending": ("words of lending", "attributes.lending"),
    "age_gated": ("content for adults", "age_gate.declared"),
}


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings at the name of the campaign: declared and in no sample, or in a sample and not declared."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "campaign" or not registered.campaign.samples:
        return
    campaign = registered.campaign
    registry = registries.load(campaign.registry)
    texts = (*campaign.samples, campaign.description)
    there = {
        "links": any(
            any(find_links(without_fields(text))) or "url]" in text.lower() or "link]" in text.lower()
            for text in campaign.samples
        ),
        "phones": any(_NUMBER.search(text) for text in campaign.samples),
        **dict.fromkeys(RegisteredContent.of(rule).declared_by.values(), False),
    }
    lexicon = lexicon_of(rule)
    for text in texts:
        for group, found in lexicon.groups(text).items():
            attribute = RegisteredContent.of(rule).declared_by.get(group)
            if attribute is not None and found.score >= lexicon.threshold:
                there[attribute] = True
    for attribute, is_there in there.items():
        what, need = _NEEDS[attribute]
        declared = campaign.attributes.get(attribute)
        predicts = registry.predicted(need, campaign.sender)
        if is_there and not declared:
            state = "and is not declared" if declared is None else f"and attributes says {attribute}: false"
            yield rule.finding(f"The campaign has {what} in its texts, {state}.", subject.span, predicts=predicts)
        elif declared and not is_there and attribute in {"links", "phones"}:
            yield rule.finding(
                f"The campaign declares {attribute}, and no sample has {what}.",
                subject.span, predicts=predicts, severity=min(rule.severity, Severity.ERROR),
            )  # fmt: skip
