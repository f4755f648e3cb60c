"""Databases of other programs: named by mistake as a journal or a suppression list, they stay as they were, byte for byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_files import load
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.journal.journal import Journal

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
