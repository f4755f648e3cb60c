"""The state of files and folders at one moment, and whether it has changed since."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


TICK: Final = 10_000_000
"""Two writes within this many nanoseconds can have the same time: such a recent stamp is not trusted alone."""


class Stamp(NamedTuple):
    """The state of a file or folder at one moment."""

    path: str
    status: tuple[int, int, int, int] | None
    """Its times, size and inode; ``None`` if it does not exist."""
    content: bytes | None = None
    """The content of a file that was written so recently that its times would not show another write."""
    log: bool = False
    """Whether it is a log of SQLite. When root reads one, SQLite sets its owner each time, so only the time of its data counts."""

    @classmethod
    def of(cls, path: str, *, log: bool = False) -> Stamp:
        """The stamp of a path now."""
        status = _status(path, log)
        recent = status is not None and abs(time.time_ns() - status[0]) <= TICK
        return cls(path, status, _content(path) if recent else None, log)

    def holds(self) -> bool:
        """Whether the file is unchanged."""
        return _status(self.path, self.log) == self.status and (
            self.content is None or _content(self.path) == self.content
        )


class Watch:
    """The files from which something was made."""

    __slots__ = ("stamps",)

    def __init__(self, stamps: tuple[Stamp, ...]) -> None:
        self.stamps = stamps

    @classmethod
    def of(cls, paths: Iterable[str], logs: Iterable[str] = ()) -> Watch:
        """The current state of files.

        :param logs: more files, which are logs of SQLite.
        """
        some = (Stamp.of(path) for path in dict.fromkeys(paths))
        return cls((*some, *(Stamp.of(path, log=True) for path in dict.fromkeys(logs))))

    def holds(self) -> bool:
        """Whether all are unchanged. Files that were written long enough ago are then compared only by their times."""
        if not all(stamp.holds() for stamp in self.stamps):
            return False
        if any(stamp.content is not None for stamp in self.stamps):
            self.stamps = tuple(
                stamp if stamp.content is None else Stamp.of(stamp.path, log=stamp.log) for stamp in self.stamps
            )
        return True

    def written_after(self, moment: int) -> bool:
        """Whether a file was written after a moment, so that it may differ from what was read."""
        return any(each.status is not None and moment < each.status[0] <= time.time_ns() for each in self.stamps)


def _status(path: str, log: bool) -> tuple[int, int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 (called for every message)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, 0 if log else found.st_ctime_ns, found.st_size, found.st_ino


def _content(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes() if os.path.isfile(path) else None  # noqa: PTH113
    except OSError:
        return None
