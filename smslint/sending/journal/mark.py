"""The mark of a journal: how many attempts to send it counted, in the small file ``NAME.mark`` beside it.

A journal that counted fewer is an older copy, for example from a backup or without its log, and would send messages again. The mark
is only written within a transaction, with what earlier transactions put on the disk, so it is never ahead of its journal. It is
written without a sync: it survives killed processes, and after a power failure it may notice less, but refuses nothing wrongly.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from smslint.errors import JournalError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

ADD_ATTEMPT: Final = "UPDATE meta SET value = value + 1 WHERE name = 'attempts'"
_ATTEMPTS: Final = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'attempts'"
_START: Final = "INSERT OR IGNORE INTO meta SELECT 'attempts', coalesce(sum(attempts), 0) FROM message"
_FORM: Final = re.compile(rb"([0-9a-f]{16}) ([0-9]{18})")
_LENGTH: Final = 16 + 1 + 18


def counting(journal: Path) -> Path | None:
    """The mark of a journal, if it is there and counts an attempt: somebody may have been sent something."""
    path = _path(journal)
    if not path.is_file():  # what is no file, such as a pipe, would be waited for
        return None
    try:
        with path.open("rb") as file:
            found = _FORM.fullmatch(file.read(_LENGTH + 1))
    except OSError:
        return None
    return path if found is not None and int(found[2]) else None


def _path(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.mark")


class Mark:
    """The open file."""

    def __init__(self, journal: Path, check: str) -> None:
        """Open the mark of a journal, or create it.

        :param check: of the key of the journal: the mark of an earlier journal of this name says nothing about this one.
        """
        self._journal, self._path = journal, _path(journal)
        self._owner, self._noted = check[:16], -1
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        try:
            self._descriptor = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise JournalError(f"{self._path} cannot be opened: {error.strerror}") from None

    def begin(self, db: sqlite3.Connection) -> None:
        """Compare the mark with its journal, in a transaction, and write it.

        :raises JournalError: if the journal is older, or the file is something else.
        """
        db.execute(_START)
        (attempts,) = db.execute(_ATTEMPTS).fetchone()
        known = self._known()
        if attempts < known:
            name = self._path.name
            raise JournalError(
                f"{self._journal} is an older copy: it counts {attempts:,} attempts to send, {name} beside it {known:,}. Put the newest "
                f"copy back, with its -wal file; only to send what is missing in it perhaps twice, remove {name}"
            )
        self.note(db)

    def note(self, db: sqlite3.Connection) -> None:
        """Write down, at the start of a transaction, what is on the disk. A failure is not reported: it must not stop an answer."""
        (attempts,) = db.execute(_ATTEMPTS).fetchone()
        if attempts != self._noted:
            with suppress(OSError):
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                os.write(self._descriptor, f"{self._owner} {attempts:018}".encode())
                self._noted = attempts

    def close(self) -> None:
        """Close the file, and let it survive a power failure."""
        with suppress(OSError):
            os.fsync(self._descriptor)
        with suppress(OSError):
            os.close(self._descriptor)

    def _known(self) -> int:
        if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
            raise JournalError(f"{self._path} is not a regular file: remove it")
        content = os.read(self._descriptor, _LENGTH + 1)
        if not content.strip(b"\0"):  # new, or its name survived a power failure and its content did not
            return 0
        found = _FORM.fullmatch(content)
        if found is None:
            raise JournalError(
                f"{self._path} is damaged or of another program: remove it if {self._journal.name} is the newest copy"
            )
        return int(found[2]) if found[1] == self._owner.encode() else 0
