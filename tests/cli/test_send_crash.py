"""``smslint send`` killed at any point, any number of times: nothing is sent twice and nothing is lost."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from tests.sending.server import Server
from tests.sending.support import KEY, numbers
from tests.sending.under_fire import KILLS, Fired, accounted, kill_when, rounds_of

TOP = Path(__file__).parents[2]
REFUSED_EVERY = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def write_project(folder: Path, count: int) -> None:
    (folder / "smslint.yaml").write_text("kind: transactional\n", encoding="utf-8")
    (folder / "order.txt").write_text("Order {{ order }} has shipped", encoding="utf-8")
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["phone", "order", "consent"])
        writer.writerows(
            [to, row, "no" if row % REFUSED_EVERY == 0 else "yes"] for row, to in enumerate(numbers(count), 1)
        )


def start(folder: Path, base: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "smslint",
        "send",
        "order.txt",
        "people.csv",
        "--journal",
        "j",
        "--yes",
        "--base",
        base,
    ]
    environment = {**os.environ, "OCTOPODS_API_KEY": KEY, "PYTHONPATH": str(TOP)}
    with (folder / "output").open("ab") as output:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)


def kill(process: subprocess.Popen[bytes], journal: Path, server: Server, chance: random.Random, count: int) -> bool:
    """Kill a process when its journal is there, or after some more requests have arrived; returns whether it was still running."""
    early, wanted = chance.random() < 0.3, len(server.seen) + chance.randint(1, count // KILLS)
    return kill_when(process, lambda: journal.exists() if early else len(server.seen) >= wanted, chance)


def send_under_fire(folder: Path, server: Server, chance: random.Random, count: int, processes: int) -> int:
    """Start, kill at a random moment, start again, KILLS times; then let it end. How often it was killed."""
    kills, output = 0, folder / "output"
    for _ in range(KILLS):
        running = [start(folder, server.base) for _ in range(processes)]
        kills += sum([kill(process, folder / "j", server, chance, count) for process in running])
        assert {process.wait(120) for process in running} <= {0, 1, -9}, output.read_text(encoding="utf-8")[-2000:]
    assert start(folder, server.base).wait(120) in {0, 1}, output.read_text(encoding="utf-8")[-2000:]
    with Journal(folder / "j") as journal:
        assert not journal.summary()[State.QUEUED] + journal.summary()[State.ATTEMPTING]
    return kills


def check(folder: Path, server: Server, count: int) -> Counter[State]:
    """Checks the promise: nothing sent twice, nothing lost."""
    rows = {(to, f"Order {row} has shipped"): row + 1 for row, to in enumerate(numbers(count), 1)}
    state = accounted(server, folder / "j", rows)
    assert {row for row, each in state.items() if each is State.REFUSED} == set(range(REFUSED_EVERY + 1, count + 2, REFUSED_EVERY))  # fmt: skip
    written = b"".join(path.read_bytes() for path in folder.glob("j*")) + (folder / "output").read_bytes()
    assert KEY.encode() not in written
    assert not any(to[1:].encode() in written for to in numbers(count))
    return Counter(state.values())


def fire(tmp_path: Path, rounds: int, count: int) -> Fired:
    chance = random.Random(20261124)

    def send(folder: Path, server: Server, processes: int) -> int:
        write_project(folder, count)
        return send_under_fire(folder, server, chance, count, processes)

    return rounds_of(tmp_path, rounds, send, lambda folder, server: check(folder, server, count))


def test_a_run_killed_at_random_sends_each_message_once(tmp_path: Path) -> None:
    kills, states, _ = fire(tmp_path, rounds=1, count=150)
    assert sum(states.values()) == 150
    assert kills >= 1


@pytest.mark.long
def test_a_run_killed_twenty_times_sends_each_message_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kills, states, arrived = fire(tmp_path, rounds=20, count=1000)
    with capsys.disabled():
        print(f"\n{kills} kills, {dict(states)}, the server took {arrived}")
    assert sum(states.values()) == 20_000
    assert kills >= 20
