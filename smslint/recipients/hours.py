"""Find recipients who may not be texted at a planned time. The rules run once for all recipients with the same facts.

The gate uses the same rules with the same facts when it sends, so a preflight refuses what the gate would refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint import clock
from smslint.finding import Severity
from smslint.recipients import codes
from smslint.recipients.problem import Problem
from smslint.recipients.whereabouts import place_facts
from smslint.rules.doubts import doubts
from smslint.rules.engine import ask
from smslint.rules.occasion import Occasion
from smslint.rules.undecided import if_marketing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.numbers.label import Label
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule

    Key = tuple[int, int, str, str, str | None]
    """A :class:`Who` as a plain tuple: every row needs one."""

CHECKS: Final = frozenset({"marketing-hours", "state-hours", "rest-days"})
"""The kinds of check that need a time and a place, but no journal."""
_SCOPES: Final = ("send",)
_MOST_KEPT: Final = 100_000
_DOUBT: Final = "outside hours that are only recommended or disputed, or its hours are unknown"


class Who(NamedTuple):
    """The facts that decide whether a recipient may be texted at a time."""

    label: int
    """The label id of the number: its region and its zones."""
    area: int
    """``1`` and the area code of a North American number, which gives its state; 0 for others."""
    zone: str
    state: str
    """The row's own cells; empty if there are none."""
    consent: str | None
    """From :func:`smslint.recipients.consent.kind`."""


class Hours:
    """A planned time, and the rules to check it with."""

    def __init__(
        self, moment: dt.datetime, context: Context, rules: Iterable[Rule], refuse_at: Severity = Severity.ERROR
    ) -> None:
        """Uses only the rules on hours and days in ``rules``.

        :raises ConfigError: for a time without an offset.
        """
        self._context = context._replace(at=clock.moment(moment, "at"))
        self._rules = tuple(rule for rule in rules if rule.check in CHECKS)
        self._refuse_at = refuse_at
        self.known: dict[Key, tuple[Problem, ...]] = {}
        self.unknown: dict[str, None] = {}
        """What is unknown about the moment, in phrases for people."""

    @property
    def moment(self) -> dt.datetime | None:
        """The planned time."""
        return self._context.at

    @property
    def consent(self) -> str | None:
        """The consent that the project states for everyone."""
        return self._context.consent

    def make_room(self) -> None:
        """Forget the answers if there are too many. Only between batches: a batch needs all of its own."""
        if len(self.known) >= _MOST_KEPT:
            self.known.clear()

    def slots(self, whos: Iterable[Key]) -> list[int]:  # noqa: ARG002 (for those who plan)
        """The number of the slot of each recipient, where each has a time of their own; else nothing."""
        return []

    def learn(self, who: Key, label: Label, number: str) -> None:
        """Run the rules for one kind of recipient.

        :param number: any number of that kind.
        """
        self.known[who] = tuple(self._ask(Who(*who), label, number)) if label.valid else ()

    def _ask(self, who: Who, label: Label, number: str) -> Iterable[Problem]:
        return self._problems(self._found(self._occasion(who, label, number), self._refuse_at))

    def _occasion(self, who: Who, label: Label, number: str, at: dt.datetime | None = None) -> Occasion:
        """What the rules are asked about; by default at the planned time."""
        place = place_facts(who.zone, who.state, label.region)
        return Occasion(self._context._replace(consent=who.consent, at=at or self._context.at).knowing(place), number)

    def _found(self, occasion: Occasion, refuse_at: Severity) -> list[Finding]:
        found = ask(self._rules, occasion, _SCOPES)
        return found + if_marketing(ask, self._rules, occasion, _SCOPES, found, refuse_at)

    def _problems(self, found: Iterable[Finding]) -> Iterable[Problem]:
        """Findings as problems of a row; what they say is unknown is kept."""
        self.unknown.update(dict.fromkeys(doubts(found := tuple(found))))
        return map(self._problem, found)

    def _problem(self, finding: Finding) -> Problem:
        refuses = finding.severity >= self._refuse_at
        code = codes.CODES.get(finding.code, codes.Code(finding.code, refuses, "not at this time"))
        if finding.severity is not code.severity or not refuses:
            code = code._replace(refuses=refuses, one=code.one if refuses else _DOUBT, milder=finding.severity)
        return Problem(code, finding.message, of_rule=True)
