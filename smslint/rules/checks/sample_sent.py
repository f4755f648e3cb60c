"""A sample that no message of the project is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the sample."""
    registered = subject.context.facts.registered
    if registered is not None and registered.field == "sample" and registered.sent is False:
        yield rule.finding("No message of the project is this sample.", subject.span)
