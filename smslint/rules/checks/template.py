"""A template that does not parse: nothing else is known about the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding at the invalid tag or delimiter."""
    if subject.error is not None:
        yield rule.finding(f"The {subject.dialect} template does not parse: {subject.error}.", subject.error.span)
