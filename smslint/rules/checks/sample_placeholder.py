"""Variables of a sample in another form than brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.merge_fields import merge_fields
from smslint.finding import Fix
from smslint.rules import registries
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each, with brackets as its fix where it has a name."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "sample" or subject.dialect != "plain":
        return
    predicts = registries.load(registered.campaign.registry).predicted("samples.brackets", registered.campaign.sender)
    for field in merge_fields(subject.body):
        written = subject.body[field.start : field.end]
        if written.startswith("[") and written.endswith("]"):
            continue
        span = Span(field.start, field.end)
        fix = Fix(span, f"[{field.name}]", safe=False) if field.name else None
        yield rule.finding(f"The variable {written!r} is not in brackets.", span, predicts=predicts, fix=fix)
