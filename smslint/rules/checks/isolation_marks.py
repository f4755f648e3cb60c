"""The isolation marks that Fluent puts around every placeholder by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding at the first placeholder of a message whose catalogue is formatted with isolation marks."""
    if subject.context.facts.isolation_marks and subject.placeholders:
        first = subject.placeholders[0]
        yield rule.finding(
            f"Fluent puts U+2068 and U+2069 around {first.name!r}, which makes the message UCS-2: 70 characters per segment.",
            first.span,
        )  # fmt: skip
