"""Runs rules on one message after another: one that could not run is not tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.engine import DID_NOT_RUN, run

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


class Runs:
    """The runs of the rules of one project."""

    def __init__(self) -> None:
        self._unable: dict[str, dict[str, object]] = {}
        """The rules that could not run, by code, each with its options: a pattern ran out of time."""

    def run(self, rules: tuple[Rule, ...], subject: Subject) -> list[Finding]:
        """What the rules find, but for those that could not run before."""
        if self._unable:
            rules = tuple(rule for rule in rules if not self._is_unable(rule))
        found = run(rules, subject)
        failed = {each.code for each in found if each.message.startswith(DID_NOT_RUN)}
        if failed:
            self._unable |= {rule.code: rule.options.plain() for rule in rules if rule.code in failed}
        return found

    def unable(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Those of some rules that could not run."""
        return tuple(rule for rule in rules if self._is_unable(rule)) if self._unable else ()

    def _is_unable(self, rule: Rule) -> bool:
        options = self._unable.get(rule.code)
        return options is not None and options == rule.options.plain()
