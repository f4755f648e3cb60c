from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.errors import JournalError
from smslint.sending.journal.entries import Resolution, State
from smslint.sending.journal.journal import Journal
from smslint.sending.outcome import InDoubt, NotConnected, Outcome, RateLimited, Reason, Rejected, Unauthorised
from smslint.sending.receipt import Receipt
from smslint.sending.verdict import Outgoing
from tests.sending.support import TO, outgoing

HELLO = Outgoing("Hello", TO, row=7)
RECEIPT = Receipt("req_1", "msg_1", "https://api.octopods.io/s/1", TO)
NO = Rejected(Reason.PROVIDER_ERROR, 4, "carrier said no")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "send.db") as made:
        yield made


@pytest.mark.parametrize(("outcome", "state"), [
    (RECEIPT, State.ACCEPTED), (NO, State.FAILED), (InDoubt("x"), State.IN_DOUBT),
    (RateLimited(), State.QUEUED), (NotConnected("x"), State.QUEUED), (Unauthorised(), State.QUEUED),
])  # fmt: skip
def test_outcomes_and_what_may_be_claimed_again(journal: Journal, outcome: Outcome, state: State) -> None:
    claim = journal.claim(journal.add("c", HELLO))
    assert claim.granted
    assert journal.summary()[State.ATTEMPTING] == 1
    assert journal.settle(claim, outcome) is state
    again = journal.claim(journal.add("c", HELLO))
    assert again.granted is (state is State.QUEUED)
    assert again.receipt == (RECEIPT if state is State.ACCEPTED else None)
    assert sum(journal.summary().values()) == 1


def test_key_is_campaign_recipient_and_body(journal: Journal) -> None:
    same = [HELLO, Outgoing("Hello", "+1 415-555-0123"), Outgoing("Hello", TO, kind="otp")]
    assert len({journal.add("c", message).id for message in same}) == 1
    others = [("d", HELLO), ("c", Outgoing("Hallo", TO)), ("c", Outgoing("Hello", "+14155550124"))]
    assert len({journal.add(*other).id for other in others} | {journal.add("c", HELLO).id}) == 4


def test_refused_rows_are_checked_again(journal: Journal) -> None:
    entry = journal.add("c", HELLO)
    journal.refuse(entry, ["TIM001", "OPT001"])
    (row,) = journal.rows(State.REFUSED)
    assert (row.note, row.masked, row.list_row, row.attempts) == ("TIM001, OPT001", "+1******123", 7, 0)
    assert journal.claim(entry).granted


@pytest.mark.parametrize(("outcome", "resolution", "after"), [
    (InDoubt("x"), Resolution.AS_SENT, State.ACCEPTED),
    (InDoubt("x"), Resolution.RESEND, State.QUEUED),
    (NO, Resolution.RESEND, State.QUEUED),
    (NO, Resolution.AS_SENT, None),
    (RECEIPT, Resolution.RESEND, None),
    (RateLimited(), Resolution.AS_SENT, None),
])  # fmt: skip
def test_a_person_resolves_a_doubt(
    journal: Journal, outcome: Outcome, resolution: Resolution, after: State | None
) -> None:
    claim = journal.claim(journal.add("c", HELLO))
    before = journal.settle(claim, outcome)
    if after is None:
        with pytest.raises(JournalError, match="can be decided"):
            journal.resolve(claim.entry.id, resolution)
    else:
        journal.resolve(claim.entry.id, resolution)
    assert [row.state for row in journal.rows()] == [after or before]


def test_unknown_row(journal: Journal) -> None:
    with pytest.raises(JournalError, match="no row 9"):
        journal.resolve(9, Resolution.RESEND)


