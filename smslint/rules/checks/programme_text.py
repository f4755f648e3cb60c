"""What the texts of a message programme must say: its confirmation, its help reply, its opt-out confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.finding import Severity
from smslint.rules.check_options import ProgrammeText
from smslint.rules.checks.brand import names_brand
from smslint.rules.matching import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding that lists everything missing; ``asks`` maps each part of a programme to its needs and their patterns."""
    program = subject.context.program
    options, budget = ProgrammeText.of(rule), Budget()
    asks, here = options.asks.get(program, {}), options.regions
    if not asks or (subject.regions and here and set(here).isdisjoint(subject.regions)):
        return
    for rendering in subject.understood:
        missing = [
            what for what, patterns in asks.items() if not any(each.found(rendering.text, budget) for each in patterns)
        ]
        if subject.context.brand and not names_brand(rendering, subject.context.brand):
            missing.insert(0, "the name of the programme")
        if missing:
            yield rule.finding(
                f"The {_title(program)} does not give {_listed(missing)}.",
                subject.span,
                severity=_severity(rule, program),
            )
            return


def _title(program: str) -> str:
    return {"confirmation": "opt-in confirmation", "help": "help reply", "stop": "opt-out confirmation"}.get(
        program, program
    )


def _severity(rule: Rule, program: str) -> Severity:
    # The sources for the two replies are weaker than those for the confirmation.
    return rule.severity if program == "confirmation" else min(rule.severity, Severity.WARNING)


def _listed(words: list[Any]) -> str:
    return str(words[0]) if len(words) == 1 else f"{', '.join(map(str, words[:-1]))} or {words[-1]}"
