"""Whether a sample names the brand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the name of the campaign if none of its samples names the brand."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "campaign":
        return
    campaign, names = registered.campaign, registered.brand.names
    folded = [fold(name).text for name in names]
    if (
        not names
        or not campaign.samples
        or any(name in fold(text).text for text in campaign.samples for name in folded)
    ):
        return
    yield rule.finding(
        f"No sample names {names[0]!r}.",
        subject.span,
        predicts=registries.load(campaign.registry).predicted("samples.brand", campaign.sender),
    )
