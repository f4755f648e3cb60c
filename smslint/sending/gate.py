"""Make a gate, which runs the normal rules at the moment of sending, or ask one about a single message."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.arguments import must_be, must_be_campaign, must_be_journal, must_be_text
from smslint.errors import ConfigError
from smslint.project.config_path import find_config
from smslint.project.known_projects import project_of
from smslint.rules.context import Context
from smslint.rules.facts import make_facts
from smslint.rules.sender import make_sender
from smslint.sending.arguments import JOURNAL, budget_of, numbers_of
from smslint.sending.rule_gate import RuleGate
from smslint.sending.verdict import Outgoing
from smslint.vocabulary import SENDS_LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smslint.project.config import Config
    from smslint.project.project import Project
    from smslint.rules.facts import Facts
    from smslint.sending.arguments import Numbers
    from smslint.sending.journal.journal import Journal
    from smslint.sending.verdict import Verdict


def make_gate(
    config: str | Path | Mapping[str, object] | Config | Project | None = None,
    *,
    context: Context | None = None,
    suppression: str | Path | Sequence[str | Path] | Numbers | None = None,
    journal: Journal | None = None,
    budget: str | None = None,
    sender: str | Mapping[str, object] | None = None,
    provider: str | None = None,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    campaign: str | None = None,
    region: str | None = None,
) -> RuleGate:
    """A gate for one project.

    :param config: as for :func:`smslint.check`; the gate also uses its ``sending:`` section.
    :param context: what is known about the messages; by default from the configuration.
    :param suppression: the numbers not to text, one or more files, or integers; by default the file in the configuration.
    :param journal: earlier messages to each recipient, for frequency caps and first messages; unknown without it.
    :param budget: a limit such as ``"500 USD"`` for all messages that pass. Needs ``prices:`` in the configuration.
    :param provider: the provider that sends. Where the configuration states another one, messages are counted as there, and verdicts
        say so. Without it, it is the stated one.
    :param campaign: the campaign that the messages belong to: what it sends itself does not count as an earlier message to a number,
        and the budget is its own, in all processes that share the journal. Without it, a budget is that of this process.
    :param region: the country of numbers without a calling code in suppression files; by default that of the project, if it has only one.
    :raises ConfigError: for an invalid argument or configuration.
    """
    from smslint.project.sending import budget as parse_budget
    from smslint.rules import providers

    must_be(context is None or isinstance(context, Context), "context", "a Context", context)
    must_be_journal(journal, JOURNAL)
    must_be(callable(clock), "clock", "a function that returns the time", clock)
    must_be_text(provider, "provider")
    if provider is not None and provider.lower() not in providers.names():
        raise ConfigError(f"provider: {providers.no_such(provider)}")
    must_be_campaign(campaign)
    must_be_text(region, "region")
    project = project_of(config)
    context = project.context if context is None else context
    if sender is not None:
        context = context._replace(sender=make_sender(sender))
    if provider is not None and context.provider == "generic":
        context = context._replace(provider=provider)
    amount = project.config.sending.budget if budget is None else parse_budget(budget)
    return RuleGate(
        project, context, suppressed=numbers_of(suppression, project.config, context, region, journal),
        journal=journal, budget=budget_of(project.card, amount), clock=clock, campaign=campaign,
        sends=None if provider is None else provider.lower(),
    )  # fmt: skip


def gate(
    message: str,
    recipient: str,
    sender: str | Mapping[str, object] | None = None,
    at: dt.datetime | str | None = None,
    *,
    config: str | Path | Mapping[str, object] | Config | Project | None = None,
    kind: str | None = None,
    facts: Facts | Mapping[str, object] | None = None,
) -> Verdict:
    """Whether one message may be sent to one recipient, from this sender, at this time (by default now). Sends nothing.

    :param config: as for :func:`smslint.check`; the gate also uses its ``sending:`` section.
    :param facts: what is known about the recipient, as for :func:`smslint.check`: ``opted_out``, ``consent``, ``zone``, ``state``, ...
    :raises ConfigError: for an invalid argument or configuration.
    :raises TypeError: if ``message`` or ``recipient`` is not text.

    >>> gate("Your order has shipped", "+14155552671").passed
    True
    """
    return make_gate(config, sender=sender)(Outgoing(message, recipient, kind, at, facts=make_facts(facts)))


def project_gate(journal: Journal | None = None) -> RuleGate:
    """The gate of the current project: the closest ``smslint.yaml`` at or above the current folder."""
    found = find_config(Path.cwd())
    return make_gate(found, journal=journal, provider=SENDS_LISTS)
