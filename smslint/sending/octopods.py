"""A thin sender for the Octopods SMS API. The gate always runs first; a refused message never reaches the network."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Generic, TypeVar

from smslint.arguments import must_be, must_be_campaign, must_be_journal, must_have
from smslint.rules.facts import make_facts
from smslint.sending.arguments import JOURNAL
from smslint.sending.core import Cleared, Core, Watch, polls
from smslint.sending.http import AsyncHttpxTransport, HttpxTransport, Timeouts
from smslint.sending.key import ApiKey
from smslint.sending.receipt import DeliveryStatus, Receipt
from smslint.sending.verdict import Outgoing
from smslint.sending.wire import Endpoint
from smslint.vocabulary import OCTOPODS_API

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Self

    from smslint.rules.facts import Facts
    from smslint.sending.journal.journal import Journal
    from smslint.sending.outcome import Outcome
    from smslint.sending.pace import Pace
    from smslint.sending.verdict import Gate


_Transport = TypeVar("_Transport", HttpxTransport, AsyncHttpxTransport)
_Pause = TypeVar("_Pause")


class _Sender(Generic[_Transport, _Pause]):
    """The base class of both senders: everything except waiting."""

    _transport_class: type[_Transport]
    _default_sleep: Callable[[float], _Pause]

    def __init__(
        self,
        key: ApiKey | str | None = None,
        base: str = OCTOPODS_API,
        *,
        gate: Gate | None = None,
        journal: Journal | None = None,
        campaign: str = "single",
        pace: Pace | None = None,
        timeouts: Timeouts | None = None,
        sleep: Callable[[float], _Pause] | None = None,
    ) -> None:
        must_be(isinstance(base, str), "base", "the address of the API as text", base)
        must_be(gate is None or callable(gate), "gate", "a function, such as the result of make_gate()", gate)
        must_be(key is None or isinstance(key, ApiKey | str), "key", "an API key as text", key)
        must_be_journal(journal, JOURNAL)
        must_have(pace, "pace", ("acquire", "pause"), "a smslint.sending.Pace")
        must_be(timeouts is None or isinstance(timeouts, Timeouts), "timeouts", "smslint.sending.Timeouts", timeouts)
        must_be(isinstance(campaign, str), "campaign", "text", campaign)
        must_be_campaign(campaign)
        must_be(sleep is None or callable(sleep), "sleep", "a function", sleep)
        endpoint = Endpoint.parse(base)
        key = ApiKey.from_env() if key is None else ApiKey(key) if isinstance(key, str) else key
        self._core = Core(endpoint, key, gate or _project_gate(journal), journal, campaign, pace)
        self._transport: _Transport = self._transport_class(self._core.endpoint, self._core.key, timeouts or Timeouts())
        self._sleep = sleep or self._default_sleep

    def clear(self, message: Outgoing) -> Cleared:
        """Run the gate and send nothing; raises :class:`~smslint.errors.SendRefused` if it refuses."""
        return self._core.clear(message)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base={self._core.endpoint.base!r})"


def _project_gate(journal: Journal | None) -> Gate:
    """The project's own gate, loaded if no gate is given."""
    from smslint.sending.gate import project_gate

    return project_gate(journal)


