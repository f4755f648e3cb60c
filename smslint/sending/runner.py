"""Send a list: every row is checked, recorded in the journal, paced, sent at most once, and counted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from smslint.arguments import must_be, must_be_campaign, must_be_journal, must_have
from smslint.errors import SendRefused
from smslint.sealed import sealed
from smslint.sending.journal.entries import State
from smslint.sending.outcome import InDoubt, NotConnected, RateLimited, Rejected, Unauthorised
from smslint.sending.pace import back_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.sending.core import Cleared
    from smslint.sending.journal.entries import Entry
    from smslint.sending.journal.journal import Journal
    from smslint.sending.outcome import Outcome
    from smslint.sending.pace import Pace
    from smslint.sending.verdict import Outgoing

_CHUNK: Final = 500
OVER_BUDGET: Final = "CST001"
"""The code of a message that other processes left no budget for."""
REPEATED: Final = "NUM003"
"""The code of a message to somebody who just got another text of the campaign."""


class Sender(Protocol):
    """What the runner needs from a sender: run the gate, then make one attempt."""

    def clear(self, message: Outgoing, /) -> Cleared: ...

    def deliver(self, cleared: Cleared, /) -> Outcome: ...


@sealed
@dataclass(frozen=True, slots=True)
class Limits:
    """When to give up."""

    tries: int = 6
    """The most attempts for one message that was certainly not accepted (no connection, 429)."""
    patience: float = 900.0
    """The longest pause, in seconds, that the provider may request."""
    doubts: int = 3
    """This many consecutive rows in doubt stop the run: a provider that hangs must not put a whole list in doubt."""


@sealed
@dataclass(frozen=True, slots=True)
class Totals:
    """The outcome of a run. ``total`` counts messages; the same text to the same number again counts in ``duplicates``."""

    accepted: int = 0
    refused: int = 0
    failed: int = 0
    in_doubt: int = 0
    not_attempted: int = 0
    """Still queued, or being sent by another running process."""
    duplicates: int = 0
    waiting: int = 0
    """By a plan their time has not come yet; the same call at that time sends them."""
    stopped: str | None = None
    """Why the run ended early; ``None`` if it did not."""

    @property
    def total(self) -> int:
        """The number of different messages in the list."""
        return self.accepted + self.refused + self.failed + self.in_doubt + self.not_attempted + self.waiting

    def plus(self, state: State) -> Totals:
        """The totals with one more row that ended in ``state``."""
        return replace(self, **{_FIELD[state]: getattr(self, _FIELD[state]) + 1})


_FIELD: Final = {
    State.ACCEPTED: "accepted",
    State.REFUSED: "refused",
    State.FAILED: "failed",
    State.IN_DOUBT: "in_doubt",
    State.QUEUED: "not_attempted",
    State.ATTEMPTING: "not_attempted",
}


def send_all(
    rows: Iterable[Outgoing],
    sender: Sender,
    journal: Journal,
    campaign: str,
    *,
    pace: Pace | None = None,
    stop: threading.Event | None = None,
    since: float | None = None,
    on_progress: Callable[[Totals], object] | None = None,
    limits: Limits | None = None,
    wait: Callable[[float], object] | None = None,
) -> Totals:
    """Send every row that is not settled yet, and return the totals of all rows.

    Setting ``stop`` finishes the current message and ends the run; the rest stays queued, so the same call resumes it.
    Raises :class:`~smslint.errors.JournalError` immediately if the journal fails: nothing is sent without being recorded.

    :param since: seconds since 1970, when it was decided whom to text; a recipient who got another text of the campaign from another process
        since then is refused (NUM003). By default that is not looked at.
    :param on_progress: called after every row with the totals so far.
    :param wait: how to wait a number of seconds; by default on ``stop``, so that stopping does not wait.
    """
    must_be(isinstance(rows, Iterable) and not isinstance(rows, str | bytes), "rows", "messages", rows)
    can_send = not isinstance(sender, type) and all(
        callable(getattr(sender, name, None)) for name in ("clear", "deliver")
    )
    must_be(can_send, "sender", "a smslint.sending.OctopodsSender", sender)
    must_be(journal is not None, "journal", "an open journal: smslint.sending.Journal(path)", journal)
    must_be_journal(journal, ("recover", "add_many", "claim", "settle"))
    must_be(isinstance(campaign, str), "campaign", "text", campaign)
    must_be_campaign(campaign)
    must_be(stop is None or isinstance(stop, threading.Event), "stop", "a threading.Event", stop)
    must_have(pace, "pace", ("delay",), "a smslint.sending.Pace")
    must_be(on_progress is None or callable(on_progress), "on_progress", "a function", on_progress)
    run = _Run(sender, journal, pace, stop or threading.Event(), limits or Limits(), wait, since)
    journal.recover()
    seen: set[int] = set()
    totals = Totals()
    for message, entry in _queued(rows, journal, campaign):
        if entry.id in seen:
            totals = replace(totals, duplicates=totals.duplicates + 1)
            continue
        seen.add(entry.id)
        totals = totals.plus(entry.state if run.stopped() else run.row(message, entry))
        if on_progress is not None:
            on_progress(totals)
    # Another process may have died in the meantime: mark its rows as in doubt.
    journal.recover()
    return replace(totals, stopped=run.stopped())


@contextmanager
def stop_on_interrupt() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, for ``send_all(stop=...)``. A second Ctrl-C interrupts as usual. Main thread only."""
    stop = threading.Event()

    def handler(_signal: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _queued(rows: Iterable[Outgoing], journal: Journal, campaign: str) -> Iterator[tuple[Outgoing, Entry]]:
    """The rows with their entries. Queued in chunks: one transaction for many rows, constant memory for any number."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        yield from zip(chunk, journal.add_many(campaign, chunk), strict=True)


class _Run:
    """One pass over a list."""

    def __init__(
        self,
        sender: Sender,
        journal: Journal,
        pace: Pace | None,
        stop: threading.Event,
        limits: Limits,
        wait: Callable[[float], object] | None,
        since: float | None,
    ) -> None:
        self._sender, self._journal, self._pace = sender, journal, pace
        self._stop, self._limits, self._since = stop, limits, since
        self._wait = wait or stop.wait
        self._doubts = 0
        self._halt: str | None = None

    def stopped(self) -> str | None:
        """Why no more rows are attempted."""
        return self._halt or ("stopped on request" if self._stop.is_set() else None)

    def row(self, message: Outgoing, entry: Entry) -> State:
        """Process one row; returns its new state."""
        if entry.state not in (State.QUEUED, State.REFUSED):
            return entry.state
        state, tries = State.QUEUED, 0
        while state is State.QUEUED and not self.stopped():
            seen = self._journal.sent_since(entry.to)
            cleared = self._clear(message, entry)
            if cleared is None:
                return State.REFUSED
            if self.stopped():
                break
            verdict = cleared.verdict
            claim = self._journal.claim(entry, seen, verdict.charge, self._since, verdict.allowance)
            if claim.over_budget or claim.over_limit or claim.reworded:
                self._journal.refuse(entry, [claim.over_limit or (OVER_BUDGET if claim.over_budget else REPEATED)])
                return State.REFUSED
            if not claim.granted:
                if claim.state in (State.QUEUED, State.REFUSED):
                    continue  # another process sent to this recipient after the gate was asked
                return claim.state
            outcome: Outcome = InDoubt("the sending was interrupted")
            try:
                outcome = self._sender.deliver(cleared)
            finally:
                state = self._journal.settle(claim, outcome)
            tries += 1
            self._consider(outcome, tries)
        return state

    def _clear(self, message: Outgoing, entry: Entry) -> Cleared | None:
        """Run the gate, wait for the pace, and after a wait run the gate again: quiet hours may have started."""
        try:
            cleared = self._sender.clear(message)
            if self._pace and (seconds := self._pace.delay(cleared.verdict.segments)) > 0:
                self._wait(seconds)
                cleared = self._sender.clear(message)
        except SendRefused as refused:
            self._journal.refuse(entry, [finding.code for finding in refused.findings])
            return None
        return cleared

    def _consider(self, outcome: Outcome, tries: int) -> None:
        """Decide from an outcome whether to wait, stop or continue."""
        self._doubts = self._doubts + 1 if isinstance(outcome, InDoubt) else 0
        match outcome:
            case Unauthorised():
                self._halt = str(outcome)
            case Rejected() if outcome.misdirected:
                self._halt = f"{outcome}. Check the API address"
            case InDoubt() if self._doubts >= self._limits.doubts:
                self._halt = f"{self._doubts} messages in a row are in doubt, the last because {outcome.error}"
            case RateLimited() | NotConnected():
                pause = back_off(tries, outcome)
                if tries >= self._limits.tries or pause > self._limits.patience:
                    self._halt = str(outcome)
                else:
                    self._wait(pause)
