"""``smslint send TEMPLATE LIST``: preflight, ask, send, and report every row."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from smslint.cli import send_options as shared
from smslint.cli.printing import say
from smslint.cli.strictness import fails
from smslint.errors import ConfigError, JournalError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.sending.broadcast import Campaign
    from smslint.sending.earlier import Got
    from smslint.sending.octopods import OctopodsSender
    from smslint.sending.pace import Pace
    from smslint.sending.rule_gate import RuleGate
    from smslint.sending.runner import Totals
    from smslint.sending.verdict import Outgoing, Verdict

INTERRUPTED = 130


def send_list(template: Path, source: Path, options: dict[str, Any]) -> int:
    """Send a template to everyone on a list who may be texted; returns the exit status."""
    from smslint.broadcast import plan_file
    from smslint.broadcast.asked import seal_of
    from smslint.broadcast.options import columns_of, settled
    from smslint.broadcast.template import load
    from smslint.cli.bar import progress_of
    from smslint.cli.preflight import broadcast_options, config_named, show
    from smslint.cli.recipient_options import announce
    from smslint.recipients.reader import open_list
    from smslint.sending.broadcast import prepare
    from smslint.sending.waits import wait_lines

    _must_be_possible(options)
    asked = broadcast_options(options)
    followed = None if options["plan_path"] is None else plan_file.read(options["plan_path"])
    if followed is not None:
        asked = replace(asked, wall=followed.wall)
    chosen = load(template, asked, config_named(options["config_path"]), isolated=options["isolated"])
    announce()
    with (
        open_list(
            source,
            phone_column=asked.phone_column,
            encoding=asked.encoding,
            columns=columns_of(chosen.config, asked),
            sheet=asked.sheet,
        ) as found,
        ExitStack() as stack,
    ):
        if followed is not None:
            plan_file.must_belong(followed, plan_file.identity_of(seal_of(chosen, found), asked))
        key = None if options["dry_run"] else shared.api_key(options["key_file"])
        journal = shared.open_journal(options["journal_path"], dry_run=options["dry_run"])
        if journal is not None:
            stack.enter_context(journal)
        with progress_of(found.size) as progress:
            campaign = prepare(chosen, found, asked, journal=journal, name=options["campaign"], progress=progress)
        show(campaign.broadcast, options["color"])
        if hindrance := _hindrance(campaign, options):
            say(f"Nothing was sent: {hindrance}.")
            return 1
        if followed is not None:
            plan_file.must_agree(followed, campaign.broadcast.timing)
        changed = campaign.changed()
        if options["dry_run"]:
            return _look(campaign, changed, options["changed_text"])
        choice = _changed_text(changed, options)
        if choice is None or not shared.agreed(_question(campaign, changed, choice), yes=options["yes"]):
            say("Nothing was sent.")
            return 1
        from smslint.sending.octopods import OctopodsSender

        reasons: Counter[str] = Counter()
        sender = stack.enter_context(OctopodsSender(key, options["base"], gate=_counting(campaign.gate, reasons)))
        waits = campaign.waits()
        messages = campaign.unchanged_messages(waits) if choice == "skip" else campaign.messages(waits)
        totals = _send(campaign, messages, sender, shared.pace(settled(chosen.config, asked), options))
    for line in (*_ending(totals, reasons, options["journal_path"]), *wait_lines(waits.until)):
        say(line)
    return (
        0
        if totals.accepted == totals.total and not waits.until and not totals.duplicates and campaign.broadcast.ok
        else 1
    )


def _must_be_possible(options: dict[str, Any]) -> None:
    """Fail before the work, not after it, if the options of a command cannot lead to an end."""
    shared.moment(options)  # fails for a time without --dry-run
    if options["dry_run"]:
        return
    if options["journal_path"] is None:
        raise click.UsageError(
            "a list needs --journal FILE, so that nobody is texted twice; or --dry-run to only check"
        )
    if not options["yes"] and not shared.interactive():
        shared.agreed("", yes=False)


def _hindrance(campaign: Campaign, options: dict[str, Any]) -> str:
    """Why nothing can be sent; empty if something can."""
    if campaign.blocked:
        return "the list cannot fill the template" if campaign.broadcast.inexact else "fix these errors first"
    if not campaign.broadcast.recipients:
        return "no recipient on this list may be texted"
    return "not everything is known" if fails(options["strict"], campaign.broadcast.unknowns()) else ""


def _changed_text(changed: Counter[Got], options: dict[str, Any]) -> str | None:
    """What to do with recipients whom an earlier run has texted; ``None`` to send nothing.

    :raises ConfigError: if there is nobody to ask.
    """
    if not changed or options["changed_text"]:
        return options["changed_text"] or "send"
    from smslint.sending.earlier import said

    got = said(changed)
    if options["yes"] or not shared.interactive():
        raise ConfigError(f"{got}: add --changed-text skip to skip them, or --changed-text send to send to them too")
    answer: str = click.prompt(
        f"{got}: skip them, or send to them too?", type=click.Choice(("skip", "send", "stop")), default="skip"
    )
    return None if answer == "stop" else answer


def _question(campaign: Campaign, changed: Counter[Got], choice: str) -> str:
    sums = campaign.broadcast.now
    most = sums.cost[1]
    cost = f"at most {most}" if sums.as_of else "at an unknown cost (no rate card)"
    if sums.as_of and sums.unpriced:
        cost += f" and {plural(sum(sums.unpriced.values()), 'message')} without a price"
    before = ""
    if campaign.journal is not None:
        summary = campaign.journal.summary(campaign.name)
        done = [f"{number:,} {state.value.replace('_', ' ')}" for state, number in summary.items() if number]
        before = (
            f" (The journal of this campaign has {', '.join(done)}; messages accepted with this text are not sent again.)"
            if done
            else ""
        )
    again = ""
    if changed:
        fate = "are skipped" if choice == "skip" else "are texted again"
        again = f" ({plural(changed.total(), 'recipient')} texted by an earlier run {fate}.)"
    later = ""
    timing = campaign.broadcast.timing
    if timing is not None:
        later = " By the plan, only those are texted now whose time has come."
    return f"Send up to {plural(sums.recipients, 'message')}, {plural(sums.segments, 'segment')}, {cost}?{later}{before}{again}"


def _look(campaign: Campaign, changed: Counter[Got], choice: str | None) -> int:
    """Run the gate for every row; nothing is sent and nothing is written."""
    from smslint.cli.send_text import reason_lines
    from smslint.sending.earlier import said
    from smslint.sending.waits import wait_lines

    reasons: Counter[str] = Counter()
    ask = _counting(campaign.gate, reasons)
    passed = total = 0
    waits = campaign.waits()
    for message in campaign.unchanged_messages(waits) if choice == "skip" else campaign.messages(waits):
        total += 1
        passed += ask(message).passed
    say(f"{plural(passed, 'message')} would be sent, {total - passed:,} refused. This was a dry run: nothing was sent.")
    for line in (*reason_lines(reasons), *wait_lines(waits.until)):
        say(line)
    if changed:
        fates = {"skip": "they are skipped.", "send": "they would be texted again."}
        fate = fates.get(choice or "", "choose with --changed-text skip or send.")
        say(f"{said(changed)}: {fate}")
    return 0 if passed == total and not waits.until and campaign.broadcast.ok else 1


def _counting(gate: RuleGate, reasons: Counter[str]) -> Any:
    """The gate, counting the reasons of its refusals."""

    def ask(message: Outgoing) -> Verdict:
        verdict = gate(message)
        if not verdict.passed:
            reasons.update({finding.code for finding in gate.refusing(verdict)})
        return verdict

    return ask


def _send(campaign: Campaign, messages: Iterator[Outgoing], sender: OctopodsSender, pace: Pace | None) -> Totals:
    from smslint.cli.bar import progress_of
    from smslint.cli.send_text import summary_line
    from smslint.sending.runner import send_all, stop_on_interrupt

    journal = campaign.journal
    if journal is None:
        raise ConfigError("a list needs a journal")
    audit = campaign.broadcast.audit
    try:
        with stop_on_interrupt() as stop, progress_of(audit.total, 10) as progress:
            return send_all(
                messages, sender, journal, campaign.name, pace=pace, stop=stop, since=campaign.prepared_at,
                on_progress=lambda totals: progress(totals.total + totals.duplicates, totals.total + totals.duplicates),
            )  # fmt: skip
    except (JournalError, KeyboardInterrupt) as error:
        with suppress(JournalError):
            say(f"The journal has {summary_line(journal.summary(campaign.name))}.")
        if isinstance(error, JournalError):
            raise
        # A second Ctrl-C during a message: this message is in doubt.
        say("Interrupted. Run the same command again to continue.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None


def _ending(totals: Totals, reasons: Counter[str], journal: Path) -> Iterator[str]:
    from smslint.cli.send_text import next_lines, totals_lines

    yield from totals_lines(totals, reasons)
    yield from next_lines(totals, journal)
