"""A message held against the templates that were approved for it elsewhere: none is near, one differs, or a value does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.approved import APPROVED, counts
from smslint.rules.fitting import Fitted, unfit
from smslint.rules.registration_options import ApprovedTemplate
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.approved import ApprovedList, Outcome
    from smslint.rules.approved import ApprovedTemplate as Template
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings about the first rendering that is not approved, for each list that the message must be on."""
    about = ApprovedTemplate.of(rule).about
    for approved in subject.context.facts.approved or ():
        if not approved.applies(subject.regions):
            continue
        for rendering in subject.understood:
            text = Fitted(subject, rendering)
            outcome = approved.outcome(text, subject.context.sender.id)
            if about == "values":
                found = list(unfit(rule, subject, text, outcome.values or ()))
            elif about == "near":
                found = list(_near(rule, text, approved, outcome))
            else:
                found = list(_none(rule, subject, text, approved, outcome))
            if found:
                yield from found
                break


def _near(rule: Rule, text: Fitted, approved: ApprovedList, outcome: Outcome) -> Iterator[Finding]:
    template, differs = outcome.template, outcome.difference
    if template is None or differs is None:
        return
    ours = text.written(*differs.ours)
    if ours and differs.theirs:
        said = f"it has {shortened(ours)!r} where the template has {shortened(differs.theirs)!r}"
    elif ours:
        said = f"it has {shortened(ours)!r}, which the template does not have"
    else:
        said = f"it does not have {shortened(differs.theirs)!r}"
    severity = min(rule.severity, Severity.WARNING) if differs.of_value or template.doubt else rule.severity
    yield rule.finding(
        f"The message differs from the template {template.title} of {approved.title}{_place(template)}: {said}.",
        text.source(differs.start, differs.end),
        severity=severity,
        unknown="whether the value is what the template has" if differs.of_value else "",
    )


def _none(rule: Rule, subject: Subject, text: Fitted, approved: ApprovedList, outcome: Outcome) -> Iterator[Finding]:
    template, sender = outcome.template, subject.context.sender.id
    if template is None:
        only_values = not any(isinstance(unit, str) and unit.isalnum() for unit in text.units) and bool(text.units)
        yield rule.finding(
            f"No approved template of {approved.title} is near this message.",
            subject.span,
            severity=min(rule.severity, Severity.WARNING) if only_values else rule.severity,
        )
    elif outcome.values is None:
        return
    elif not counts(template, sender):
        if template.state != APPROVED:
            why = f"which is {template.state}" if template.state != "unknown" else "whose state nobody knows"
        else:
            why = f"which is approved for the sender {', '.join(template.senders)}, and this is sent as {sender}"
        yield rule.finding(
            f"The message is the template {template.title} of {approved.title}{_place(template)}, {why}.", subject.span
        )
    elif template.doubt:
        yield rule.finding(
            f"Nobody knows whether the message is the template {template.title} of {approved.title}{_place(template)}: {template.doubt}.",
            subject.span,
            severity=min(rule.severity, Severity.WARNING),
        )


def _place(template: Template) -> str:
    return f" ({template.path}:{template.line})" if template.path else ""
