"""Select the rules that apply, run their checks, sort what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import PackError
from smslint.finding import Confidence, Severity
from smslint.rules.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def run(rules: Iterable[Rule], subject: Subject, scopes: tuple[str, ...] = ("message", "recipient")) -> list[Finding]:
    """The findings about one message, in source order; the worst first at one place."""
    found: list[Finding] = []
    for rule in rules:
        if rule.applies_to.scope in scopes and applies(rule, subject):
            try:
                for finding in CHECKS[rule.check].function(rule, subject):
                    found.append(_predicted(_guessed(finding, rule, subject), rule, subject))  # noqa: PERF401 (it can raise)
            except PackError as error:
                # One rule that cannot run must not keep the others from running, nor pass in silence.
                words = f"This rule did not run: {error}."
                found.append(
                    rule.finding(words, subject.span, severity=Severity.WARNING, help="Correct what is named here.")
                )
    return sorted(found, key=lambda finding: (finding.span.start, -finding.severity, finding.code, finding.span.end))


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether a rule speaks about this message at all: decided from the context, before any check runs."""
    if subject.error is not None and rule.check != "template":
        return False
    scope = rule.applies_to
    if scope.scope == "recipient" and subject.to is None:
        return False
    context = subject.stated
    return (
        (not scope.regions or not scope.regions.isdisjoint(subject.regions))
        and (not scope.sender or context.sender.type in scope.sender)
        and (not scope.provider or context.provider in scope.provider)
        and (not scope.dialect or subject.dialect in scope.dialect)
        and (not scope.program or context.program in scope.program)
        and (not rule.needs or any(need in subject.hay for need in rule.needs))
        and (not scope.kind or subject.context.kind in scope.kind)
    )


def _guessed(finding: Finding, rule: Rule, subject: Subject) -> Finding:
    """A finding that only the kind brought about says so where the kind is a guess, and is no surer than the guess."""
    if not rule.applies_to.kind or not subject.looks_like:
        return finding
    confidence = Confidence.MEDIUM if finding.confidence is Confidence.HIGH else finding.confidence
    return finding._replace(message=f"{finding.message.removesuffix('.')}{subject.looks_like}.", confidence=confidence)


def _predicted(finding: Finding, rule: Rule, subject: Subject) -> Finding:
    """The finding with the error that the provider would answer."""
    if finding.predicts or subject.stated.provider == "generic":
        return finding
    region = subject.regions[0] if len(subject.regions) == 1 else None
    predicted = subject.provider.predicted(rule.code, rule.name, region)
    return finding._replace(predicts=predicted) if predicted else finding
