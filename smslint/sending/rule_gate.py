"""What the gate decides: the normal rules, at the moment of sending, with everything known about one message and one recipient.

There are no rules here. The gate collects facts that are only known at that moment (from the suppression list, the journal, the
clock, the budget), runs the rules of the project, and refuses if one of them finds an error.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from smslint.arguments import must_be
from smslint.clock import moment
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.numbers.e164 import check_number
from smslint.prices import cost as price_of
from smslint.project.check import SCOPES
from smslint.project.facts import known
from smslint.rules import billed
from smslint.rules.countries import known as has_profile
from smslint.rules.engine import run
from smslint.rules.facts import Facts, make_facts
from smslint.rules.price_date import price_facts
from smslint.rules.sender import make_sender
from smslint.rules.subject import Subject
from smslint.rules.undecided import if_marketing, kindless, with_marketing
from smslint.sending.facts import from_journal
from smslint.sending.suppressed import is_listed
from smslint.sending.unknown import phrases
from smslint.sending.verdict import Charge, Outgoing, Verdict

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from smslint.answer import Report
    from smslint.finding import Finding
    from smslint.project.project import Project
    from smslint.result import CostRange
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule
    from smslint.rules.sender import Sender
    from smslint.sending.arguments import Numbers
    from smslint.sending.budget import Budget
    from smslint.sending.journal.journal import Journal

_INVALID: Final = "NUM001"
REFUSED_AT_ANY_SEVERITY: Final = frozenset({_INVALID, "NUM003", "NUM006"})
"""A number must be valid, even if the project has switched the rule off. An unusual format or a duplicate is not an error in a
list, but here the number would be used."""

_BUDGET: Final = "cost-budget"
"""The check that keeps the budget."""


class RuleGate:
    """Decides with the rules of one project. Create it with :func:`make_gate`; safe for several threads."""

    def __init__(
        self,
        project: Project,
        context: Context,
        *,
        suppressed: Numbers,
        journal: Journal | None,
        budget: Budget | None,
        clock: Callable[[], dt.datetime],
        campaign: str | None,
        sends: str | None = None,
    ) -> None:
        self.config, self.budget = project.config, budget
        self._context, self._values = context, project.values
        self._card = project.card
        self._suppressed, self._journal, self._clock, self._campaign = suppressed, journal, clock, campaign
        self._counted = "" if sends is None else billed.other(context.provider, sends)
        self._sends = sends or ""
        settings = project.config.sending
        self._refuse_at = settings.refuse_at or Severity.ERROR
        self._rules = _rules(project)
        self._by_count = frozenset(rule.code for rule in self._rules if rule.check in billed.COUNTED)
        self._limited = any(rule.check == _BUDGET and rule.severity >= self._refuse_at for rule in self._rules)

    def __call__(self, message: Outgoing) -> Verdict:
        """The verdict with the findings. A message that passes counts against the budget.

        Raises only if the check itself is impossible: the suppression list or the journal cannot be read, the time has no
        offset, or this is no message.
        """
        must_be(isinstance(message, Outgoing), "message", "a smslint.sending.Outgoing", message)
        return self._decide(message)

    def _decide(self, message: Outgoing, sender: Sender | None = None) -> Verdict:
        subject, cost = self._subject(message, sender)
        found = tuple(run(self._rules, subject, SCOPES))
        if not any(map(self._refuses, found)):
            more = if_marketing(run, self._rules, subject, SCOPES, found, self._refuse_at)
            found = tuple(with_marketing(found, more))
        if self._counted:
            found = tuple(map(self._as_counted, found))
        passed = not any(self._refuses(finding) for finding in found)
        charge = None
        if passed and self.budget is not None and cost is not None:
            self.budget.spend(message, cost)
            if self._limited and self._campaign is not None:
                charge = Charge(cost, self.budget.amount, self.budget.currency)
        return Verdict(passed, found, subject.bounds.least, tuple(self._unknown(subject)), charge)

    def _as_counted(self, finding: Finding) -> Finding:
        """A finding; where it rests on a count that is not that of the provider that sends, it says so."""
        if not (self._refuses(finding) and finding.code in self._by_count):
            return finding
        doubt = f"Not known: {billed.unknown(self._counted, self._sends)}."
        return finding._replace(message=f"{finding.message.rstrip('.')}. {doubt}")

    def _unknown(self, subject: Subject) -> Iterator[str]:
        """What is unknown about a message, in phrases for people."""
        if self._counted:
            yield billed.unknown(self._counted, self._sends)
        context, facts = subject.context, subject.stated.facts
        recorded = self.config.sending.require_consent is False  # elsewhere
        yield from phrases(
            kind=kindless(context),
            consent=context.kind == "marketing" and context.consent is None and facts.consent is None and not recorded,
            regions=(region for region in subject.regions if not has_profile(region)),
        )

    def check(
        self, body: str, to: str | None = None, *, kind: str | None = None, sender: Any = None,
        at: dt.datetime | str | None = None, config: Any = None, facts: Facts | Mapping[str, object] | None = None,
    ) -> Report | Verdict:  # fmt: skip
        """The gate with the signature of :func:`smslint.check`, for a guard: ``smslint.guard(check=make_gate(...).check)``.

        :param sender: the sender of this message, if it is not the gate's own sender.
        :raises ConfigError: for a ``config``: the gate has its own.
        """
        if config is not None:
            raise ConfigError("a gate has its own config: give it to make_gate instead")
        if to is None:
            from smslint.project.check import check_to_send

            return check_to_send(body, kind=kind, sender=sender, at=at, config=self.config, facts=facts)
        seen = None if sender is None else make_sender(sender)
        return self._decide(Outgoing(body, to, kind, at, facts=make_facts(facts)), seen)

    def refuses(self, message: Outgoing) -> bool:
        """Whether it refuses a message for another reason than the budget, which stays as it is."""
        looking = copy(self)
        looking.budget = None
        return not looking(message).passed

    def looking(self) -> RuleGate:
        """The same gate, whose answers count against a copy of the budget only."""
        found = copy(self)
        found.budget = None if self.budget is None else self.budget.copied()
        return found

    def spent(self, message: Outgoing) -> None:
        """Count a message that was already sent against the budget, when a run is resumed."""
        found = self.price(message) if self.budget is not None else None
        if found and found.most and self.budget and found.currency == self.budget.currency:
            self.budget.spend(message, found.most)

    def _refuses(self, finding: Finding) -> bool:
        return finding.severity >= self._refuse_at or finding.code in REFUSED_AT_ANY_SEVERITY

    def _subject(self, message: Outgoing, sender: Sender | None) -> tuple[Subject, Decimal | None]:
        """The message with everything known about it, and its cost if there is a budget."""
        at = moment(message.at or self._clock(), "at")
        number = check_number(message.to).e164 or message.to
        base = self._context._replace(
            kind=message.kind or self._context.kind, at=at, sender=sender or self._context.sender
        )
        if self._journal is not None:
            first = self._journal.first_message(number, self._campaign)
            base = base._replace(sender=base.sender._replace(first_message=first))
        gathered = from_journal(self._journal, number, at)._replace(suppressed=self.suppresses(number) or None)
        context = known(base, gathered.over(make_facts(message.facts)), self.config, message.to)
        subject = Subject(message.body, context=context, values=self._values, to=message.to)
        subject = subject.knowing(price_facts(self._card, subject))
        if self.budget is None:
            return subject, None
        cost = self._cost(subject)
        return subject.knowing(self._budget_facts(self.budget, message, subject, cost)), cost

    def refusing(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings because of which the message was refused."""
        return tuple(finding for finding in verdict.findings if self._refuses(finding))

    def price(self, message: Outgoing) -> CostRange | None:
        """The cost of the message, if the rate card has a price for its destination and its kind."""
        context = self._context._replace(kind=message.kind or self._context.kind)
        return self._price(Subject(message.body, context=context, values=self._values, to=message.to))

    @property
    def counts_for_another(self) -> bool:
        """Whether segments are counted as the project's provider bills them, and not as the one that sends."""
        return bool(self._counted)

    def suppresses(self, number: str) -> bool:
        """Whether a number in E.164 form is on the suppression list."""
        return is_listed(number, self._suppressed)

    def _price(self, subject: Subject) -> CostRange | None:
        if self._card is None or not subject.regions:
            return None
        count = subject.bounds.least
        context = subject.context
        return price_of(self._card, subject.regions[0], count, count, context.sender.type, context.kind)

    def _cost(self, subject: Subject) -> Decimal | None:
        """The highest cost of the message, in the budget's currency; ``None`` if unknown."""
        found = self._price(subject)
        return found.most if found and self.budget and found.currency == self.budget.currency else None

    @staticmethod
    def _budget_facts(budget: Budget, message: Outgoing, subject: Subject, cost: Decimal | None) -> Facts:
        kept = Facts(budget=budget.amount, currency=budget.currency)
        if cost is None:
            return kept._replace(unpriced=subject.regions or ("its destination",))
        return kept._replace(cost=budget.with_this(message, cost))


def _rules(project: Project) -> tuple[Rule, ...]:
    """The project's rules. A number must always be valid: that cannot be switched off."""
    rules = list(project.rules)
    invalid = project.packs.find(_INVALID)
    if invalid is not None and all(rule.code != _INVALID for rule in rules):
        rules.append(invalid)
    return tuple(rules)
