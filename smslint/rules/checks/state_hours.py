"""The hours, days and holidays of US states, by the recipient's state or area code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules import packfile, us_states
from smslint.rules.check_options import StateHours
from smslint.rules.differing import doubt
from smslint.rules.local_time import area_code, local_times, stated_state
from smslint.rules.profiles import grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.local_time import Local
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule
    from smslint.rules.us_states import State


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding when it is outside the window of the recipient's state in any possible zone, or when the state is unknown."""
    context = subject.context
    if context.at is None or "US" not in subject.regions or (subject.to is None and not context.facts.state):
        return
    code, guessed = _state(subject)
    if code is None:
        yield rule.finding(
            "The recipient's state is unknown, so the hours of the state could not be checked.", subject.span,
            severity=Severity.INFO,
            help="Give the state, or send between 11:00 and 20:00 US Eastern, which is allowed in the four continental zones.",
        )  # fmt: skip
        return
    state = us_states.state(code)
    if state is None or state.code == us_states.FEDERAL or not _applies(rule, state, context.consent):
        return
    times = local_times(subject)
    if times is None:
        yield rule.finding(f"The zone of the recipient in {state.name} is unknown, so its hours could not be checked.",
                           subject.span, severity=Severity.INFO)  # fmt: skip
        return
    late = next((local for local in times if not state.allowed.at(local.moment, holiday=_holiday(state, local))), None)
    if late is not None:
        yield _finding(rule, subject, state, late, guessed=guessed)


def _finding(rule: Rule, subject: Occasion, state: State, late: Local, *, guessed: bool) -> Finding:
    confidence = state.confidence.get("window", "knowledge")
    severity = Severity.ERROR if state.severity.startswith("error") and confidence != "knowledge" else Severity.WARNING
    mark = grade(rule, severity.label, confidence, doubt(state.sources_differ, "window", "applies_to_texts"))
    sure = mark.confidence
    if guessed and sure is Confidence.HIGH:
        sure = Confidence.MEDIUM  # numbers are ported to other states, and people move
    by = "by the area code, which may be wrong" if guessed else "as given"
    disputed = " It is disputed whether this law applies to texts." if state.applies_to_texts == "disputed" else ""
    windows = ", ".join(map(str, state.allowed.windows))
    return rule.finding(
        f"It would be {late} in {state.name} ({by}), which allows marketing only {windows} ({state.statute}).{disputed}{mark.remark}",
        subject.span, severity=mark.severity, confidence=sure, source_url=packfile.address(state.sources, "window"),
        sources_differ=mark.differ,
    )  # fmt: skip


def _state(subject: Occasion) -> tuple[str | None, bool]:
    stated = stated_state(subject)
    if stated is not None:
        return stated, False
    found = area_code(subject)
    return (found.state, True) if found is not None and found.country == "US" and found.state else (None, True)


def _holiday(state: State, local: Local) -> bool:
    """Whether it is a federal holiday that matters in the state; false if holidays cannot be looked up."""
    if state.allowed.holidays:
        return False
    from smslint.rules.checks.rest_days import holidays_of

    return local.moment.date() in (holidays_of("US", local.moment.year) or ())


def _applies(rule: Rule, state: State, consent: str | None) -> bool:
    if state.severity == "off":
        return StateHours.of(rule).strict
    return state.severity != "error_without_consent" or consent != "express"
