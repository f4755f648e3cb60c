"""Which processes are running: each sending process has a lock on its own small file, which the system releases when it dies.

Locks are better than process ids: ids are reused, and a SIGKILL leaves no time to clean up. Works on local disks, like SQLite's WAL.
"""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        # flock, not lockf: it belongs to the open file, so that two journals in one process do not share a lock.
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock on ``path`` for the block, waiting for it."""
    # A link would lead to somebody's file, or make one.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _lock(descriptor, wait=True)
        yield
    finally:
        os.close(descriptor)


class Owner:
    """A locked file next to the journal shows that this process is running. :meth:`close` removes it."""

    def __init__(self, journal: Path) -> None:
        self.token = uuid.uuid4().hex
        self._path = _sign(journal, self.token)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _lock(self._descriptor, wait=False)

    def close(self) -> None:
        """Release the lock. Unfinished rows of this owner are then in doubt."""
        # Unlinked first: a later check finds no file, which means "not running".
        with suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)


def alive(journal: Path, token: str) -> bool:
    """Whether the owner still holds its lock."""
    try:
        descriptor = os.open(_sign(journal, token), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        _lock(descriptor, wait=False)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def forget(journal: Path, token: str) -> None:
    """Remove the file of an owner that is not running."""
    with suppress(OSError):
        _sign(journal, token).unlink()


def _sign(journal: Path, token: str) -> Path:
    return journal.with_name(f"{journal.name}.owner-{token}")
