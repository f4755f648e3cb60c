"""Write files completely or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

_STANDARD: Final = {
    f"{folder}/{name}": number
    for number, names in ((1, ("stdout", "fd/1")), (2, ("stderr", "fd/2")))
    for folder in ("/dev", "/proc/self")
    for name in names
}


def write_bytes(path: Path, data: bytes) -> None:
    """Write a temporary file next to the target and rename it: a crash leaves the old file unchanged.

    Permissions are kept. For a symbolic link, its target is written, and the link stays.

    :raises OSError: if the place cannot be written; no temporary file remains.
    """
    there = opened_place(path)
    if there is not None:
        with there:
            there.write(data)
        return
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def opened_place(path: Path) -> BinaryIO | None:
    """A place that is not a regular file, opened for writing: a pipe, ``/dev/null``, ``/dev/stdout``; ``None`` for other paths.

    Standard output continues at its current position, even if it is a file.

    :raises OSError: if it cannot be opened.
    """
    if str(path) in _STANDARD:
        return os.fdopen(os.dup(_STANDARD[str(path)]), "wb")
    try:
        regular = stat.S_ISREG(path.stat().st_mode) or stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return None
    return None if regular else path.open("wb")


def _mode(target: Path) -> int:
    """The permissions of the file, or of any new file: a temporary file is readable only for its owner."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
