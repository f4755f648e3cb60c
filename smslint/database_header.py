"""What the first bytes of an SQLite file say, read without SQLite, which may write next to a file or into it when it opens it.

Source: https://www.sqlite.org/fileformat2.html#the_database_header
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = b"SQLite format 3\0"
_LENGTH: Final = 100
_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24


class DatabaseHeader(NamedTuple):
    """The numbers with which a program marks its own databases."""

    application: int
    """``PRAGMA application_id``; 0 if the program sets none."""
    version: int
    """``PRAGMA user_version``."""
    has_wal: bool
    """Whether changes are first written to a second file, ``NAME-wal``."""
    pages: int
    size: int = 0
    """Bytes of all pages."""

    @property
    def is_new(self) -> bool:
        """Whether nothing was written to the file itself yet: all content is in the second file, or there is none."""
        return self.has_wal and self.pages <= 1


def is_database(path: Path) -> bool:
    """Whether the file is an SQLite database.

    :raises OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read_header(path: Path) -> DatabaseHeader | None:
    """The header; ``None`` if there is no file, or if the file is empty: SQLite makes a database of such a file.

    :raises ValueError: if the file is something else than a database, or no file: a pipe would be waited for.
    :raises OSError: if it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("it is not a regular file")
        with path.open("rb") as file:
            head = file.read(_LENGTH)
    except FileNotFoundError:
        return None
    if not head:
        return None
    header = _header(head)
    for end in ("-journal", "-wal"):
        beside = path.with_name(f"{path.name}{end}")
        if beside.exists() and not beside.is_file():
            raise ValueError(f"{beside.name} beside it is not a regular file")
    return (_in_log(path.with_name(f"{path.name}-wal")) or header) if header.is_new else header


def is_cut_off(path: Path) -> bool:
    """Whether a database has fewer bytes than it says, and no log beside it to complete it.

    :raises ValueError: as :func:`read_header`.
    :raises OSError: if it cannot be read.
    """
    return all(_is_short(path) for _ in range(2))  # once may be in the middle of a change of another process


def _is_short(path: Path) -> bool:
    header = read_header(path)
    beside = (path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal"))
    return header is not None and header.size > path.stat().st_size and not any(each.exists() for each in beside)


def _header(head: bytes) -> DatabaseHeader:
    if len(head) < _LENGTH or not head.startswith(_MAGIC):
        raise ValueError("it is not an SQLite database")
    number = {at: int.from_bytes(head[at : at + 4], "big") for at in (28, 60, 68)}
    page = int.from_bytes(head[16:18], "big")
    size = number[28] * (65_536 if page == 1 else page)
    return DatabaseHeader(number[68], number[60], head[18] == 2, number[28], size)


def _in_log(log: Path) -> DatabaseHeader | None:
    """The newest header in the second file: a program that runs may have put nothing into the database itself yet.

    Source: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    found = None
    try:
        if not stat.S_ISREG(log.stat().st_mode):
            return None
        with log.open("rb") as file:
            start = file.read(_LOG_HEADER)
            size = int.from_bytes(start[8:12], "big")
            if len(start) < _LOG_HEADER or not 512 <= size <= 65_536:
                return None
            while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == start[16:24]:  # the salts
                page = file.read(_LENGTH)
                file.seek(size - _LENGTH, 1)
                if int.from_bytes(frame[:4], "big") == 1 and len(page) == _LENGTH and page.startswith(_MAGIC):
                    found = _header(page)
    except OSError:
        return found
    return found
