"""``smslint send TEMPLATE LIST``: preflight, question, send, account for every row."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import click

from smslint.cli import send_options as shared
from smslint.errors import ConfigError, JournalError, RecipientsError
from smslint.sending.rows import Campaign, rows
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from smslint.broadcast.count import Plan, Preflight
    from smslint.broadcast.template import Template
    from smslint.project.config import Config
    from smslint.recipients.reader import RecipientList
    from smslint.sending.gate import RuleGate
    from smslint.sending.journal import Journal
    from smslint.sending.runner import Totals
    from smslint.sending.verdict import Outgoing, Verdict

INTERRUPTED = 130


def send_list(template: Path, source: Path, options: dict[str, Any]) -> int:
    """Send a template to everyone on a list who may be texted; the exit status."""
    from smslint.broadcast.template import load
    from smslint.recipients.reader import open_list

    options = {**options, "show_numbers": False}
    at = shared.moment(options)
    if options["journal_path"] is None and not options["dry_run"]:
        raise click.UsageError("a list needs --journal FILE, so that nobody is texted twice; or --dry-run to look")
    if not options["dry_run"] and not options["yes"] and not shared.interactive():
        shared.agreed("", yes=False)  # before the work, not after
    config = shared.settled(_config_of(template, options), options)
    told = {key: options[key] for key in ("dialect", "kind") if options[key]}
    chosen = load(template, options["key"], told, config, isolated=False)
    with (
        open_list(source, phone_column=options["phone_column"], encoding=options["encoding"]) as found,
        ExitStack() as stack,
    ):
        plan = _plan(chosen, found, config, options, at)
        key = None if options["dry_run"] else shared.api_key(options["key_file"])
        journal = shared.open_journal(options["journal_path"], dry_run=options["dry_run"])
        if journal is not None:
            stack.enter_context(journal)
        gate = _gate(chosen, config, options, journal)
        result = _preflight(chosen, found, plan, gate, options)
        if result is None:
            return 1
        name = options["campaign"] or "".join((template.name, f":{chosen.key}" if chosen.key else ""))
        campaign = Campaign(name, plan, result, gate, journal, chosen.subject.context.kind, at)
        if options["dry_run"]:
            return _look(campaign, found, options)
        if not shared.agreed(_question(campaign), yes=options["yes"]):
            click.echo("Nothing was sent.")
            return 1
        from smslint.sending.octopods import OctopodsSender

        reasons: Counter[str] = Counter()
        sender = stack.enter_context(OctopodsSender(key, options["base"], gate=_counting(gate, reasons)))
        totals = _send(campaign, found, sender, config, options)
    for line in _ending(totals, reasons, options["journal_path"]):
        click.echo(line)
    return 0 if totals.accepted == totals.total and not totals.duplicates else 1


def _config_of(template: Path, options: Mapping[str, Any]) -> Config:
    from smslint.cli.preflight import _config
    from smslint.project.files import Chooser

    return Chooser(_config(options["config_path"]), isolated=options["isolated"]).config_for(template.parent)


def _plan(chosen: Template, found: RecipientList, config: Config, options: dict[str, Any], at: Any) -> Plan:
    """What the preflight computes; refuses a template that the list cannot fill exactly.

    :raises RecipientsError: saying what the list does not decide.
    """
    import datetime as dt

    from smslint.cli import preflight
    from smslint.cli.recipient_options import policy

    enabled = ",".join(config.sending.get("enabled_regions", ()))
    stated = {
        **options, "suppress": shared.suppression(config, options), "enabled": enabled or None,
        "require_consent": config.sending.get("require_consent", False), "prices": None,
    }  # fmt: skip
    hours = chosen.hours(at or dt.datetime.now(dt.UTC))
    plan = preflight._plan(chosen, found, policy(stated, hours), stated)  # noqa: SLF001
    if plan.program.notes or len(plan.program.variants) > 1:
        why = " ".join(plan.program.notes) or "Its conditions depend on more than the columns."
        raise RecipientsError(
            f"{chosen.path}: smslint cannot fill this template exactly as its engine would, so it sends none. {why}"
        )
    return plan


def _gate(chosen: Template, config: Config, options: Mapping[str, Any], journal: Journal | None) -> RuleGate:
    from smslint.sending.gate import make_gate

    return make_gate(
        config, context=chosen.subject.context, suppression=shared.suppression(config, options), journal=journal,
        provider="octopods",
    )  # fmt: skip


def _preflight(
    chosen: Template, found: RecipientList, plan: Plan, gate: RuleGate, options: Mapping[str, Any]
) -> Preflight | None:
    """Measure and print; ``None`` where there is no use in asking."""
    from smslint.broadcast.count import preflight
    from smslint.cli.progress import Progress
    from smslint.cli.terminal import columns, use_color
    from smslint.finding import Severity
    from smslint.report import preflight_text
    from smslint.report.style import Style

    with Progress(found.size) as progress:
        result = preflight(found, plan, progress=progress)
    broken = []
    if gate.budget is not None and (money := result.now.exceeds(gate.budget.amount)):
        broken.append(
            f"CST001: it costs up to {money}, and the budget is {gate.budget.amount:f} {gate.budget.currency}."
        )
    style, width = Style(use_color(options["color"])), columns()
    name = f"{chosen.path}:{chosen.key}" if chosen.key else chosen.path
    click.echo("\n".join(preflight_text.text(result, name, chosen.findings, broken, style, width)))
    if broken or any(each.severity >= Severity.ERROR for each in chosen.findings):
        click.echo("Nothing was sent: put that right first.")
        return None
    if not result.now.recipients:
        click.echo("Nothing was sent: nobody on this list may be texted.")
        return None
    return result


def _question(campaign: Campaign) -> str:

    sums = campaign.preflight.now
    most = sums.cost[1]
    cost = f"at most {most}" if sums.as_of else "at a cost that nobody knows (no rate card)"
    if sums.as_of and sums.unpriced:
        cost += f" and {plural(sum(sums.unpriced.values()), 'message')} without a price"
    before = ""
    if campaign.journal is not None:
        summary = campaign.journal.summary(campaign.name)
        done = [f"{number:,} {state.value.replace('_', ' ')}" for state, number in summary.items() if number]
        before = (
            f" (Of this campaign the journal has {', '.join(done)}; what was accepted is not sent again.)"
            if done
            else ""
        )
    return f"Send up to {plural(sums.recipients, 'message')}, {plural(sums.segments, 'segment')}, {cost}?{before}"


def _look(campaign: Campaign, found: RecipientList, options: Mapping[str, Any]) -> int:
    """The gate's word on every row; nothing leaves and nothing is written."""
    from smslint.cli.send_text import reason_lines

    reasons: Counter[str] = Counter()
    ask = _counting(campaign.gate, reasons)
    passed = total = 0
    for message in rows(campaign, found, options):
        total += 1
        passed += ask(message).passed
    click.echo(
        f"{plural(passed, 'message')} would be sent, {total - passed:,} refused. This was a dry run: nothing left."
    )
    for line in reason_lines(reasons):
        click.echo(line)
    return 0 if passed == total else 1


