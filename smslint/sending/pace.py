"""The sending rate: messages and segments per second, and the pauses that the provider requests."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.arguments import must_be
from smslint.errors import ConfigError
from smslint.sending.outcome import NotConnected, RateLimited
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.project.sending import Sending

Clock: TypeAlias = Callable[[], float]
"""A monotonic clock, in seconds."""

_LONGEST_PAUSE: Final = 3600.0
"""Seconds."""


@dataclass(slots=True)
class Bucket:
    """A token bucket: ``rate`` tokens per second, at most ``capacity`` saved. Pure: the caller passes the time.

    Within any ``t`` seconds at most ``capacity + rate × t`` tokens are granted, plus one more grant if a single message costs
    more than the capacity.
    """

    rate: float
    capacity: float
    tokens: float
    at: float

    def reserve(self, cost: float, now: float) -> float:
        """Take ``cost`` tokens and return how many seconds to wait before using them."""
        self.tokens = min(self.capacity, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = max(self.at, now)
        # A message larger than the bucket waits for a full bucket, and the debt slows down later messages.
        wait = max(0.0, (min(cost, self.capacity) - self.tokens) / self.rate)
        self.tokens -= cost
        return wait


class Pace:
    """Limits the rate, across the threads of one process.

    :param messages_per_second: ``None`` for no limit.
    :param segments_per_second: ``None`` for no limit.
    :param burst: how much may be sent immediately after a pause, in seconds of the rate; at least one message is always allowed.
    """

    def __init__(
        self,
        messages_per_second: float | None = None,
        segments_per_second: float | None = None,
        *,
        burst: float = 0.0,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        must_be(callable(clock), "clock", "a function", clock)
        must_be(
            isinstance(burst, int | float) and 0 <= burst <= sys.float_info.max, "burst", "a number of seconds", burst
        )
        self._clock = clock
        self._sleep = sleep
        self._lock = Lock()
        self._not_before = clock()
        self._messages = self._bucket("messages per second", messages_per_second, burst)
        self._segments = self._bucket("segments per second", segments_per_second, burst)

    def delay(self, segments: int = 1) -> float:
        """Reserve the next message and return how many seconds to wait before sending it."""
        with self._lock:
            now = self._clock()
            # A pause stops everything, so tokens are counted from its end.
            start = max(now, self._not_before)
            waits = [start - now]
            if self._messages:
                waits.append(start - now + self._messages.reserve(1, start))
            if self._segments:
                waits.append(start - now + self._segments.reserve(segments, start))
            return max(waits)

    def pause(self, seconds: float) -> None:
        """Send nothing for this long, as ``Retry-After`` requests, but for at most an hour: a wrong answer must not stop a sender for years."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + min(max(0.0, seconds), _LONGEST_PAUSE))

    @property
    def pausing(self) -> float:
        """Seconds for which the provider still wants nothing to be sent."""
        with self._lock:
            return max(0.0, self._not_before - self._clock())

    def acquire(self, segments: int = 1) -> float:
        """Wait for the next message's turn. Returns the seconds waited."""
        seconds = self.delay(segments)
        if seconds > 0:
            self._sleep(seconds)
        return seconds

    async def acquire_async(
        self, segments: int = 1, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> float:
        """Wait for the next message's turn without blocking the event loop. Returns the seconds waited."""
        seconds = self.delay(segments)
        if seconds > 0:
            await sleep(seconds)
        return seconds

    def _bucket(self, name: str, rate: float | None, burst: float) -> Bucket | None:
        if rate is None:
            return None
        is_number = isinstance(rate, int | float) and not isinstance(rate, bool)
        if not is_number or not 0 < rate <= sys.float_info.max:
            raise ConfigError(f"{name} must be a number above zero, not {shown(rate)}; omit it for no limit")
        capacity = max(1.0, rate * burst)
        return Bucket(rate, capacity, capacity, self._clock())


def pace_of(settings: Sending, messages: float | None = None) -> Pace | None:
    """The pace that a project states; ``None`` where it states none.

    :param messages: a second; by default as the project says.
    """
    messages = messages or settings.messages_per_second
    return Pace(messages, settings.segments_per_second) if messages or settings.segments_per_second else None


def back_off(tries: int, outcome: RateLimited | NotConnected, *, first: float = 1.0, longest: float = 60.0) -> float:
    """Seconds before the next attempt: as the provider requests, else doubling from ``first`` up to ``longest``.

    :param tries: how many attempts were made, at least 1.
    """
    if isinstance(outcome, RateLimited) and outcome.retry_after is not None:
        return outcome.retry_after
    return float(min(longest, first * 2 ** min(tries - 1, 30)))
