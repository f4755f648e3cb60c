"""The suppression list in one SQLite file: the default, because many processes can add to it and writes are atomic."""

from __future__ import annotations

import os
import sqlite3
from array import array
from contextlib import closing, contextmanager, suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.database_header import is_cut_off, read_header
from smslint.errors import RecipientsError
from smslint.real_paths import real_path
from smslint.recipients.suppression import SuppressedNumber, is_sudden
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS suppressed (
    number INTEGER PRIMARY KEY,      -- the digits of the E.164 form
    reason TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    date   TEXT NOT NULL DEFAULT ''  -- ISO 8601
)
"""
_USER_VERSION: Final = 1
_APPLICATION_ID: Final = 0x534D5355  # "SMSU"
_COLUMNS: Final = ["number", "reason", "source", "date"]
_MANY: Final = 10_000
_NUMBER: Final = itemgetter(0)
_LIMIT: Final = 10**15
"""Numbers in E.164 form have at most 15 digits."""


class Synced(NamedTuple):
    """What :meth:`SuppressionStore.sync` changed."""

    added: int
    removed: int
    others: int
    """Numbers of the list that were not given and stay."""
    size: int
    """How many numbers it has now."""


class SuppressionStore:
    """An open store. A file that it makes does not remain after an error as long as it has no number: it would be taken for a lost list.

    :raises RecipientsError: from every method, if the file is damaged or cannot be read or written.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise RecipientsError(
                f"{path}: there is no suppression list here. Create one with: smslint suppress add +NUMBER"
            )
        self._path = path
        with self._errors():
            is_new = _is_new(path)
            self._made = is_new and not path.exists()
            if is_new and not create:
                raise RecipientsError(f"{path}: this suppression list is empty: it is damaged, or not complete yet.")
            if is_new:
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.is_symlink() and not real_path(path).parent.is_dir():
                    raise RecipientsError(f"{path}: it is a link to {path.readlink()}, and there is no such folder.")
                os.close(
                    os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
                )  # numbers of people: SQLite would let everyone read them
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}", uri=True)
            if is_new:
                self._fill()
            elif not _has_our_columns(self._db):
                self._db.close()
                raise RecipientsError(
                    f"{path}: this database does not have the table of a suppression list; it was not changed."
                )

    def _fill(self) -> None:
        """Write the table into a new file. If that fails, as on a full disk, no file remains that would be a damaged list."""
        try:
            with self._db:
                self._db.execute(_SCHEMA)
                self._db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {_USER_VERSION}")
        except sqlite3.Error:
            self._db.close()
            with suppress(OSError):
                if self._path.stat().st_size == 0 and not self._path.is_symlink():
                    self._path.unlink()
            raise

    def _forget(self) -> None:
        """Remove the file again while it has no number, and while nobody else can add one."""
        with suppress(sqlite3.Error, OSError), self._db:
            self._db.execute("BEGIN EXCLUSIVE")
            if not self._count("suppressed"):
                real_path(self._path).unlink()

    def add(self, entries: Iterable[SuppressedNumber]) -> int:
        """Add numbers, all or none; a number that exists keeps its first entry. Returns how many are new."""
        before = self._db.total_changes
        self._insert("INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?, ?)", entries)
        return self._db.total_changes - before

    def renew(self, entries: Iterable[SuppressedNumber]) -> int:
        """Like :meth:`add`; an existing entry from the same source gets the later date: the person opted out again."""
        before = len(self)
        self._insert(
            "INSERT INTO suppressed VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET reason = excluded.reason,"
            " date = excluded.date WHERE source = excluded.source AND excluded.date > date",
            entries,
        )
        return len(self) - before

    def remove(self, number: str) -> bool:
        """Remove a number; returns whether it existed."""
        with self._errors(), self._db:
            return self._db.execute("DELETE FROM suppressed WHERE number = ?", (int(number),)).rowcount > 0

    def find(self, number: str) -> SuppressedNumber | None:
        """The entry of a canonical number."""
        query = "SELECT number, reason, source, date FROM suppressed WHERE number = ?"
        with self._errors():
            row = self._db.execute(query, (int(number),)).fetchone()
        return SuppressedNumber(f"+{row[0]}", *row[1:]) if row else None

    def sync(
        self,
        entries: Iterable[SuppressedNumber],
        *,
        exactly: bool,
        source: str = "",
        lossy: bool = False,
        dry_run: bool = False,
    ) -> Synced:
        """Make the list hold these numbers too, or exactly these, all or none. A number that exists keeps its entry.

        :param exactly: remove the numbers that are not among them.
        :param source: with ``exactly``: remove only numbers that came from this source; empty: from any.
        :param lossy: accept that many numbers disappear.
        :param dry_run: count, and change nothing.
        :raises RecipientsError: if so many would disappear that this may be another file, or a part of it.
        """
        gone = "FROM suppressed WHERE number NOT IN (SELECT number FROM incoming) AND ? IN ('', source)"
        about = (source,)
        with self._errors(), self._db:
            self._db.execute("CREATE TEMP TABLE incoming AS SELECT * FROM suppressed WHERE 0")
            self._db.execute("CREATE UNIQUE INDEX incoming_number ON incoming (number)")
            rows = ((int(number), *map(_whole, words)) for number, *words in entries)
            self._db.executemany("INSERT OR IGNORE INTO incoming VALUES (?, ?, ?, ?)", rows)
            before, given = len(self), self._count("incoming")
            missing = self._db.execute(f"SELECT count(*) {gone}", about).fetchone()[0]
            new = "FROM incoming WHERE number NOT IN (SELECT number FROM suppressed)"
            added = self._db.execute(f"SELECT count(*) {new}").fetchone()[0]
            removed = missing if exactly else 0
            if removed and not lossy and is_sudden(removed, before):
                raise RecipientsError(
                    f"{self._path}: {removed:,} of its {plural(before, 'number')} are not among the {given:,} given, so they would be texted "
                    "again; nothing was changed. If this is right, say so with --accept-loss."
                )
            if not dry_run:
                self._db.execute(f"INSERT INTO suppressed SELECT * {new}")
                if exactly:
                    self._db.execute(f"DELETE {gone}", about)
            self._db.execute("DROP TABLE incoming")
        return Synced(added, removed, missing - removed, before + added - removed)

    def entries(self) -> Iterator[SuppressedNumber]:
        """All entries, in the order of their numbers."""
        with self._errors():
            cursor = self._db.execute("SELECT number, reason, source, date FROM suppressed ORDER BY number")
            while rows := cursor.fetchmany(_MANY):
                yield from (SuppressedNumber(f"+{number}", *words) for number, *words in rows)

    def latest(self, most: int) -> list[SuppressedNumber]:
        """The entries with the latest dates."""
        query = "SELECT number, reason, source, date FROM suppressed ORDER BY date DESC, number LIMIT ?"
        with self._errors():
            return [SuppressedNumber(f"+{number}", *words) for number, *words in self._db.execute(query, (most,))]

    def groups(self) -> list[tuple[str, str, int]]:
        """How many numbers have each source and reason, the most first."""
        query = "SELECT source, reason, count(*) FROM suppressed GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        with self._errors():
            return list(self._db.execute(query))

    def _count(self, table: str) -> int:
        count: int = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (our own words)
        return count

    def keys(self) -> array[int]:
        """All numbers, as integers, in order: 8 bytes for each."""
        found = array("Q")
        with self._errors():
            cursor = self._db.execute("SELECT number FROM suppressed ORDER BY number")
            while rows := cursor.fetchmany(_MANY):
                if not 0 < rows[0][0] <= rows[-1][0] < _LIMIT:
                    raise ValueError("it contains what is no phone number")
                found.extend(map(_NUMBER, rows))
        return found

    def __len__(self) -> int:
        with self._errors():
            return self._count("suppressed")

    def _insert(self, statement: str, entries: Iterable[SuppressedNumber]) -> None:
        rows = ((int(number), *map(_whole, about)) for number, *about in entries)
        with self._errors(), self._db:
            self._db.executemany(statement, rows)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What SQLite and the system report, in our words."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise RecipientsError(f"{self._path}: it cannot be used as a suppression list: {error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._made:
            self._forget()
        self._db.close()


def _is_new(path: Path) -> bool:
    """Whether the file is still to be made. An existing file is only looked at, because it may be another program's.

    :raises RecipientsError: if it is the database of another program, or of a newer smslint.
    """
    header = read_header(path)
    if header is None:
        return True
    ours = header.application == _APPLICATION_ID or (
        header.application == 0 and not header.has_wal and _has_our_table(path)
    )
    if not ours:
        raise RecipientsError(f"{path}: this database is not a suppression list of smslint; it was not changed.")
    if is_cut_off(path):
        raise RecipientsError(f"{path}: this suppression list is cut off; it was not changed. Restore it.")
    if header.version > _USER_VERSION:
        raise RecipientsError(f"{path}: this suppression list was written by a newer smslint. Upgrade smslint.")
    return False


def _whole(text: str) -> str:
    """A text without halves of characters, which SQLite does not store: the number counts, whatever is said about it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _has_our_table(path: Path) -> bool:
    """Whether the database has our table and no other: lists made by earlier versions have no application id."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return tables == ["suppressed"] and _has_our_columns(db)


def _has_our_columns(db: sqlite3.Connection) -> bool:
    """Whether the numbers are the key of a table, so that SQLite keeps nothing but integers there, and nothing else acts on it.

    A trigger of another program could take out again what was added.
    """
    kinds = {kind for (kind,) in db.execute("SELECT DISTINCT type FROM sqlite_schema")}
    if kinds - {"table", "index"}:
        return False
    columns = db.execute("PRAGMA table_xinfo(suppressed)").fetchall()
    if [each[1] for each in columns] != _COLUMNS or (columns[0][2], columns[0][5]) != ("INTEGER", 1):
        return False
    try:
        db.execute("SELECT rowid FROM suppressed LIMIT 0")
    except sqlite3.OperationalError:
        return False  # WITHOUT ROWID: its key may be text
    return True
