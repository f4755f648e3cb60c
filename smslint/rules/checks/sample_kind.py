"""Whether the samples and the description fit the use case of the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.merge_fields import merge_fields
from smslint.finding import Confidence, Severity
from smslint.rules import registries
from smslint.rules.use_cases import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_SURE: Final = 0.9
_LEAST: Final = 0.7
"""Below it a kind rests on one weak word."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at a sample that advertises although the use case does not, or that has no code although the use case is codes."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "sample":
        return
    from smslint.rules.kinds import infer

    campaign = registered.campaign
    allowed = kinds(campaign)
    for rendering in subject.renderings:
        found = infer(_without_names(rendering.text), None)
        if not found.known or found.certainty < _LEAST:
            continue
        # A use case for marketing also has confirmations and thanks, and any has codes.
        if not (found.kind in allowed or "marketing" in allowed or found.kind == "otp"):
            sure = found.certainty >= _SURE and found.kind == "marketing"
            uses = ", ".join((campaign.use_case, *campaign.sub_use_cases))
            yield rule.finding(
                f"The sample reads as {found.kind} ({found.evidence[0].quoted}), and the use case is {uses}.",
                rendering.source(*found.evidence[0].span),
                severity=rule.severity if sure else min(rule.severity, Severity.WARNING),
                confidence=rule.confidence if sure else Confidence.MEDIUM,
                predicts=registries.load(campaign.registry).predicted("samples.kind", campaign.sender),
            )
            return


def _without_names(text: str) -> str:
    """A text of the same length whose variables have no words: ``[first name]`` says nothing of what the sample is for."""
    for field in merge_fields(text):
        length = field.end - field.start
        text = f"{text[: field.start]}{{{'x' * (length - 2)}}}{text[field.end :]}" if length > 1 else text
    return text
