from __future__ import annotations

import contextlib
import functools
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import JournalError
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.pace import Pace
from smslint.sending.runner import Limits, Totals, send_all, stop_on_interrupt
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.server import Reply, Seen, Server, error
from tests.sending.support import KEY, PASS, SHORT, finding, outgoing


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal") as made:
        yield made


def test_everything_is_sent_once(server: Server, sender: OctopodsSender, journal: Journal) -> None:
    seen: list[Totals] = []
    rows = [*outgoing(5), outgoing(5)[2]]
    assert send_all(iter(rows), sender, journal, "c", on_progress=seen.append) == Totals(accepted=5, duplicates=1)
    assert [totals.accepted for totals in seen] == [1, 2, 3, 4, 5]
    assert send_all(rows, sender, journal, "c") == Totals(accepted=5, duplicates=1)
    assert len(server.accepted) == 5
    assert send_all(rows, sender, journal, "next week").accepted == 5


def test_every_outcome_is_counted(server: Server, journal: Journal) -> None:
    def gate(message: Outgoing) -> Verdict:
        return Verdict(passed=message.row != 2, findings=(finding("TIM001"),))

    server.script.extend([Reply(), error(4, "no"), Reply(500), Reply(429, headers={"Retry-After": "0"})])
    server.script[0] = server.ok
    with OctopodsSender(KEY, server.base, gate=gate, timeouts=SHORT) as sender:
        totals = send_all(outgoing(6), sender, journal, "c")
        assert totals == Totals(accepted=3, refused=1, failed=1, in_doubt=1)
        assert totals.total == 6
        assert [row.state.value for row in journal.rows()] == [
            "accepted",
            "refused",
            "failed",
            "in_doubt",
            "accepted",
            "accepted",
        ]
        assert journal.rows(State.REFUSED)[0].note == "TIM001"
        assert len(server.seen) == 6, "the rate-limited one was tried again, the doubtful one was not"


@pytest.mark.parametrize(("answer", "reason", "left"), [
    (Reply(401), "key", "not_attempted"),
    (error(5, "key deprecated"), "key", "not_attempted"),
    (Reply(404), "API address", "failed"),
    (Reply(429, headers={"Retry-After": "86400"}), "rate limit", "not_attempted"),
])  # fmt: skip
def test_what_stops_the_run(
    server: Server, sender: OctopodsSender, journal: Journal, answer: Reply, reason: str, left: str
) -> None:
    server.script.append(answer)
    totals = send_all(outgoing(4), sender, journal, "c")
    assert reason in (totals.stopped or "")
    assert getattr(totals, left) >= 1
    assert totals.total == 4
    assert len(server.seen) == 1
    assert send_all(outgoing(4), sender, journal, "c").accepted == 4 - totals.failed


def test_unreachable(journal: Journal) -> None:
    waits: list[float] = []
    with Server() as gone:
        pass
    with OctopodsSender(KEY, gone.base, gate=PASS, timeouts=SHORT) as sender:
        totals = send_all(outgoing(3), sender, journal, "c", wait=waits.append)
    assert (totals.not_attempted, waits) == (3, [1, 2, 4, 8, 16])
    assert "no connection" in (totals.stopped or "")


def test_a_provider_that_hangs_does_not_put_the_list_in_doubt(
    server: Server, sender: OctopodsSender, journal: Journal
) -> None:
    server.script.extend([Reply(500)] * 9)
    totals = send_all(outgoing(9), sender, journal, "c", limits=Limits(doubts=2))
    assert (totals.in_doubt, totals.not_attempted) == (2, 7)
    assert "in a row are in doubt" in (totals.stopped or "")
    assert len(server.seen) == 2


def test_a_stop_finishes_the_message_in_flight(server: Server, sender: OctopodsSender, journal: Journal) -> None:
    stop = threading.Event()

    def during(seen: Seen) -> Reply:
        stop.set()
        return server.ok(seen)

    server.script.extend([server.ok, during])
    totals = send_all(outgoing(5), sender, journal, "c", stop=stop)
    assert totals == Totals(accepted=2, not_attempted=3, stopped="stopped on request")
    assert len(server.seen) == 2
    assert send_all(outgoing(5), sender, journal, "c") == Totals(accepted=5)


