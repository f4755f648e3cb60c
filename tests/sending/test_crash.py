"""The sender killed at any point, any number of times: nothing is sent twice and nothing is lost."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from tests.sending.server import Server
from tests.sending.support import outgoing
from tests.sending.under_fire import KILLS, Fired, accounted, kill_when, rounds_of

TOP = Path(__file__).parents[2]


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
    """Kill a process at once, or after some more requests have arrived; returns whether it was still running."""
    wanted = len(server.seen) + chance.choice([0, chance.randint(1, max(1, count // KILLS))])
    return kill_when(process, lambda: len(server.seen) >= wanted, chance)


def check(server: Server, path: Path, count: int) -> Counter[State]:
    """Checks the promise: nothing sent twice, nothing lost."""
    return Counter(accounted(server, path, {(each.to, each.body): each.row for each in outgoing(count)}).values())


def fire(tmp_path: Path, rounds: int, count: int) -> Fired:
    chance = random.Random(20261123)
    return rounds_of(
        tmp_path,
        rounds,
        lambda folder, server, processes: send_under_fire(server, folder / "journal", count, chance, processes),
        lambda folder, server: check(server, folder / "journal", count),
    )


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
