"""Run rule tests: the examples in rule files. A rule without a failing and a passing example does not load."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SmslintError
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.text.edits import apply_fixes
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.rules.rule import Rule, RuleTest

_SENT = ("message", "recipient", "send", "config")
"""The scopes of rules about texts that are sent; a text of a registration has rules of its own."""


class RuleTestOutcome(NamedTuple):
    """The result of one test: ``problem`` is empty when it passed."""

    rule: Rule
    number: int
    test: RuleTest
    problem: str


def run_tests(rules: Iterable[Rule], chosen: Iterable[Rule] | None = None) -> Iterator[RuleTestOutcome]:
    """The outcome of every test of the selected rules. All rules run on each example, because ``expect`` names every code."""
    active = [rule for rule in rules if rule.default]
    for rule in active if chosen is None else chosen:
        running = active if rule.default else [*active, rule]
        for index, test in enumerate(rule.tests):
            yield RuleTestOutcome(rule, index, test, problem_of(rule, running, test))


def problem_of(rule: Rule, running: list[Rule], test: RuleTest) -> str:
    """The problem of one test's result, in words."""
    try:
        context = make_context(test.context)
        subject = Subject(test.text, dialect=test.dialect, context=context, values=ValueTable(test.values), to=test.to)
        registered = context.facts.registered is not None or context.facts.exported is not None
        found = run(running, subject, ("registration",) if registered else _SENT)
    except SmslintError as error:
        return f"could not run: {error}"
    codes = Counter(finding.code for finding in found)
    expected = Counter(test.expect)
    # A code listed once allows any number of findings; listed several times, it expects that number.
    wrong = sorted(codes.keys() ^ expected.keys())
    wrong += [code for code, count in expected.items() if count > 1 and codes[code] != count]
    if wrong:
        return f"expected {_codes(expected)}, found {_codes(codes)}"
    if test.fixed is not None:
        fixes = [fix for finding in found if finding.code == rule.code for fix in finding.fixes]
        fixed = apply_fixes(test.text, fixes)
        if fixed != test.fixed:
            return f"expected the fixes to give {test.fixed!r}, found {fixed!r}"
    return ""


def _codes(codes: Counter[str]) -> str:
    return ", ".join(f"{code} x{count}" if count > 1 else code for code, count in sorted(codes.items())) or "nothing"
