"""Where paths lead, and whether two of them are one file: a link that leads to itself is an answer too, not an error of Python."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def real_path(path: Path) -> Path:
    """A path without links. One that leads to itself stays as it is: reading it then fails with the reason."""
    return Path(os.path.realpath(path))


def is_file(path: Path) -> bool:
    """Whether there is such a file. A name that is too long for a file is that of none."""
    return _is(path.is_file)


def is_folder(path: Path) -> bool:
    """Whether there is such a folder. A name that is too long for a folder is that of none."""
    return _is(path.is_dir)


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False


def is_same_file(path: Path, other: Path) -> bool:
    """Whether two paths are, or would be, one file that can be replaced: by its identity if it exists, by where they lead otherwise.

    Places such as ``/dev/null`` are written to and keep nothing, so they are never the same.

    :param other: ``-`` is standard input, which may be a file.
    """
    try:
        found = path.stat()
        there = os.fstat(0) if str(other) == "-" else other.stat()
        return stat.S_ISREG(found.st_mode) and os.path.samestat(found, there)
    except OSError:
        return real_path(path) == real_path(other)


def first_same(path: Path, others: Iterable[Path]) -> Path | None:
    """The first of some files that is the same one, so that writing it would lose what the command reads; ``None`` if none is."""
    return next((each for each in others if is_same_file(path, each)), None)
