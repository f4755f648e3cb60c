"""Words that a text of a registration must not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.checks.registered_needs import TITLES
from smslint.rules.matching import Budget
from smslint.rules.registration_options import RegisteredWords
from smslint.rules.use_cases import meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the first of the words."""
    options, registered = RegisteredWords.of(rule), subject.context.facts.registered
    if registered is None or registered.field != options.field:
        return
    if meanings(registered.campaign) & set(options.allowed_for):
        return
    predicts = registries.load(registered.campaign.registry).predicted(options.need, registered.campaign.sender)
    if options.if_refused and not predicts:
        return
    budget = Budget()
    for rendering in subject.renderings:
        for pattern in options.forbid:
            for match in pattern.matches(rendering.text, budget):
                yield rule.finding(
                    f"The {TITLES[options.field]} says {options.says}: {match.group()!r}.",
                    rendering.source(*match.span()),
                    predicts=predicts,
                )
                return
