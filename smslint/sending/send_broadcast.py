"""Sends what :func:`smslint.preflight` counted: the same list and template, each message at most once."""

from __future__ import annotations

import asyncio
import threading
from contextlib import ExitStack
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

from smslint.arguments import must_be_campaign
from smslint.broadcast.asked import seal_of
from smslint.broadcast.plan_file import must_be_planned
from smslint.broadcast.preflight import opened, template_of
from smslint.broadcast.record import Broadcast
from smslint.errors import ConfigError, RecipientsError, SendRefused
from smslint.finding import Severity
from smslint.recipients.mappings import InMemory
from smslint.sending.broadcast import prepare
from smslint.sending.earlier import said
from smslint.sending.journal.journal import Journal
from smslint.sending.key import ApiKey
from smslint.sending.octopods import OctopodsSender
from smslint.sending.pace import Pace, pace_of
from smslint.sending.runner import send_all
from smslint.vocabulary import OCTOPODS_API
from smslint.wording import plural, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from smslint.sending.broadcast import Campaign
    from smslint.sending.runner import Totals


def send_broadcast(
    broadcast: Broadcast,
    *,
    journal: Journal | str | Path,
    key: ApiKey | str | None = None,
    base: str = OCTOPODS_API,
    campaign: str | None = None,
    changed_text: Literal["skip", "send"] | None = None,
    pace: Pace | None = None,
    stop: threading.Event | None = None,
    on_progress: Callable[[Totals], object] | None = None,
) -> Totals:
    """Send a broadcast through Octopods, exactly as it was preflighted, and say what became of every row.

    The list and the template are read again and must not have changed. Who may be texted is decided again at this moment: it
    may be night by now, or somebody opted out. The result never has more messages, segments or cost than the preflight said.
    Call it again with the same journal to go on after an interruption: what was sent is not sent twice. If the broadcast was planned by
    each recipient's own clock (``local=True``), only those are texted whose time has come, and ``waiting`` of the totals counts the others.

    :param broadcast: the answer of :func:`smslint.preflight`.
    :param journal: where the intent and the fate of each message are kept; a path is opened and closed here.
    :param key: the API key of the channel; ``None`` reads ``OCTOPODS_API_KEY``.
    :param base: the address of the API.
    :param campaign: what the journal files the messages under; by default the template's name.
    :param changed_text: what to do with recipients who got an earlier wording of the campaign, this text as another campaign, or, without
        ``campaign``, another recent campaign that may be this one: ``skip`` them, or ``send`` to them too.
        By default nothing is sent if there are any.
    :param pace: how fast; by default as the configuration says, else as fast as the provider takes them.
    :param stop: set it to finish the message in flight and end.
    :param on_progress: called after every row with the totals so far.
    :raises SendRefused: before anything is sent: the template or the whole is refused, nobody may be texted, or something changed
        since the preflight.
    :raises ConfigError: for an argument that cannot be used, or a broadcast whose list cannot be read again.
    :raises RecipientsError: where the list cannot be read, or cannot fill the template exactly as its engine would.
    :raises JournalError: as soon as the journal cannot be written.
    """
    _must_be_usable(
        broadcast,
        journal,
        key,
        base,
        campaign=campaign,
        changed_text=changed_text,
        pace=pace,
        stop=stop,
        on_progress=on_progress,
    )
    asked = broadcast.asked
    if asked is None:
        raise ConfigError(
            "this broadcast cannot be sent: its list came from standard input; give preflight a file or rows"
        )
    # The planned time of the preflight is not the moment of sending.
    options = replace(asked.options, at=None)
    chosen = template_of(asked.template, options, asked.config)
    with opened(asked.recipients, options, chosen.config) as found, ExitStack() as stack:
        if seal_of(chosen, found) != asked.seal:
            raise SendRefused(
                "Nothing was sent: the template or the list changed since the preflight. Preflight it again."
            )
        kept = journal if isinstance(journal, Journal) else stack.enter_context(Journal(journal))
        run = prepare(chosen, found, options, journal=kept, name=campaign)
        if isinstance(found, InMemory):
            found.form.refuse_unfit({found.phone, *run.plan.program.columns})
        _refuse_unless_as_before(broadcast, run)
        if changed_text is None and (changed := run.changed()):
            raise SendRefused(f"Nothing was sent: {said(changed)}. Say changed_text='skip' or changed_text='send'.")
        waits = run.waits()
        messages = run.unchanged_messages(waits) if changed_text == "skip" else run.messages(waits)
        sender = stack.enter_context(OctopodsSender(key, base, gate=run.gate))
        pace = pace or pace_of(chosen.config.sending)
        totals = send_all(
            messages, sender, kept, run.name, pace=pace, stop=stop, since=run.prepared_at, on_progress=on_progress
        )
        return replace(totals, waiting=waits.until.total())


