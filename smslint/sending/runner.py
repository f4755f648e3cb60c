"""Sends a list: every row is checked, journalled, paced, sent at most once and accounted for."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from smslint.errors import SendRefused
from smslint.sealed import sealed
from smslint.sending.journal.entries import State
from smslint.sending.outcome import InDoubt, NotConnected, RateLimited, Rejected, Unauthorised
from smslint.sending.pace import back_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.sending.core import Cleared
    from smslint.sending.journal.entries import Entry
    from smslint.sending.journal.journal import Journal
    from smslint.sending.outcome import Outcome
    from smslint.sending.pace import Pace
    from smslint.sending.verdict import Outgoing

_CHUNK: Final = 500


class Sender(Protocol):
    """What the runner needs of a sender: ask the gate, then attempt once."""

    def clear(self, message: Outgoing, /) -> Cleared: ...

    def deliver(self, cleared: Cleared, /) -> Outcome: ...


@sealed
@dataclass(frozen=True, slots=True)
class Limits:
    """When to give up rather than go on."""

    tries: int = 6
    """Attempts at one message while it certainly was not taken (no connection, 429)."""
    patience: float = 900.0
    """The longest pause, in seconds, that the provider may ask for."""
    doubts: int = 3
    """So many rows in doubt one after another stop the run: a provider that hangs must not put a whole list in doubt."""


@sealed
@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the rows. ``total`` counts messages; the same words to the same number again are ``duplicates``."""

    accepted: int = 0
    refused: int = 0
    failed: int = 0
    in_doubt: int = 0
    not_attempted: int = 0
    """Still queued, or in the hands of another process that is alive."""
    duplicates: int = 0
    stopped: str | None = None
    """Why the run ended early; ``None`` when it went through."""

    @property
    def total(self) -> int:
        """Every message of the list, once."""
        return self.accepted + self.refused + self.failed + self.in_doubt + self.not_attempted

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
    on_progress: Callable[[Totals], object] | None = None,
    limits: Limits | None = None,
    wait: Callable[[float], object] | None = None,
) -> Totals:
    """Send every row that is not settled yet, and say what became of all of them.

    Setting ``stop`` finishes the message in flight and ends the run; the rest stays queued, so that the same call resumes.
    Raises :class:`~smslint.errors.JournalError`, at once, when the journal fails: nothing leaves that is not on disk.

    :param on_progress: called after every row with the totals so far.
    :param wait: how to wait so many seconds; by default on ``stop``, so that stopping never waits.
    """
    run = _Run(sender, journal, pace, stop or threading.Event(), limits or Limits(), wait)
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
    # Another process may have died meanwhile: its rows are in doubt for whoever looks next.
    journal.recover()
    return replace(totals, stopped=run.stopped())


@contextmanager
def stop_on_interrupt() -> Iterator[threading.Event]:
    """An event that ctrl-C sets, for ``send_all(stop=...)``. A second ctrl-C interrupts as usual. Main thread only."""
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
    """The rows with their entries. Queued a chunk at a time: one transaction for many rows, constant memory for any number."""
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
    ) -> None:
        self._sender, self._journal, self._pace = sender, journal, pace
        self._stop, self._limits = stop, limits
        self._wait = wait or stop.wait
        self._doubts = 0
        self._halt: str | None = None

    def stopped(self) -> str | None:
        """Why no further row is to be attempted."""
        return self._halt or ("stopped on request" if self._stop.is_set() else None)

    def row(self, message: Outgoing, entry: Entry) -> State:
        """Bring one row as far as it can go now; the state it is left in."""
        if entry.state not in (State.QUEUED, State.REFUSED):
            return entry.state
        state, tries = State.QUEUED, 0
        while state is State.QUEUED and not self.stopped():
            cleared = self._clear(message, entry)
            if cleared is None:
                return State.REFUSED
            if self.stopped():
                break
            claim = self._journal.claim(entry)
            if not claim.granted:
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
        """Ask the gate, keep the pace, and after a wait ask again: it may be night by now."""
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
        """Decide from an outcome whether to wait, to stop, or to go on."""
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