def _counting(gate: RuleGate, reasons: Counter[str]) -> Any:
    """The gate, noting why it refuses."""

    def ask(message: Outgoing) -> Verdict:
        verdict = gate(message)
        if not verdict.passed:
            reasons.update({finding.code for finding in gate.refusing(verdict)})
        return verdict

    return ask


def _send(campaign: Campaign, found: RecipientList, sender: Any, config: Config, options: Mapping[str, Any]) -> Totals:
    from smslint.cli.progress import Progress
    from smslint.cli.send_text import summary_line
    from smslint.sending.runner import send_all, stop_on_interrupt

    journal = campaign.journal
    if journal is None:
        raise ConfigError("a list needs a journal")
    audit = campaign.preflight.audit
    try:
        with stop_on_interrupt() as stop, Progress(audit.total) as progress:
            return send_all(
                rows(campaign, found, options), sender, journal, campaign.name, pace=shared.pace(config, options), stop=stop,
                on_progress=lambda totals: progress(totals.total + totals.duplicates, totals.total + totals.duplicates),
            )  # fmt: skip
    except (JournalError, KeyboardInterrupt) as error:
        with suppress(JournalError):
            click.echo(f"The journal has {summary_line(journal.summary(campaign.name))}.")
        if isinstance(error, JournalError):
            raise
        # A second ctrl-C, in the middle of a message: that one is in doubt.
        click.echo("Interrupted. Run the same command again to go on.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None


def _ending(totals: Totals, reasons: Counter[str], journal: Path) -> Iterator[str]:
    from smslint.cli.send_text import next_lines, totals_lines

    yield from totals_lines(totals, reasons)
    yield from next_lines(totals, journal)
