"""A template of an export: what is wrong with its row, or that no message is it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.registration_options import ExportedTemplate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the template."""
    exported = subject.context.facts.exported
    if exported is None:
        return
    if ExportedTemplate.of(rule).about == "problem":
        if exported.problem:
            severity = rule.severity if exported.sure else min(rule.severity, Severity.WARNING)
            yield rule.finding(exported.problem, subject.span, severity=severity)
    elif exported.sent is False:
        yield rule.finding("No message of the project is this approved template.", subject.span)
