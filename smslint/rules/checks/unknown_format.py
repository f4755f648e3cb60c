"""A file in a format that smslint does not read. Only the run over the files makes these findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding if the fact ``unknown_suffix`` names the suffix of the file."""
    suffix = subject.context.facts.unknown_suffix
    if suffix is not None:
        yield rule.finding(f"{suffix} is not a format that smslint reads.", subject.span)
