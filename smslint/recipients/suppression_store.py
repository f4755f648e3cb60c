"""The suppression list in one SQLite file: the default, because many processes can add to it and writes are atomic."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from smslint.errors import RecipientsError
from smslint.recipients.suppression import SuppressedNumber

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
_MANY: Final = 10_000


class SuppressionStore:
    """An open store."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise RecipientsError(
                f"{path}: there is no suppression list here. Create one with: smslint suppress add +NUMBER"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > _USER_VERSION:
                raise RecipientsError(f"{path}: this suppression list was written by a newer smslint. Upgrade smslint.")
            self._db.execute(_SCHEMA)
            self._db.execute(f"PRAGMA user_version = {_USER_VERSION}")
            self._db.commit()
        except (sqlite3.Error, OSError) as error:
            raise RecipientsError(f"{path}: it cannot be used as a suppression list: {error}.") from error

    def add(self, entries: Iterable[SuppressedNumber]) -> int:
        """Add numbers, all or none; a number that exists keeps its first entry. Returns how many are new."""
        before = self._db.total_changes
        rows = ((int(entry.number), entry.reason, entry.source, entry.date) for entry in entries)
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO suppressed VALUES (?, ?, ?, ?)", rows)
        return self._db.total_changes - before

    def renew(self, entries: Iterable[SuppressedNumber]) -> int:
        """Like :meth:`add`; an existing entry from the same source gets the later date: the person opted out again."""
        before = len(self)
        rows = ((int(entry.number), entry.reason, entry.source, entry.date) for entry in entries)
        with self._db:
            self._db.executemany(
                "INSERT INTO suppressed VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET reason = excluded.reason,"
                " date = excluded.date WHERE source = excluded.source AND excluded.date > date",
                rows,
            )
        return len(self) - before

    def remove(self, number: str) -> bool:
        """Remove a number; returns whether it existed."""
        with self._db:
            return self._db.execute("DELETE FROM suppressed WHERE number = ?", (int(number),)).rowcount > 0

    def find(self, number: str) -> SuppressedNumber | None:
        """The entry of a canonical number."""
        query = "SELECT number, reason, source, date FROM suppressed WHERE number = ?"
        row = self._db.execute(query, (int(number),)).fetchone()
        return SuppressedNumber(f"+{row[0]}", *row[1:]) if row else None

    def keys(self) -> Iterator[int]:
        """All numbers, as integers, in order."""
        cursor = self._db.execute("SELECT number FROM suppressed ORDER BY number")
        while rows := cursor.fetchmany(_MANY):
            yield from (row[0] for row in rows)

    def __len__(self) -> int:
        count: int = self._db.execute("SELECT count(*) FROM suppressed").fetchone()[0]
        return count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
