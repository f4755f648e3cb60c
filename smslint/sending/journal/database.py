"""The database of a send journal: opened by one process at a time, refused if it is something else, used in exclusive transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias

from smslint.database_header import is_cut_off, read_header
from smslint.errors import JournalError
from smslint.sending.journal import owners
from smslint.sending.journal.entries import APPLICATION_ID, SCHEMA, VERSION
from smslint.sending.journal.hmac_key import HmacKey
from smslint.sending.journal.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Connect: TypeAlias = Callable[..., sqlite3.Connection]
_BUSY_SECONDS = 30.0


class Database:
    """The open file, with the key for hashes in it. Safe for several threads; cannot be used after a fork."""

    def __init__(self, path: Path, connect: Connect = sqlite3.connect) -> None:
        """Open a journal, or create one.

        :param path: absolute.
        :raises JournalError: if the file is something else, or cannot be opened.
        """
        self.path = path
        self.lock = RLock()
        self._process = os.getpid()
        self._mark: Mark | None = None
        _refuse_foreign(path)
        try:
            # Only one process at a time creates and opens it: SQLite's switch to WAL does not wait for others.
            with owners.exclusive(path.with_name(path.name + ".opening")):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
                self.connection = connect(path, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS)
                try:
                    self.key = self._open()
                except BaseException:
                    self.close()
                    raise
        except OSError as error:
            raise JournalError(f"the journal {path} cannot be opened: {error.strerror}") from None
        except sqlite3.Error as error:
            raise JournalError(f"the journal {path} cannot be opened: {error}") from None

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()
            if self._mark is not None:
                self._mark.close()
                self._mark = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One exclusive transaction; any failure of SQLite becomes a :class:`JournalError`."""
        if os.getpid() != self._process:
            raise JournalError("a journal cannot be used after a fork: open it again in the new process")
        with self.lock:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                if self._mark is not None:
                    self._mark.note(self.connection)
                yield self.connection
                self.connection.execute("COMMIT")
            except (sqlite3.Error, OSError, ValueError, TypeError, ArithmeticError) as error:
                raise self._failure(error) from error
            finally:
                # After a COMMIT there is nothing to roll back; after any failure the rows are unchanged.
                with suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    def _open(self) -> HmacKey:
        try:
            mode = self.connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            if mode != "wal":
                raise JournalError(
                    f"the journal {self.path} needs a local disk: SQLite cannot keep a WAL there ({mode})"
                )
            for pragma in ("synchronous = FULL", "fullfsync = ON", "foreign_keys = ON"):
                self.connection.execute(f"PRAGMA {pragma}")
            return self._prepare()
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def _prepare(self) -> HmacKey:
        """Create the tables in a new file; refuse a file that is not a journal, or that was made with another key."""
        application, version = (
            self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        parts = self.connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
        empty = not parts
        # A table that is made again would forget who was sent what, and a trigger could.
        whole = {("table", "message"), ("table", "meta")} <= set(parts) and {kind for kind, _ in parts} <= {
            "table",
            "index",
        }
        if not empty and (application != APPLICATION_ID or version != VERSION or not whole):
            raise JournalError(
                f"{self.path} is not a send journal that this version of smslint can read: name another file"
            )
        key = HmacKey.of_journal(self.path, create=empty)
        with self.transaction() as db:
            for statement in SCHEMA.split(";\n"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
            if empty:
                db.execute("INSERT INTO meta VALUES ('pepper', ?)", (key.check(),))
            check = db.execute("SELECT value FROM meta WHERE name = 'pepper'").fetchone()
        if check != (key.check(),):
            raise JournalError(f"{self.path}.pepper belongs to another journal: restore the right file")
        key.keep(self.path)
        mark = Mark(self.path, key.check())
        try:
            with self.transaction() as db:
                mark.begin(db)
        except BaseException:
            mark.close()
            raise
        self._mark = mark
        return key

    def _failure(self, error: Exception) -> JournalError:
        return JournalError(
            f"the journal {self.path} cannot be used ({error}): sending stopped. Fix this and start the same send again"
        )


def _refuse_foreign(path: Path) -> None:
    """Look at an existing file before SQLite opens it, because opening a database of another program would change it.

    :raises JournalError: if the file is not a journal.
    """
    try:
        header = read_header(path)
        cut_off = header is not None and is_cut_off(path)
    except ValueError as error:
        raise JournalError(f"{path} is not a send journal ({error}): name another file") from None
    except OSError as error:
        raise JournalError(f"the journal {path} cannot be opened: {error.strerror}") from None
    ours = header is None or (header.application, header.version) == (APPLICATION_ID, VERSION)
    if header is not None and header.application == APPLICATION_ID and not ours and not header.is_new:
        raise JournalError(f"{path} is not a send journal that this version of smslint can read: name another file")
    if header is not None and not ours and not header.is_new:
        raise JournalError(f"{path} is a database of another program, not a send journal: name another file")
    if cut_off:
        raise JournalError(f"the journal {path} is cut off: restore it from a backup")
