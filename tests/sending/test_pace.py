from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import ConfigError, SendRefused
from smslint.sending.octopods import AsyncOctopodsSender, OctopodsSender
from smslint.sending.outcome import NotConnected, RateLimited
from smslint.sending.pace import Bucket, Pace, back_off
from smslint.sending.verdict import Outgoing, Verdict
from smslint.sending.wire import retry_after
from tests.sending.server import Server
from tests.sending.support import KEY, TO


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


@given(
    rate=st.floats(0.1, 100),
    capacity=st.floats(1, 20),
    steps=st.lists(st.tuples(st.integers(1, 10), st.floats(0, 5)), min_size=1, max_size=40),
)
def test_no_window_has_more_than_the_rate_allows(
    rate: float, capacity: float, steps: list[tuple[float, float]]
) -> None:
    bucket, now, grants = Bucket(rate, capacity, capacity, 0.0), 0.0, []
    for cost, idle in steps:
        now += idle
        now += bucket.reserve(cost, now)
        grants.append((now, cost))
    for first in range(len(grants)):
        total = 0.0
        for at, cost in grants[first:]:
            total += cost
            # What a window may hold beyond its rate: a full bucket, and the one grant that may be larger than it.
            assert total <= capacity + rate * (at - grants[first][0]) + 10 + 1e-6


@pytest.mark.parametrize(("messages", "segments", "sizes", "total"), [
    (2, None, [1] * 5, 2.0),
    (None, 10, [1] * 21, 2.0),
    (10, 2, [2, 2, 2, 2], 3.5),
    (None, None, [9] * 9, 0.0),
])  # fmt: skip
@pytest.mark.parametrize("twin", ["sync", "async"])
def test_rate(messages: int | None, segments: int | None, sizes: list[int], total: float, twin: str) -> None:
    clock = Clock()
    pace = Pace(messages, segments, clock=clock, sleep=clock.sleep)

    async def run() -> None:
        for size in sizes:
            await pace.acquire_async(size, clock.sleep_async)

    if twin == "async":
        asyncio.run(run())
    else:
        for size in sizes:
            pace.acquire(size)
    assert clock.now - 100 == pytest.approx(total, abs=0.6 if segments == 2 else 1e-6)


def test_a_pause_delays_everything() -> None:
    clock = Clock()
    pace = Pace(10, clock=clock, sleep=clock.sleep)
    pace.acquire()
    pace.pause(30)
    assert pace.acquire() == 30
    assert pace.acquire() == pytest.approx(0.1)


def test_burst() -> None:
    clock = Clock()
    pace = Pace(5, burst=2, clock=clock, sleep=clock.sleep)
    assert [pace.acquire() for _ in range(11)] == [0.0] * 10 + [pytest.approx(0.2)]


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf")])
def test_impossible_rates_are_refused(rate: float) -> None:
    with pytest.raises(ConfigError, match="above zero"):
        Pace(rate)


NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(("header", "seconds"), [
    ("120", 120.0), ("0", 0.0), (" 5 ", 5.0), ("-5", None), ("1.5", None), ("٣", None), ("", None), (None, None),
    ("Mon, 23 Nov 2026 12:01:30 GMT", 90.0), ("Monday, 23-Nov-26 12:01:30 GMT", 90.0), ("Mon Nov 23 12:01:30 2026", 90.0),
    ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0), ("Mon, 23 Nov 2026 12:00:10 -0000", 10.0), ("in a while", None),
    ("9" * 400, 999999999.0), ("Mon, 99 Nov 2026 12:00:10 GMT", None),
])  # fmt: skip
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize("header", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "86400"])
def test_a_pause_ends(header: str) -> None:
    """A provider can ask for thousands of years, longer than a process can sleep."""
    seconds = retry_after(header, NOW)
    slept: list[float] = []
    assert seconds is not None
    pace = Pace(clock=lambda: 0.0, sleep=slept.append)
    pace.pause(seconds)
    assert pace.acquire() == 3600.0
    assert slept == [3600.0]


def test_back_off_doubles_and_follows_retry_after() -> None:
    outcomes: list[NotConnected | RateLimited] = [NotConnected("x"), RateLimited()]
    for outcome in outcomes:
        assert [back_off(tries, outcome) for tries in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert back_off(5, RateLimited(3.0)) == 3.0


def test_the_gate_is_asked_again_after_a_wait() -> None:
    """Who opts out while a message waits for its turn is not texted, by either sender."""
    out: set[str] = set()

    def gate(message: Outgoing) -> Verdict:
        return Verdict(message.to not in out, (), 1)

    async def waits(seconds: float) -> None:
        out.add(TO)

    with Server() as server:
        pace = Pace(0.001, sleep=lambda _: out.add(TO))
        with OctopodsSender(KEY, server.base, gate=gate, pace=pace) as sender:
            sender.send("Acme: one", TO)
            with pytest.raises(SendRefused):
                sender.send("Acme: two", TO)
        out.clear()

        async def both() -> None:
            async with AsyncOctopodsSender(KEY, server.base, gate=gate, pace=Pace(0.001), sleep=waits) as sender:
                await sender.send("Acme: one", TO)
                with pytest.raises(SendRefused):
                    await sender.send("Acme: two", TO)

        asyncio.run(both())
        assert len(server.accepted) == 2


def test_how_long_the_provider_still_wants_nothing() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    assert pace.pausing == 0
    pace.pause(30)
    assert pace.pausing == 30
