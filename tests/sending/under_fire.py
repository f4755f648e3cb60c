"""Shared by the tests that kill senders at random: the provider, the killing, and the promise that nothing is sent twice or lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from tests.sending.server import Reply, Seen, Server, error

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from pathlib import Path

KILLS = 5
"""How often a run is killed before it may end: a count and no clock, so that a slow machine ends too."""


class Fired(NamedTuple):
    """The result of some rounds."""

    kills: int
    states: Counter[State]
    arrived: int
    """How many messages the server accepted."""


class Moody(Server):
    """Accepts most messages; sometimes closes the connection after accepting one, asks to wait, or refuses."""

    chance = random.Random(0)

    def ok(self, seen: Seen) -> Reply:
        dice = self.chance.random()
        if dice < 0.01:
            return Reply(raw=b"", reset=True, accepts=True)
        if dice < 0.02:
            return Reply(raw=b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{", accepts=True)
        if dice < 0.03:
            return Reply(500)
        if dice < 0.06:
            return Reply(429, headers={"Retry-After": "0"})
        if dice < 0.08:
            return error(4, "carrier says no")
        return super().ok(seen)


def kill_when(
    process: subprocess.Popen[str] | subprocess.Popen[bytes], ready: Callable[[], bool], chance: random.Random
) -> bool:
    """Kill a process soon after ``ready``; returns whether it was still running."""
    while process.poll() is None and not ready():
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.003))  # anywhere between one request and the next
    alive = process.poll() is None
    process.kill()
    return alive


def accounted(server: Server, journal: Path, rows: Mapping[tuple[str, str], int | None]) -> dict[int | None, State]:
    """The state of each row of a journal, after checking that no message was sent twice and that each row has a state.

    :param rows: the row of each recipient and text.
    """
    arrived = Counter((str(each["destination_phone"]), str(each["body"])) for each in server.accepted)
    assert set(arrived.values()) == {1}, "the server never saw a message twice"
    accepted = {rows[key] for key in arrived}
    with Journal(journal) as opened:
        states = {row.list_row: row.state for row in opened.rows()}
    assert set(states) == set(rows.values()), "every row is there, once"
    assert set(states.values()) <= {State.ACCEPTED, State.REFUSED, State.FAILED, State.IN_DOUBT}
    assert {states[row] for row in accepted} <= {State.ACCEPTED, State.IN_DOUBT}
    assert {row for row, each in states.items() if each is State.ACCEPTED} <= accepted
    return states


def rounds_of(
    folder: Path,
    rounds: int,
    send: Callable[[Path, Server, int], int],
    check: Callable[[Path, Server], Counter[State]],
) -> Fired:
    """Rounds with one or two processes, and with a server that always accepts or does not.

    :param send: sends into a folder's journal with so many processes, and returns how often it killed one.
    """
    kills, states, arrived = 0, Counter[State](), 0
    for number in range(rounds):
        own = folder / str(number)
        own.mkdir()
        with Moody() if number // 2 % 2 else Server() as server:
            kills += send(own, server, 1 + number % 2)
            states += check(own, server)
            arrived += len(server.accepted)
    return Fired(kills, states, arrived)