class OctopodsSender(_Sender[HttpxTransport, object]):
    """Sends text messages one at a time over one pool of connections.

    :param key: the channel API key; ``None`` reads ``OCTOPODS_API_KEY``. It is sent only to the origin of ``base``.
    :param base: https, or http on this machine only; otherwise :class:`ConfigError`.
    :param gate: the gate to use; ``None`` is the project's own gate, with the journal.
    :param journal: the record of each message, from the intent to the outcome, so that none is sent twice; ``None`` records nothing.
    :param campaign: the campaign in the journal: the same text is sent to the same number only once per campaign.
    """

    _transport_class = HttpxTransport
    _default_sleep = staticmethod(time.sleep)

    def send(
        self, body: str, to: str, *, kind: str | None = None, at: datetime | str | None = None,
        facts: Facts | Mapping[str, object] | None = None, **options: str | bool,
    ) -> Receipt:  # fmt: skip
        """Send one message, once.

        ``facts`` is what is known about the recipient, as for :func:`smslint.check`: ``opted_out``, ``consent``, ``zone``, ...

        Raises :class:`~smslint.errors.SendRefused` if the gate refuses (nothing was sent), and
        :class:`~smslint.sending.outcome.SendFailed` if the provider refuses, or if the message is in doubt after its answer.
        With a journal, a message that was already accepted is not sent again: its receipt is returned.
        """
        cleared = self.clear(Outgoing(body, to, kind, at, facts=make_facts(facts), options=options))
        if self._core.pace and self._core.pace.acquire(cleared.verdict.segments):
            cleared = self.clear(
                cleared.message
            )  # as for a list: who opted out during the wait, or sleeps now, is not texted
        claim = self._core.claim(cleared)
        if isinstance(claim, Receipt):
            return claim
        with self._core.minding(claim):
            outcome = self.deliver(cleared)
        return self._core.settle(claim, outcome)

    def deliver(self, cleared: Cleared) -> Outcome:
        """One attempt to send a cleared message, without journal or pace: for callers that have their own."""
        return self._core.outcome(self._transport.exchange(self._core.request(cleared)))

    def status(self, receipt: Receipt) -> DeliveryStatus:
        """The delivery status of a message; :class:`~smslint.errors.TransportError` if it cannot be requested."""
        return self._core.status(self._transport.exchange(self._core.status_request(receipt)))

    def wait(self, receipt: Receipt, seconds: float = 300.0) -> DeliveryStatus:
        """Poll until the status is final or the time is over; returns the last known status, so check ``.terminal``."""
        request, watch = self._core.status_request(receipt), Watch()
        for pause in polls(seconds):
            if watch.note(self._core, self._transport.exchange(request)):
                break
            self._sleep(pause)
        return watch.result()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncOctopodsSender(_Sender[AsyncHttpxTransport, Awaitable[object]]):
    """The asynchronous version of :class:`OctopodsSender`, with the same arguments and meaning."""

    _transport_class = AsyncHttpxTransport
    _default_sleep = staticmethod(asyncio.sleep)

    async def send(
        self, body: str, to: str, *, kind: str | None = None, at: datetime | str | None = None,
        facts: Facts | Mapping[str, object] | None = None, **options: str | bool,
    ) -> Receipt:  # fmt: skip
        """Like :meth:`OctopodsSender.send`. A journal's short writes to disk block the event loop."""
        cleared = self.clear(Outgoing(body, to, kind, at, facts=make_facts(facts), options=options))
        if self._core.pace and await self._core.pace.acquire_async(cleared.verdict.segments, self._sleep):
            cleared = self.clear(cleared.message)
        claim = self._core.claim(cleared)
        if isinstance(claim, Receipt):
            return claim
        with self._core.minding(claim):
            outcome = await self.deliver(cleared)
        return self._core.settle(claim, outcome)

    async def deliver(self, cleared: Cleared) -> Outcome:
        """Like :meth:`OctopodsSender.deliver`."""
        return self._core.outcome(await self._transport.exchange(self._core.request(cleared)))

    async def status(self, receipt: Receipt) -> DeliveryStatus:
        """Like :meth:`OctopodsSender.status`."""
        return self._core.status(await self._transport.exchange(self._core.status_request(receipt)))

    async def wait(self, receipt: Receipt, seconds: float = 300.0) -> DeliveryStatus:
        """Like :meth:`OctopodsSender.wait`."""
        request, watch = self._core.status_request(receipt), Watch()
        for pause in polls(seconds):
            if watch.note(self._core, await self._transport.exchange(request)):
                break
            await self._sleep(pause)
        return watch.result()

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