def test_ctrl_c_asks_to_stop_and_the_second_interrupts() -> None:
    with stop_on_interrupt() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(5)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RuntimeError])
def test_interrupted_in_flight_is_in_doubt(
    journal: Journal,
    server: Server,
    sender: OctopodsSender,
    monkeypatch: pytest.MonkeyPatch,
    interruption: type[BaseException],
) -> None:
    def broken(_: object) -> None:
        raise interruption

    monkeypatch.setattr(sender, "deliver", broken)
    with pytest.raises(interruption):
        send_all(outgoing(2), sender, journal, "c")
    assert [row.state for row in journal.rows()] == [State.IN_DOUBT, State.QUEUED]


def test_the_gate_is_called_again_after_a_wait(server: Server, journal: Journal) -> None:
    now = [0.0]
    asked: list[float] = []

    def gate(message: Outgoing) -> Verdict:
        asked.append(now[0])
        return Verdict(passed=now[0] < 15, findings=(finding("TIM001"),), segments=2)

    def wait(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(segments_per_second=0.2, clock=lambda: now[0])
    with OctopodsSender(KEY, server.base, gate=gate, timeouts=SHORT) as sender:
        totals = send_all(outgoing(3), sender, journal, "c", pace=pace, wait=wait)
    assert (totals.accepted, totals.refused) == (2, 1)
    assert asked == [0.0, 0.0, 10.0, 10.0, 20.0]


class Faulty(sqlite3.Connection):
    """A connection whose n-th statement fails as on a bad disk."""

    fuse = -1
    fired = 0
    on_fire = staticmethod(lambda: None)

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        cls = type(self)
        if cls.fuse == 0 and sql != "ROLLBACK":
            cls.fired += 1
            cls.on_fire()
            raise sqlite3.OperationalError("disk I/O error")
        cls.fuse -= 1
        return super().execute(sql, *parameters)


@pytest.mark.parametrize("nth", range(40))
def test_io_errors_stop_before_the_next_request(server: Server, tmp_path: Path, nth: int) -> None:
    """Whichever statement fails: no request is sent before its intent is on disk, and none after the failure."""

    class Disk(Faulty):
        pass

    at_failure: list[int] = []
    path = tmp_path / "journal"
    with OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT) as sender:
        with Journal(path, connect=functools.partial(sqlite3.connect, factory=Disk)) as journal:
            Disk.on_fire = staticmethod(lambda: at_failure.append(len(server.seen)))
            Disk.fuse = nth
            with pytest.raises(JournalError, match="sending stopped"):
                send_all(outgoing(8), sender, journal, "c")
            Disk.fuse = -1
        assert Disk.fired >= 1
        assert set(at_failure) == {len(server.seen)}
        with Journal(path) as journal:
            journal.recover()
            summary = journal.summary()
            assert summary[State.ACCEPTED] <= len(server.accepted) <= summary[State.ACCEPTED] + summary[State.IN_DOUBT]
            assert summary[State.IN_DOUBT] <= 1
            totals = send_all(outgoing(8), sender, journal, "c")
    assert totals.accepted + totals.in_doubt == totals.total == 8
    bodies = [each["body"] for each in server.accepted]
    assert len(set(bodies)) == len(bodies)


def test_full_disk_fails_the_claim_and_not_the_settling(server: Server, sender: OctopodsSender, tmp_path: Path) -> None:
    fired = 0
    for count in range(3, 60, 4):
        with Journal(tmp_path / f"journal-{count}") as journal:
            before = len(server.accepted)
            journal.add_many("c", outgoing(count))
            (size,) = journal._database.connection.execute("PRAGMA page_count").fetchone()
            assert journal._database.connection.execute(f"PRAGMA max_page_count = {size}").fetchone() == (size,)
            with contextlib.suppress(JournalError):
                send_all(outgoing(count), sender, journal, "c")
            fired += journal.summary()[State.QUEUED] > 0
            summary = journal.summary()
            assert summary[State.ATTEMPTING] == summary[State.IN_DOUBT] == 0, (
                "nothing was under way when the disk was full"
            )
            assert summary[State.ACCEPTED] == len(server.accepted) - before
            journal._database.connection.execute("PRAGMA max_page_count = 100000")
            assert send_all(outgoing(count), sender, journal, "c") == Totals(accepted=count)
            assert len(server.accepted) - before == count
    assert fired >= 5
