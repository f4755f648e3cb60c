"""Nothing that the gate refuses reaches the network, whatever the message, the recipient and the function called."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.errors import SendRefused
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import AsyncOctopodsSender, OctopodsSender
from smslint.sending.outcome import SendFailed
from smslint.sending.runner import send_all
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.server import Server
from tests.sending.support import KEY, SHORT, finding

MESSAGES = st.lists(
    st.tuples(
        st.text(max_size=40),
        st.one_of(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True), st.text(max_size=20)),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda each: each[:2],
)


class World:
    """One server, and both senders with a gate whose answers are given in a table."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.allowed: dict[tuple[str, str], bool] = {}
        self.sync = OctopodsSender(KEY, server.base, gate=self.gate, timeouts=SHORT)

    def gate(self, message: Outgoing) -> Verdict:
        return Verdict(self.allowed[message.body, message.to], (finding(message=f"no: {message.body}"),))

    def arrived(self) -> set[tuple[str, str]]:
        return {(str(seen.json["body"]), str(seen.json["destination_phone"])) for seen in self.server.seen}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with Server() as server:
        made = World(server)
        yield made
        made.sync.close()


def by_send(world: World, messages: list[Outgoing]) -> None:
    for message in messages:
        with contextlib.suppress(SendRefused, SendFailed):
            world.sync.send(message.body, message.to)


def by_async(world: World, messages: list[Outgoing]) -> None:
    async def run() -> None:
        async with AsyncOctopodsSender(KEY, world.server.base, gate=world.gate, timeouts=SHORT) as sender:
            await asyncio.gather(*(sender.send(each.body, each.to) for each in messages), return_exceptions=True)

    asyncio.run(run())


def by_runner(world: World, messages: list[Outgoing]) -> None:
    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder) / "j") as journal:
        totals = send_all(messages, world.sync, journal, "c")
        assert totals.total + totals.duplicates == len(messages)
        assert totals.refused <= sum(not world.allowed[each.body, each.to] for each in messages)


@pytest.mark.parametrize("way", [by_send, by_async, by_runner])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=MESSAGES)
def test_no_refused_message_is_sent(world: World, way: Callable[..., object], messages: list[Any]) -> None:
    world.server.seen.clear()
    world.allowed = {(body, to): passes for body, to, passes in messages}
    way(world, [Outgoing(body, to) for body, to, _ in messages])
    arrived = world.arrived()
    refused = {pair for pair, passes in world.allowed.items() if not passes}
    assert not arrived & refused
    if way is not by_runner:
        assert arrived == set(world.allowed) - refused, "and what passes does arrive"
