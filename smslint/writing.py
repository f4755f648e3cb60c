"""Write files completely or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Final

from smslint.guarded_stream import guarded

_STREAM: Final = re.compile(r"(?:/dev|/proc/(?P<process>\d+)(?:/task/\d+)?)/fd/(?P<number>\d{1,9})")
"""An open file of this process, or of another one. ``/proc/self`` is a link to a process, and ``/dev/stdout`` to such a file."""
_MOST_LINKS: Final = 40


def write_bytes(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a temporary file next to the target and rename it: a crash leaves the old file unchanged.

    Permissions are kept. For a symbolic link, its target is written, and the link stays.

    :param mode: other permissions for the file, from its first moment.
    :raises OSError: with the name of the file, if the place cannot be written; no temporary file remains.
    """
    try:
        _write_bytes(path, data, mode)
    except OSError as error:
        if error.filename is None:  # of a write to a file that is open, such as on a full disk
            error.filename = str(path)
        raise


def _write_bytes(path: Path, data: bytes, mode: int | None) -> None:
    there = opened_place(path)
    if there is not None:
        with there:
            there.write(data)
        return
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}.tmp")
    mode = _mode(target) if mode is None else mode
    # The system applies the umask to a new file; asking for the umask would change it for all threads for a moment.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666 if mode is None else mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def opened_place(path: Path) -> BinaryIO | None:
    """A place that is not a regular file, opened for writing: a pipe, ``/dev/null``, ``/dev/stdout``; ``None`` for other paths.

    What this process has open, such as standard output, continues at its current position, even if it is a file; what another process
    has open is continued at its end. What leads to a terminal or to a runner is guarded.

    :raises OSError: if it cannot be opened.
    """
    if stream := _stream(path):
        process, number = stream["process"], int(stream["number"])
        own = process is None or int(process) == os.getpid()
        return guarded(os.fdopen(os.dup(number), "wb") if own else path.open("ab"))
    try:
        regular = stat.S_ISREG(path.stat().st_mode) or stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return None
    return None if regular else guarded(path.open("wb"))


def _stream(path: Path) -> re.Match[str] | None:
    """The open file that a path, or a link, is a name of. The system leads such a name to the file itself, which would be replaced."""
    for _ in range(_MOST_LINKS):
        if found := _STREAM.fullmatch(f"{os.path.realpath(path.parent)}/{path.name}"):
            return found
        try:
            path = path.parent / path.readlink()
        except OSError:
            return None
    return None


def _mode(target: Path) -> int | None:
    """The permissions of the file; ``None`` if there is no file yet."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return None
