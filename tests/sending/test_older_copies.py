"""A journal that was put back from a backup is noticed before it texts anyone again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from smslint.errors import JournalError
from smslint.sending import Outgoing
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.receipt import Receipt

TOP = Path(__file__).parents[2]
TO = "+14155550123"
OLDER = r"j is an older copy: it counts \d attempts to send, j\.mark beside it \d\. .* remove j\.mark"
SEND = f"""
import sys
from smslint.sending import Outgoing
from smslint.sending.journal.journal import Journal
from smslint.sending.receipt import Receipt
journal = Journal(sys.argv[1])
for number in range(10**6):
    claim = journal.claim(journal.add("c", Outgoing(f"{{sys.argv[2]}} {{number}}", "{TO}")))
    journal.settle(claim, Receipt("r", "m", None, "{TO}"))
"""


def attempt(journal: Journal, body: str, *, settled: bool = True) -> None:
    claim = journal.claim(journal.add("c", Outgoing(body, TO)))
    assert claim.granted
    if settled:
        journal.settle(claim, Receipt("r", "m", None, TO))


def copy(source: Path, target: Path) -> None:
    """A consistent copy, as ``sqlite3 j ".backup"`` makes it."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        each.unlink(missing_ok=True)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A journal that was put back after one more message."""
    path, backup = tmp_path / "j", tmp_path / "backup"
    with Journal(path) as journal:
        attempt(journal, "one")
        copy(path, backup)
        attempt(journal, "two")
    remove(path)
    shutil.move(backup, path)
    return path


def test_it_is_refused_until_a_person_decides(older: Path) -> None:
    for _ in range(2):  # the first attempt leaves nothing that lets the second pass
        with pytest.raises(JournalError, match=OLDER):
            Journal(older)
    (older.parent / "j.mark").unlink()
    with Journal(older) as journal:
        assert journal.state("c", Outgoing("one", TO)) is State.ACCEPTED
        assert journal.state("c", Outgoing("two", TO)) is None


def test_its_key_file_may_be_put_back_too(older: Path) -> None:
    key = (older.parent / "j.pepper").read_bytes()
    (older.parent / "j.pepper").write_bytes(key)
    with pytest.raises(JournalError, match=OLDER):
        Journal(older)


def test_a_copy_without_its_log(tmp_path: Path) -> None:
    path, backup = tmp_path / "j", tmp_path / "backup"
    with Journal(path):
        pass
    with Journal(path) as journal:
        attempt(journal, "one")
        shutil.copy(path, backup)  # the attempt is only in the log
    remove(path)
    shutil.move(backup, path)
    with pytest.raises(JournalError, match=OLDER):
        Journal(path)


def test_the_newest_copy_is_taken(tmp_path: Path) -> None:
    path, backup = tmp_path / "j", tmp_path / "backup"
    with Journal(path) as journal:
        attempt(journal, "one")
        attempt(journal, "two", settled=False)
        copy(path, backup)
    remove(path)
    shutil.move(backup, path)
    with Journal(path) as journal:
        assert journal.recover() == 1


def test_a_journal_that_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        attempt(journal, "one")
    remove(path)
    (tmp_path / "j.pepper").unlink()
    with pytest.raises(JournalError, match=r"remove j\.mark$"):
        Journal(path)
    (tmp_path / "j.mark").unlink()
    with Journal(path) as journal:
        attempt(journal, "one")
    with Journal(path) as journal:
        assert journal.state("c", Outgoing("one", TO)) is State.ACCEPTED


def test_a_journal_from_before_there_were_marks(tmp_path: Path) -> None:
    path, backup = tmp_path / "j", tmp_path / "backup"
    with Journal(path) as journal:
        attempt(journal, "one")
        journal._database.connection.execute("DELETE FROM meta WHERE name = 'attempts'")
        copy(path, backup)
    (tmp_path / "j.mark").unlink()
    remove(path)
    shutil.copy(backup, path)
    with Journal(path) as journal:
        attempt(journal, "two")
    remove(path)
    shutil.copy(backup, path)
    with pytest.raises(JournalError, match=OLDER):
        Journal(path)


@pytest.mark.parametrize("content", [b"", bytes(35)], ids=["empty", "zeros"])
def test_a_mark_that_a_power_failure_took(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        attempt(journal, "one")
    (tmp_path / "j.mark").write_bytes(content)
    Journal(path).close()
    assert (tmp_path / "j.mark").read_bytes().endswith(b" 000000000000000001")


@pytest.mark.parametrize("content", [b"mine", b"0123456789abcdef 00000000000000000x", b"x" * 5000])
def test_a_damaged_or_foreign_mark(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "j.mark").write_bytes(content)
    with pytest.raises(JournalError, match=r"j\.mark is damaged or of another program"):
        Journal(tmp_path / "j")
    assert (tmp_path / "j.mark").read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_mark_that_is_no_file(kind: str, tmp_path: Path) -> None:
    mark, other = tmp_path / "j.mark", tmp_path / "other"
    other.write_text("")
    if kind == "link":
        mark.symlink_to(other)
    elif kind == "pipe":
        os.mkfifo(mark)
    else:
        mark.mkdir()
    with pytest.raises(JournalError, match=r"j\.mark"):
        Journal(tmp_path / "j")
    assert other.read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_the_mark_is_never_ahead_and_hardly_behind(tmp_path: Path) -> None:
    path = tmp_path / "j"
    Journal(path).close()
    attempts = 0
    for round_ in range(3):
        command = [sys.executable, "-c", SEND, str(path)]
        running = [subprocess.Popen([*command, f"{round_} {each}"], cwd=TOP) for each in "ab"]
        try:
            while _attempts(path) < attempts + 40:
                mark = _mark(path)  # read before what it is compared with
                assert mark <= _attempts(path)
        finally:
            for process in running:
                process.kill()
                process.wait()
        attempts = _attempts(path)
        assert attempts - len(running) <= _mark(path) <= attempts
        Journal(path).close()
        assert _mark(path) == attempts


def _mark(path: Path) -> int:
    return int(path.with_name("j.mark").read_bytes().split()[1])


def _attempts(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=30)) as db:
        return int(db.execute("SELECT coalesce(sum(attempts), 0) FROM message").fetchone()[0])
