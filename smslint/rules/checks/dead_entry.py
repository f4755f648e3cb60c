"""An entry of the configuration that matches nothing. Only a run over a whole project makes these findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each sentence of the fact ``dead_entries``."""
    for words in subject.context.facts.dead_entries or ():
        yield rule.finding(words, subject.span)