def test_resolving_a_row_in_flight_is_noticed(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as sending, Journal(tmp_path / "j") as person:
        claim = sending.claim(sending.add("c", HELLO))
        with pytest.raises(JournalError, match="attempting"):
            person.resolve(claim.entry.id, Resolution.RESEND)


def test_caps_count_what_may_have_arrived(tmp_path: Path) -> None:
    now = [1000.0]
    with Journal(tmp_path / "j", clock=lambda: now[0]) as journal:
        assert journal.first_message(TO)
        outcomes: list[Outcome] = [RECEIPT, NO, InDoubt("x"), RateLimited()]
        for index, outcome in enumerate(outcomes):
            now[0] += 100
            journal.settle(journal.claim(journal.add("c", Outgoing(f"Hello {index}", TO))), outcome)
        journal.claim(journal.add("d", HELLO))
        assert not journal.first_message("+1 (415) 555-0123")
        assert journal.first_message("+14155550124")
        assert journal.sent_since(TO) == 3
        assert journal.sent_since(TO, datetime.fromtimestamp(1150, UTC)) == 2
        assert journal.sent_since(TO, campaign="c") == 2


def test_rows_of_a_running_process_are_kept_and_those_of_a_dead_one_are_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as mine, Journal(path) as other:
        claim = mine.claim(mine.add("c", HELLO))
        assert other.recover() == 0, "its lock is held, in this very process"
        assert not other.claim(claim.entry).granted
    with Journal(path) as later:
        assert later.recover() == 1
        (row,) = later.rows()
        assert row.state is State.IN_DOUBT
        assert not later.claim(claim.entry).granted
    assert not list(tmp_path.glob("*.owner-*")), "signs of life are cleared away"


KILLED = """
import os, signal, sys
from smslint.sending.journal.journal import Journal
from smslint.sending.verdict import Outgoing
journal = Journal(sys.argv[1])
journal.claim(journal.add("c", Outgoing("Hello", "+14155550123")))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_between_request_and_answer(tmp_path: Path) -> None:
    path = tmp_path / "j"
    assert subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False).returncode == -9
    with Journal(path) as journal:
        assert journal.summary()[State.ATTEMPTING] == 1
        assert journal.recover() == 1
        assert journal.summary()[State.IN_DOUBT] == 1


def _claim_all(path: Path, count: int, start: object, won: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    with Journal(path) as journal:
        for entry in journal.add_many("c", outgoing(count)):
            if (claim := journal.claim(entry)).granted:
                won.put(entry.id)  # type: ignore[attr-defined]
                journal.settle(claim, RECEIPT)


def test_one_of_many_processes_gets_each_row(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, won = context.Event(), context.Queue()
    workers = [context.Process(target=_claim_all, args=(tmp_path / "j", 40, start, won)) for _ in range(3)]
    for worker in workers:
        worker.start()
    start.set()
    claims = Counter(won.get(timeout=60) for _ in range(40))
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert won.empty()
    assert set(claims.values()) == {1}
    with Journal(tmp_path / "j") as journal:
        assert journal.summary()[State.ACCEPTED] == 40


def test_one_of_many_threads_gets_each_row(journal: Journal) -> None:
    entries = journal.add_many("c", outgoing(30))
    won: list[int] = []

    def work() -> None:
        won.extend(entry.id for entry in entries if journal.claim(entry).granted)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == sorted(entry.id for entry in entries)


def test_settings_that_make_it_durable(journal: Journal) -> None:
    pragma = {
        name: journal._database.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    }
    assert pragma == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_only_the_owner_can_read_it(journal: Journal) -> None:
    journal.claim(journal.add("c", HELLO))
    modes = {path.name: path.stat().st_mode & 0o077 for path in journal.path.parent.iterdir()}
    assert len(modes) >= 4
    assert set(modes.values()) == {0}, modes


def test_a_lost_or_foreign_pepper_is_noticed(tmp_path: Path) -> None:
    Journal(tmp_path / "j").close()
    pepper = tmp_path / "j.pepper"
    secret = pepper.read_bytes()
    for content, complaint in [(secret[:5], "damaged"), (bytes(32), "another journal")]:
        pepper.write_bytes(content)
        with pytest.raises(JournalError, match=complaint):
            Journal(tmp_path / "j")
    pepper.unlink()
    with pytest.raises(JournalError, match="missing"):
        Journal(tmp_path / "j")
    pepper.write_bytes(secret)
    Journal(tmp_path / "j").close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize("end", [".pepper", ".mark", "-wal", "-journal"])
def test_a_pipe_beside_a_journal_is_not_waited_for(end: str, tmp_path: Path) -> None:
    Journal(tmp_path / "j").close()
    (tmp_path / f"j{end}").unlink(missing_ok=True)
    os.mkfifo(tmp_path / f"j{end}")
    code = f"from smslint.sending.journal.journal import Journal; Journal({str(tmp_path / 'j')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert "JournalError" in done.stderr.splitlines()[-1]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_nothing_is_made_through_a_link_beside_a_journal(tmp_path: Path) -> None:
    (tmp_path / "j.opening").symlink_to("victim")
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path / "j")
    assert not (tmp_path / "victim").exists()


def test_other_files_are_not_journals(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to look at" * 10)
    with sqlite3.connect(tmp_path / "foreign") as db:
        db.execute("CREATE TABLE things (x)")
    db.close()
    for name in ("text", "foreign", "nowhere/j"):
        with pytest.raises(JournalError):
            Journal(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_journal_is_not_usable_after_a_fork(journal: Journal) -> None:
    child = os.fork()
    if child == 0:
        try:
            journal.summary()
        except JournalError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_contains_neither_number_nor_body(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        message = Outgoing("Your code is 918273", TO)
        claim = journal.claim(journal.add("c", message))
        journal.settle(claim, Receipt("r" * 500, TO, f"https://api.octopods.io/s?to=%2B{TO[1:]}", TO))
        other = journal.claim(journal.add("c", Outgoing("x", TO)))
        journal.settle(other, Rejected(Reason.PHONE_INVALID, 3, f"{TO} is not E.164"))
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert TO[1:].encode() not in content
            assert b"918273" not in content


@pytest.mark.parametrize("column", ["queued_at", "attempted_at", "finished_at"])
@pytest.mark.parametrize("seconds", [1e308, -1e308, 1e15])
def test_a_time_that_does_not_exist(
    column: str, seconds: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a damaged file: one line, and nothing internal."""
    path = tmp_path / "send.db"
    with Journal(path) as made:
        made.settle(made.claim(made.add("c", HELLO)), RECEIPT)
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE message SET {column} = ?", (seconds,))
    database.close()
    status = run(["send", "journal", "--journal", str(path)])
    error = capsys.readouterr().err
    if column == "finished_at":  # the time that is shown
        assert (status, error.count("\n")) == (2, 1)
        assert "a time that does not exist" in error
    assert "internal error" not in error
    with Journal(path) as made, suppress(JournalError):
        made.sent_times(TO, datetime(2026, 1, 1, tzinfo=UTC))
