"""Shared by the synchronous and the asynchronous sender: everything except waiting."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from smslint.arguments import must_be
from smslint.errors import SendRefused
from smslint.numbers.masking import mask
from smslint.sealed import sealed
from smslint.sending.http import Answer
from smslint.sending.journal.entries import State
from smslint.sending.outcome import InDoubt, NotConnected, Outcome, RateLimited, Reason, Rejected, SendFailed
from smslint.sending.receipt import DeliveryStatus, Receipt
from smslint.sending.unknown import say
from smslint.sending.verdict import Gate, Outgoing, Verdict, refusal
from smslint.sending.wire import (
    Endpoint,
    Request,
    StatusUnavailable,
    build_request,
    build_status_request,
    interpret,
    interpret_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.errors import TransportError
    from smslint.sending.journal.entries import Claim, Entry
    from smslint.sending.journal.journal import Journal
    from smslint.sending.key import ApiKey
    from smslint.sending.pace import Pace


@sealed
@dataclass(frozen=True, slots=True)
class Cleared:
    """A message that passed the gate. Only :meth:`Core.clear` creates it, and only such a message can be delivered."""

    message: Outgoing
    verdict: Verdict
    request: Request
    seal: object
    seen: int | None = None
    """How many messages the recipient had been sent, by the journal, before the gate was asked."""


@dataclass(slots=True, repr=False)
class Core:
    """The logic of sending, without I/O except that of the journal."""

    endpoint: Endpoint
    key: ApiKey
    gate: Gate
    journal: Journal | None
    campaign: str
    pace: Pace | None
    _seal: object = field(default_factory=object)

    def clear(self, message: Outgoing) -> Cleared:
        """Run the gate; raises :class:`SendRefused` with the findings if it refuses. Sends nothing."""
        seen = None if self.journal is None else self.journal.sent_since(message.to)
        verdict = self.gate(message)
        must_be(hasattr(verdict, "passed"), "gate", "a function that returns a verdict", verdict)
        if verdict.passed is not True:
            raise refusal(message, verdict)
        say(getattr(verdict, "unknown", ()))
        return Cleared(message, verdict, build_request(self.endpoint, message), self._seal, seen)

    def request(self, cleared: Cleared) -> Request:
        """The request for a message that passed this sender's gate."""
        if cleared.seal is not self._seal:
            raise TypeError("this message was not cleared by this sender: call clear() first")
        return cleared.request

    def outcome(self, answer: Answer | NotConnected | InDoubt) -> Outcome:
        """What an exchange means for the message; a rate limit also slows down the pace."""
        if not isinstance(answer, Answer):
            return answer
        outcome = interpret(*answer, now=datetime.now(UTC), secrets=self._secrets)
        if isinstance(outcome, RateLimited) and outcome.retry_after and self.pace:
            self.pace.pause(outcome.retry_after)
        return outcome

    @property
    def _secrets(self) -> tuple[str, ...]:
        return (self.key.reveal(),)

    def claim(self, cleared: Cleared) -> Claim | Receipt | None:
        """Record the intent on disk. A receipt means that it was already sent; ``None`` means that there is no journal."""
        if self.journal is None:
            return None
        entry = self.journal.add(self.campaign, cleared.message)
        claim = self._claim(entry, cleared)
        while not (claim.granted or claim.over_budget or claim.over_limit) and claim.state in (
            State.QUEUED,
            State.REFUSED,
        ):
            # Another process sent to this recipient after the gate was asked.
            cleared = self.clear(cleared.message)
            claim = self._claim(entry, cleared)
        if claim.over_limit:
            raise SendRefused(f"not sent to {mask(cleared.message.to)}: {claim.over_limit}")
        if claim.over_budget:
            raise SendRefused(
                f"not sent to {mask(cleared.message.to)}: CST001 The campaign would cost more than its budget with this message."
            )
        if claim.granted:
            return claim
        if claim.receipt is not None:
            return claim.receipt
        if claim.state is State.FAILED:
            raise SendFailed(Rejected(Reason.UNKNOWN, None, f"it failed before, {claim.note}"))
        raise SendFailed(InDoubt(f"the journal holds this message as {claim.state.value.replace('_', ' ')}"))

    def _claim(self, entry: Entry, cleared: Cleared) -> Claim:
        assert self.journal is not None
        verdict = cleared.verdict
        return self.journal.claim(entry, cleared.seen, verdict.charge, allowance=verdict.allowance)

    @contextmanager
    def minding(self, claim: Claim | None) -> Iterator[None]:
        """Mark the row as in doubt if the block is interrupted, because it would never be settled."""
        try:
            yield
        except BaseException:
            if claim is not None and self.journal is not None:
                self.journal.settle(claim, InDoubt("the sending was interrupted"))
            raise

    def settle(self, claim: Claim | None, outcome: Outcome) -> Receipt:
        """Record the outcome; return the receipt, or raise :class:`SendFailed`."""
        if claim is not None and self.journal is not None:
            self.journal.settle(claim, outcome)
        if isinstance(outcome, Receipt):
            return outcome
        raise SendFailed(outcome)

    def status_request(self, receipt: Receipt) -> Request:
        """The request for a status, or :class:`TransportError` for an address on another origin."""
        return build_status_request(self.endpoint, receipt)

    def status(self, answer: Answer | NotConnected | InDoubt) -> DeliveryStatus:
        """The delivery status in an answer."""
        if not isinstance(answer, Answer):
            raise StatusUnavailable(f"the status could not be requested: {answer.error}")
        return interpret_status(answer.status, answer.body, self._secrets)


def polls(seconds: float, *, first: float = 1.0, longest: float = 30.0) -> Iterator[float]:
    """The pauses between status requests: each is half longer than the one before, in total at most ``seconds``."""
    pause, left = first, seconds
    while left > 0:
        yield min(pause, left)
        left -= pause
        pause = min(longest, pause * 1.5)


class Watch:
    """The latest known status of a delivery while it is polled."""

    def __init__(self) -> None:
        self.last: DeliveryStatus | None = None
        self._error: TransportError | None = None

    def note(self, core: Core, answer: Answer | NotConnected | InDoubt) -> bool:
        """Record an answer; returns whether the status is final."""
        try:
            self.last = core.status(answer)
        except StatusUnavailable as error:
            self._error = error
            return False
        return self.last.terminal

    def result(self) -> DeliveryStatus:
        """The last status; if there was none, raises the error that prevented it."""
        if self.last is None:
            raise self._error or StatusUnavailable("the status was not requested: give wait() more seconds")
        return self.last
