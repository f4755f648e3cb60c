"""The gate of agents: that of ``smslint send``, and the limits of the configuration before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.finding import Confidence, Finding, Severity
from smslint.numbers.masking import mask
from smslint.sending.verdict import Allowance, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.project.agent_limits import AgentLimits
    from smslint.sending.journal.journal import Journal
    from smslint.sending.rule_gate import RuleGate
    from smslint.sending.verdict import Outgoing

LIMIT = "sending.agents"
"""What stands in place of a rule's code where a limit of agents refuses."""


class LimitedGate:
    """Refuses what the gate refuses, and whatever the limits do not allow."""

    def __init__(
        self,
        gate: RuleGate,
        limits: AgentLimits,
        currency: str,
        journal: Journal,
        changed: Callable[[], bool],
        out: set[str] | None = None,
    ) -> None:
        """
        :param changed: whether a file of the configuration has changed: the gate is asked again after a wait.
        :param out: who was on the suppression list since the server started.
        """
        self.gate, self.limits, self.currency, self._journal, self._changed = gate, limits, currency, journal, changed
        self._out = set(filter(gate.suppresses, limits.recipients)) if out is None else out

    def __call__(self, message: Outgoing) -> Verdict:
        """The verdict; one that passes names the limits that the journal holds."""
        limited = tuple(self._limited(message))
        if limited:
            verdict = self.gate.looking()(message)
            return replace(verdict, passed=False, findings=(*limited, *verdict.findings), charge=None)
        verdict = self.gate(message)
        return replace(verdict, allowance=self.allowance(message)) if verdict.passed else verdict

    def looking(self) -> LimitedGate:
        """The same gate, whose answers count against no budget."""
        return LimitedGate(self.gate.looking(), self.limits, self.currency, self._journal, self._changed, self._out)

    def allowance(self, message: Outgoing) -> Allowance | None:
        """The limits, with what the message costs; ``None`` if that is unknown."""
        price = None if self.gate.counts_for_another else self.gate.price(message)
        if price is None or price.most is None or price.currency != self.currency:
            return None
        limits = self.limits
        return Allowance(price.most, limits.per_hour, limits.per_day, limits.spend.number, self.currency)

    def _limited(self, message: Outgoing) -> Iterator[Finding]:
        if self._changed():
            yield _finding("the configuration has changed since the start", "A person starts smslint mcp again.")
        if self.gate.suppresses(message.to):
            self._out.add(message.to)
        if message.to in self._out:
            yield _finding(
                f"{mask(message.to)} is, or was, on the suppression list",
                "If it was taken off on purpose, a person starts smslint mcp again.",
            )
        if message.to not in self.limits.recipients:
            yield _finding(
                f"{mask(message.to)} is not among the recipients whom agents may text",
                "Ask the person who keeps the configuration.",
            )
        if self.allowance(message) is None:
            yield _finding(
                f"what it costs in {self.currency} is unknown, so the limit of spend cannot be held",
                "Have a person put a rate card with this country into prices: of the configuration, and state provider: octopods, which sends.",
            )
        if self._got(message):
            yield _finding(
                f"{mask(message.to)} got, or may have got, this very text before",
                "It is not sent twice. Do not change it to get around this.",
            )

    def _got(self, message: Outgoing) -> bool:
        return any(each.same_text for each in self._journal.got(message, float("inf")))


def _finding(message: str, help_: str) -> Finding:
    return Finding(LIMIT, "limits-of-agents", Severity.ERROR, Confidence.HIGH, f"{message}.", help=help_)


def currency_of(limits: AgentLimits, currencies: tuple[str, ...]) -> str:
    """The currency of the limits: the stated one, else that of the rate card.

    :raises ConfigError: if the card has several, or none, or others.
    """
    stated = limits.spend.currency
    if stated is None and len(currencies) == 1:
        return currencies[0]
    if stated is None or stated not in currencies:
        has = ", ".join(currencies) or "no prices"
        raise ConfigError(
            f"sending.agents: spend: {stated or 'no currency is stated'}, but the rate card of prices: has {has}"
        )
    return stated