def _must_be_usable(
    broadcast: object, journal: object, key: object, base: object, *, campaign: object, changed_text: object, pace: object,
    stop: object, on_progress: object,
) -> None:  # fmt: skip
    """The arguments of :func:`send_broadcast`.

    :raises ConfigError: for one of another type, or with an impossible value.
    """
    for name, value, kinds, wanted in (
        ("broadcast", broadcast, Broadcast, "the answer of smslint.preflight"),
        ("journal", journal, Journal | str | PathLike, "the path of a journal"),
        ("key", key, ApiKey | str | None, "an API key"),
        ("base", base, str, "the address of the API"),
        ("campaign", campaign, str | None, "a name"),
        ("pace", pace, Pace | None, "a smslint.sending.Pace"),
        ("stop", stop, threading.Event | None, "a threading.Event"),
    ):
        if not isinstance(value, kinds):
            raise ConfigError(f"{name}: expected {wanted}, not {type(value).__name__}")
    must_be_campaign(campaign)
    if changed_text not in (None, "skip", "send"):
        raise ConfigError(f"changed_text must be 'skip' or 'send', not {shown(changed_text)}")
    if on_progress is not None and not callable(on_progress):
        raise ConfigError(f"on_progress: expected a function, not {type(on_progress).__name__}")


def _refuse_unless_as_before(broadcast: Broadcast, run: Campaign) -> None:
    """Send nothing that is refused by now, or that is more than what was preflighted."""
    now = run.broadcast
    if now.inexact:
        raise RecipientsError(
            f"{now.template}: smslint cannot fill this template exactly as its engine would, so nothing is sent. {now.inexact}"
        )
    if run.blocked:
        errors = tuple(each for each in (*now.findings, *now.list_findings) if each.severity >= Severity.ERROR)
        why = "; ".join(f"{each.code} {each.message}" for each in errors)
        doubt = f" Not known: {'; '.join(now.unknown)}." if now.unknown else ""
        raise SendRefused(f"Nothing was sent: {why}{doubt}", errors)
    if not now.recipients:
        raise SendRefused("Nothing was sent: nobody on this list may be texted.")
    if broadcast.timing is not None:
        must_be_planned(broadcast.timing, now.timing)
    if more := _more(broadcast, now):
        raise SendRefused(f"Nothing was sent: {more} than the preflight said. Preflight it again.")


async def send_broadcast_async(broadcast: Broadcast, **options: Any) -> Totals:
    """As :func:`send_broadcast`, with the same arguments, in a thread of its own, so that the event loop goes on.

    Cancelling it finishes the message in flight and ends the run; the rest stays queued in the journal.
    """
    stop = options.pop("stop", None) or threading.Event()
    run = asyncio.ensure_future(asyncio.to_thread(send_broadcast, broadcast, stop=stop, **options))
    try:
        return await asyncio.shield(run)
    except asyncio.CancelledError:
        stop.set()
        await run
        raise


def _more(before: Broadcast, now: Broadcast) -> str:
    """What there is more of than the preflight counted; empty where there is not."""
    if now.recipients > before.recipients:
        return f"{plural(now.recipients, 'recipient')} now, more"
    most, mosts = before.most or before.now, now.most or now.now
    if mosts.segments > most.segments:
        return f"{plural(mosts.segments, 'segment')} now, more"
    known = {money.currency: money.amount for money in most.cost[1]}
    for money in mosts.cost[1]:
        if money.amount > known.get(money.currency, 0):
            return f"it costs {money} now, more"
    return ""
