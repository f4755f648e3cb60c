"""Select the rules that apply, run their checks, sort the findings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from smslint.errors import PackError
from smslint.finding import Confidence, Severity
from smslint.records import NamedTuple
from smslint.rules.checks import FUNCTIONS
from smslint.rules.facts import NOTHING
from smslint.rules.wants import known_bits, may_find, present_bits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

SCOPES = ("message", "recipient")
DID_NOT_RUN: Final = "This rule did not run: "
"""The beginning of the finding about a rule that could not run."""


def run(rules: Iterable[Rule], subject: Subject, scopes: tuple[str, ...] = SCOPES) -> list[Finding]:
    """The findings about one message, in source order; at the same place the most severe first."""
    return _run(rules, subject, scopes, present_bits(subject))


def _run(rules: Iterable[Rule], subject: Subject, scopes: tuple[str, ...], present: int) -> list[Finding]:
    found: list[Finding] = []
    shown = subject.shown
    asked: tuple[str, ...] = ()
    there = True
    for rule, needs in _chosen(tuple(rules), scopes, _known(subject), present, shown.isascii()):
        if needs is not asked:  # several rules have the same needs
            asked, there = needs, not needs
            for need in needs:
                if need in shown:
                    there = True
                    break
        if not there:
            continue
        try:
            for finding in FUNCTIONS[rule.check](rule, subject):
                found.append(_predicted(_guessed(finding, rule, subject), rule, subject))  # noqa: PERF401 (it can raise)
        except PackError as error:
            # A rule that cannot run must not stop the others, and must be reported.
            words = f"{DID_NOT_RUN}{error}."
            found.append(
                rule.finding(words, subject.span, severity=Severity.WARNING, help="Correct the place named here.")
            )
    if len(found) > 1:
        found.sort(key=lambda finding: (finding.span.start, -finding.severity, finding.code, finding.span.end))
    return found


WITHOUT_TEXT: Final = frozenset(
    {"dead-entry", "unknown-format",
        "cost-budget", "frequency-cap", "locales", "marketing-hours", "plural-forms", "price-age", "recipient-fact", "rest-days", "review-date",
        "state-hours",
    }
)  # fmt: skip
"""The kinds of check that need a recipient, a time and facts, but never a text."""


def ask(rules: Iterable[Rule], occasion: Occasion, scopes: tuple[str, ...]) -> list[Finding]:
    """The findings of the rules that need no text, about an occasion without one."""
    chosen = (rule for rule in rules if rule.check in WITHOUT_TEXT)
    return _run(chosen, cast("Subject", occasion), scopes, known_bits(occasion))


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether a rule applies to this message: decided from the context, before any check runs."""
    return (not rule.needs or any(need in subject.shown for need in rule.needs)) and in_scope(rule, subject)


def in_scope(rule: Rule, subject: Subject) -> bool:
    """Whether a rule applies to messages with this context and this recipient, whatever their text."""
    return _in_scope(rule, _known(subject))


class _Known(NamedTuple):
    """Everything that a rule's scope needs: most messages of a project have the same."""

    broken: bool
    recipient: bool
    kind: str | None
    regions: tuple[str, ...]
    sender: str | None
    provider: str
    dialect: str
    program: str


def _known(subject: Subject) -> _Known:
    context = subject.context
    return _Known(
        subject.error is not None,
        subject.to is not None or (context.facts is not NOTHING and context.facts.refuses),
        context.kind,
        subject.regions,
        context.sender.type,
        context.provider,
        subject.dialect,
        context.program,
    )


def _in_scope(rule: Rule, known: _Known) -> bool:
    if known.broken and rule.check != "template":
        return False
    scope = rule.applies_to
    if scope.scope == "recipient" and not known.recipient:
        return False
    return (
        (not scope.regions or not scope.regions.isdisjoint(known.regions))
        and (not scope.sender or known.sender in scope.sender)
        and (not scope.provider or known.provider in scope.provider)
        and (not scope.dialect or known.dialect in scope.dialect)
        and (not scope.program or known.program in scope.program)
        and (not scope.kind or known.kind in scope.kind)
    )


@lru_cache(maxsize=256)
def _chosen(
    rules: tuple[Rule, ...], scopes: tuple[str, ...], known: _Known, present: int, in_ascii: bool
) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """The rules that apply to such a message and may find something, each with those of its needs that it may have.

    A check that no text of a run needs is not imported.

    :param in_ascii: whether the message is ASCII.
    """
    chosen = []
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for rule in rules:
        if rule.applies_to.scope in scopes and _in_scope(rule, known) and may_find(rule, present):
            needs = tuple(filter(str.isascii, rule.needs)) if in_ascii else rule.needs
            if needs or not rule.needs:
                chosen.append((rule, same.setdefault(needs, needs)))
    return tuple(chosen)


def _guessed(finding: Finding, rule: Rule, subject: Subject) -> Finding:
    """A finding that depends on a guessed kind: it says so, and its confidence is not above that of the guess."""
    if not rule.applies_to.kind or not subject.looks_like:
        return finding
    confidence = Confidence.MEDIUM if finding.confidence is Confidence.HIGH else finding.confidence
    return finding._replace(message=f"{finding.message.removesuffix('.')}{subject.looks_like}.", confidence=confidence)


def _predicted(finding: Finding, rule: Rule, subject: Subject) -> Finding:
    """The finding with the error that the provider would return."""
    if finding.predicts or subject.stated.provider == "generic":
        return finding
    region = subject.regions[0] if len(subject.regions) == 1 else None
    predicted = subject.provider.predicted(rule.code, rule.name, region, subject.context.sender.type)
    return finding._replace(predicts=predicted) if predicted else finding
