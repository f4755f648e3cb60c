"""The sender killed at any point, any number of times: nothing is sent twice and nothing is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from tests.sending.server import Reply, Seen, Server, error
from tests.sending.support import outgoing

TOP = Path(__file__).parents[2]
KILLS = 5
"""How often a run is killed before it may end: a count and no clock, so that a slow machine ends too."""


def start(base: str, journal: Path, count: int, *more: str) -> subprocess.Popen[str]:
    """A sending process that is ready to begin."""
    command = [sys.executable, "-m", "tests.sending.worker", base, str(journal), str(count), *more]
    process = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def finish(process: subprocess.Popen[str]) -> int:
    """Its exit status; its errors are printed, so that a failing test shows them."""
    _, complaint = process.communicate(timeout=120)
    print(complaint)
    return process.returncode


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


def send_under_fire(server: Server, journal: Path, count: int, chance: random.Random, processes: int) -> int:
    """Start, kill at a random moment, start again, KILLS times; then let it end. How often it was killed."""
    kills = 0
    for _ in range(KILLS):
        running = [start(server.base, journal, count) for _ in range(processes)]
        kills += sum([kill(process, server, chance, count) for process in running])
        assert {finish(process) for process in running} <= {0, -9}
    assert finish(start(server.base, journal, count)) == 0
    with Journal(journal) as done:
        assert not done.summary()[State.QUEUED] + done.summary()[State.ATTEMPTING]
    return kills


def kill(process: subprocess.Popen[str], server: Server, chance: random.Random, count: int) -> bool:
    """Kill a process at once, or after some more requests have arrived; whether it still lived."""
    wanted = len(server.seen) + chance.choice([0, chance.randint(1, max(1, count // KILLS))])
    while process.poll() is None and len(server.seen) < wanted:
        time.sleep(0.0002)
    time.sleep(chance.uniform(0, 0.002))  # anywhere between one request and the next
    alive = process.poll() is None
    process.kill()
    return alive


def check(server: Server, path: Path, count: int) -> Counter[State]:
    """Checks the promise: nothing sent twice, nothing lost."""
    arrived = Counter((str(each["destination_phone"]), str(each["body"])) for each in server.accepted)
    assert set(arrived.values()) == {1}, "the server never saw a message twice"
    place = {(message.to, message.body): message.row for message in outgoing(count)}
    taken = {place[key] for key in arrived}
    with Journal(path) as journal:
        state = {row.list_row: row.state for row in journal.rows()}
    assert len(state) == count
    assert set(state.values()) <= {State.ACCEPTED, State.REFUSED, State.FAILED, State.IN_DOUBT}
    assert {state[row] for row in taken} <= {State.ACCEPTED, State.IN_DOUBT}
    assert {row for row, each in state.items() if each is State.ACCEPTED} <= taken
    return Counter(state.values())


def fire(tmp_path: Path, rounds: int, count: int) -> tuple[int, Counter[State], int]:
    chance = random.Random(20261123)
    kills, states, unsure = 0, Counter[State](), 0
    for number in range(rounds):
        path = tmp_path / f"journal-{number}"
        with Moody() if number // 2 % 2 else Server() as server:
            kills += send_under_fire(server, path, count, chance, processes=1 + number % 2)
            states += check(server, path, count)
            unsure += len(server.accepted)
    return kills, states, unsure


def test_a_sender_killed_at_random_sends_each_message_once(tmp_path: Path) -> None:
    kills, states, _ = fire(tmp_path, rounds=2, count=100)
    assert sum(states.values()) == 200
    assert kills >= 1


@pytest.mark.long
def test_a_sender_killed_twenty_times_sends_each_message_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kills, states, arrived = fire(tmp_path, rounds=20, count=1000)
    with capsys.disabled():
        print(f"\n{kills} kills, {dict(states)}, the server took {arrived}")
    assert sum(states.values()) == 20_000
    assert kills >= 20


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits")
@pytest.mark.parametrize("size", [60_000, 90_000, 200_000])
def test_a_full_disk_stops_sending(tmp_path: Path, capsys: pytest.CaptureFixture[str], size: int) -> None:
    """The file of the journal reaches a size limit: sending stops, and continues when there is space again."""
    path, count = tmp_path / "journal", 60
    with Server() as server:
        assert finish(start(server.base, path, count, str(size))) == 7
        assert "sending stopped" in capsys.readouterr().out
        before = len(server.accepted)
        with Journal(path) as journal:
            journal.recover()
            summary = journal.summary()
        # At most the one in flight is not recorded, and that one is in doubt.
        assert before - summary[State.ACCEPTED] <= 1
        assert summary[State.IN_DOUBT] <= 1
        assert before < count, "the limit was meant to bite"
        assert finish(start(server.base, path, count)) == 0
        check(server, path, count)
