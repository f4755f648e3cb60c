"""Write files completely or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from smslint.guarded_stream import guarded
from smslint.interrupts import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

_STREAM: Final = re.compile(r"(?:/dev|/proc/(?P<process>\d+)(?:/task/\d+)?)/fd/(?P<number>\d{1,9})")
"""An open file of this process, or of another one. ``/proc/self`` is a link to a process, and ``/dev/stdout`` to such a file."""
_MOST_LINKS: Final = 40
_HINTS: Final = hasattr(os, "posix_fadvise")
"""Whether the system can be told that a file is complete: it begins to write it, while the next files are made."""
_AT_ONCE: Final = 100
"""Files that are open together."""


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
    temporary = _beside(target)
    try:
        with _begun(temporary, target, data, mode) as file:
            _settle(file)
        temporary.replace(target)
    except BaseException:
        _remove(temporary)
        raise


def _beside(target: Path) -> Path:
    """The name of a temporary file next to a file."""
    return target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}.tmp")


def _begun(temporary: Path, target: Path, data: bytes, mode: int | None = None) -> BinaryIO:
    """A temporary file with the new content of a file, and its permissions, not yet settled. Who knows its name removes it."""
    mode = mode_of(target) if mode is None else mode
    # The system applies the umask to a new file; asking for the umask would change it for all threads for a moment.
    file = os.fdopen(made(temporary, 0o666 if mode is None else mode), "wb")
    try:
        file.write(data)
        file.flush()
        if _HINTS:
            with contextlib.suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if mode is not None:
            temporary.chmod(mode)
    except BaseException:
        file.close()
        raise
    return file


def _settle(file: BinaryIO) -> None:
    """Wait until a file is on the disk: a rename may get there before what the file contains."""
    os.fsync(file.fileno())


def made(path: Path, mode: int) -> int:
    """A new file, open to be written.

    :raises OSError: if it cannot be made, with the reason: some folders, such as ``/proc``, say that they do not exist.
    """
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise
        raise PermissionError(errno.EPERM, "its folder takes no new files", str(path)) from None


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


class TogetherError(Exception):
    """Files that belong together were not written.

    :param at: the number of the file that could not be written, from 0.
    :param left: the numbers of those that have their new content, as the old could not be put back.
    """

    def __init__(self, at: int, left: Sequence[int], why: str) -> None:
        super().__init__(why)
        self.at = at
        self.left = left
        self.why = why


def write_together(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write existing files that belong together: all of them or none.

    Every temporary file is written first. If a file then cannot be replaced, those before it get their old content back.

    :raises TogetherError: if one of them cannot be written.
    :raises KeyboardInterrupt: with the words that no file was rewritten, after an interrupt.
    """
    waiting: list[Path] = []
    old: list[bytes] = []
    at = 0
    try:
        for first in range(0, len(files), _AT_ONCE):
            with contextlib.ExitStack() as opened:
                some: list[BinaryIO] = []
                for at, (path, data) in enumerate(files[first : first + _AT_ONCE], first):  # noqa: B007 (for the error)
                    target = Path(os.path.realpath(path))
                    waiting.append(_beside(target))
                    some.append(opened.enter_context(_begun(waiting[-1], target, data)))
                for at, file in enumerate(some, first):  # noqa: B007
                    _settle(file)
        with deferred():
            for number, ((path, _), temporary) in enumerate(zip(files, waiting, strict=True)):
                at = number
                old.append(path.read_bytes())
                temporary.replace(os.path.realpath(path))
    except BaseException as error:
        with deferred():
            left = _put_back(files, waiting, old)
        if isinstance(error, OSError) or left:
            raise TogetherError(at, left, getattr(error, "strerror", None) or str(error) or "interrupted") from error
        if isinstance(error, KeyboardInterrupt):
            raise KeyboardInterrupt("No file was rewritten. Run the command again.") from None
        raise


def _put_back(files: Sequence[tuple[Path, bytes]], waiting: Sequence[Path], old: Sequence[bytes]) -> list[int]:
    """Remove the temporary files, and give the files that were replaced their old content; the numbers of those that cannot get it."""
    # Whose temporary file is still there was not replaced, even if an error came right before or after that.
    replaced = [number for number in range(len(old)) if not _is_removed(waiting[number])]
    for temporary in waiting[len(old) :]:
        _is_removed(temporary)
    return [number for number in replaced if not _is_put_back(files[number][0], old[number])]


def _is_removed(path: Path) -> bool:
    if not path.exists():
        return False
    _remove(path)
    return True


def _is_put_back(path: Path, data: bytes) -> bool:
    try:
        if path.read_bytes() != data:
            write_bytes(path, data)
    except (OSError, KeyboardInterrupt):
        return False
    return True


def opened_place(path: Path) -> BinaryIO | None:
    """A place that is not a regular file, opened for writing: a pipe, ``/dev/null``, ``/dev/stdout`` or ``-``; ``None`` for other paths.

    What this process has open, such as standard output, continues at its current position, even if it is a file; what another process
    has open is continued at its end. What leads to a terminal or to a runner is guarded.

    :raises OSError: if it cannot be opened.
    """
    if str(path) == "-":
        return guarded(os.fdopen(os.dup(1), "wb"))
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


def mode_of(target: Path) -> int | None:
    """The permissions of the file; ``None`` if there is no file yet."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return None
