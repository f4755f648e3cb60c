"""Databases of other programs: named by mistake as a journal or a suppression list, they stay as they were, byte for byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from smslint.database_header import read_header
from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_files import load
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.journal.entries import APPLICATION_ID
from smslint.sending.journal.journal import Journal
from smslint.sending.verdict import Outgoing

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = {
    "other table": "CREATE TABLE optouts (number TEXT); INSERT INTO optouts VALUES ('+14155552671');",
    "same name, other columns": "CREATE TABLE suppressed (phone TEXT);",
    "one table too many": (
        "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT, source TEXT, date TEXT); CREATE TABLE users (id);"
    ),
    "other program": "PRAGMA application_id = 7; CREATE TABLE users (id);",
    "other program, our version": "PRAGMA user_version = 1; CREATE TABLE users (id);",
    "with a log": "PRAGMA journal_mode = WAL; CREATE TABLE users (id);",
    "no table": "PRAGMA application_id = 7;",
}


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(params=SCRIPTS)
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "app.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCRIPTS[request.param])
    return path


def test_it_is_no_suppression_list(foreign: Path) -> None:
    before = state(foreign.parent)
    for use in (load, SuppressionStore, lambda path: SuppressionStore(path, create=True)):
        with pytest.raises(RecipientsError, match="not a suppression list of smslint; it was not changed"):
            use(foreign)
    assert state(foreign.parent) == before


def test_it_is_no_journal(foreign: Path) -> None:
    before = state(foreign.parent)
    with pytest.raises(JournalError, match="a database of another program"):
        Journal(foreign)
    assert state(foreign.parent) == before


@pytest.mark.parametrize(
    "settings", ["", "PRAGMA application_id = 7;", "PRAGMA page_size = 512;", "PRAGMA page_size = 65536;"]
)
@pytest.mark.parametrize("how", ["runs", "was killed"])
def test_a_program_that_has_put_nothing_into_its_database_yet(settings: str, how: str, tmp_path: Path) -> None:
    """All that it wrote is in the log beside: opening the database would move it, at the latest when it is closed again."""
    path = tmp_path / "app.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(
            f"{settings} PRAGMA journal_mode = WAL; CREATE TABLE users (id); INSERT INTO users VALUES (1);"
        )
        if how == "was killed":
            path = tmp_path / "copy" / "app.db"
            path.parent.mkdir()
            for name in ("app.db", "app.db-wal"):
                (path.parent / name).write_bytes((tmp_path / name).read_bytes())
        before = state(path.parent)
        with pytest.raises(JournalError, match="a database of another program"):
            Journal(path)
        for use in (load, SuppressionStore, lambda path: SuppressionStore(path, create=True)):
            with pytest.raises(RecipientsError, match="not a suppression list of smslint; it was not changed"):
                use(path)
        assert state(path.parent) == before


def test_a_journal_of_ours_that_was_killed_early_is_opened(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "j")) as journal:
        journal.add("c", Outgoing("Hello", "+14155552671"))
        for path in list(tmp_path.iterdir()):
            (tmp_path / f"copy.{path.name}").write_bytes(path.read_bytes())
    for path in tmp_path.glob("copy.*"):
        (path.parent / "new").mkdir(exist_ok=True)
        path.rename(path.parent / "new" / path.name.removeprefix("copy."))
    found = read_header(tmp_path / "new" / "j")
    assert found is not None
    with Journal(tmp_path / "new" / "j") as journal:
        assert journal.state("c", Outgoing("Hello", "+14155552671")) is not None


@pytest.mark.parametrize("content", [b"", b"x" * 10, b"\x37\x7f\x06\x82" + bytes(28), bytes(5000), b"\xff" * 5000])
def test_a_log_that_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    (tmp_path / "new.db-wal").write_bytes(content)
    found = read_header(path)
    assert found is not None
    assert found.is_new


def test_ours_are_not_mixed_up(tmp_path: Path) -> None:
    listed, journal = tmp_path / "stop.db", tmp_path / "sent.db"
    SuppressionStore(listed, create=True)
    Journal(journal).close()
    before = state(tmp_path)
    with pytest.raises(JournalError):
        Journal(listed)
    with pytest.raises(RecipientsError):
        load(journal)
    assert state(tmp_path) == before
    Journal(journal).close()


def test_a_text_file_is_no_journal_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("call Ann")
    with pytest.raises(JournalError, match="not an SQLite database"):
        Journal(path)
    assert state(tmp_path) == {"notes.txt": b"call Ann"}


def test_a_list_of_an_earlier_version_is_ours(tmp_path: Path) -> None:
    """Without an application id; it is read, and can be added to."""
    path = tmp_path / "stop.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT NOT NULL DEFAULT '',"
            " source TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT ''); PRAGMA user_version = 1;"
            "INSERT INTO suppressed (number) VALUES (12025550101);"
        )
    assert 12025550101 in load(path)
    with SuppressionStore(path, create=True) as store:
        assert store.add([SuppressedNumber("+12025550102")]) == 1
    assert len(load(path)) == 2


def test_an_empty_file_is_not_taken_for_a_list_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "stop.db"
    path.touch()
    with pytest.raises(RecipientsError, match="empty"):
        SuppressionStore(path)
    assert path.stat().st_size == 0


OTHER_TABLES = {
    "texts as numbers": "CREATE TABLE suppressed (number, reason TEXT, source TEXT, date TEXT); INSERT INTO suppressed VALUES ('+1', '', '', '');",
    "text column": "CREATE TABLE suppressed (number TEXT PRIMARY KEY, reason TEXT, source TEXT, date TEXT);",
    "a view": "CREATE VIEW suppressed AS SELECT 12025550101 AS number, '' AS reason, '' AS source, '' AS date;",
    "no table": "CREATE TABLE other (number);",
    "a trigger": (
        "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT, source TEXT, date TEXT);"
        "CREATE TRIGGER gone AFTER INSERT ON suppressed BEGIN DELETE FROM suppressed; END;"
    ),
    "a table whose key may be text": (
        "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT, source TEXT, date TEXT) WITHOUT ROWID;"
        "INSERT INTO suppressed VALUES ('abc', '', '', '');"
    ),
    "a column that is computed": (
        "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT, source TEXT, date TEXT, x AS (number + 1));"
    ),
    "a view besides": (
        "CREATE TABLE suppressed (number INTEGER PRIMARY KEY, reason TEXT, source TEXT, date TEXT); CREATE VIEW v AS SELECT 1;"
    ),
}


@pytest.mark.parametrize("script", OTHER_TABLES.values(), ids=OTHER_TABLES)
def test_our_mark_does_not_make_a_list(script: str, tmp_path: Path) -> None:
    path = tmp_path / "stop.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"PRAGMA application_id = {0x534D5355}; PRAGMA user_version = 1; {script}")
    before = state(tmp_path)
    for use in (load, SuppressionStore, lambda path: SuppressionStore(path, create=True)):
        with pytest.raises(RecipientsError, match="does not have the table of a suppression list; it was not changed"):
            use(path)
    assert state(tmp_path) == before


@pytest.mark.parametrize("number", [-5, 0, 10**15])
def test_a_list_of_what_is_no_number(number: int, tmp_path: Path) -> None:
    path = tmp_path / "stop.db"
    with SuppressionStore(path, create=True) as store:
        store.add([SuppressedNumber("+12025550102")])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO suppressed (number) VALUES (?)", (number,))
    with pytest.raises(RecipientsError, match="contains what is no phone number"):
        load(path)


@pytest.mark.parametrize("left", [4096, 4196, 8191])
def test_a_list_that_is_cut_off_gets_no_number(left: int, tmp_path: Path) -> None:
    """SQLite would take the missing page for an empty one: the list would then have the new number only."""
    path = tmp_path / "stop.db"
    with SuppressionStore(path, create=True) as store:
        store.add([SuppressedNumber("+12025550102")])
    assert path.stat().st_size == 8192
    path.write_bytes(path.read_bytes()[:left])
    before = state(tmp_path)
    for use in (load, SuppressionStore, lambda path: SuppressionStore(path, create=True)):
        with pytest.raises(RecipientsError, match="this suppression list is cut off; it was not changed"):
            use(path)
    assert state(tmp_path) == before


@pytest.mark.parametrize("version", [0, 99])
def test_our_mark_does_not_make_a_journal(version: int, tmp_path: Path) -> None:
    path = tmp_path / "j"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}; CREATE TABLE a (b);"
        )
    before = state(tmp_path)
    with pytest.raises(JournalError, match="not a send journal that this version of smslint can read"):
        Journal(path)
    assert state(tmp_path) == before


@pytest.mark.parametrize("less", [1, 4000, 8192])
def test_a_journal_that_is_cut_off_is_not_opened(less: int, tmp_path: Path) -> None:
    """Also if only the last page is missing, whose rows nobody has asked for yet."""
    path = tmp_path / "j"
    with Journal(path) as journal:
        for number in range(20):
            journal.claim(journal.add("sale", Outgoing(f"+1202555{number:04}", "Hi")))
    path.write_bytes(path.read_bytes()[:-less])
    before = path.read_bytes()
    with pytest.raises(JournalError, match="is cut off: restore it from a backup"):
        Journal(path)
    assert path.read_bytes() == before
