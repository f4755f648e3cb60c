"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from smslint.errors import ConfigError


def write_whole(path: Path, text: str) -> None:
    """Write through a temporary file beside the target, so that a crash leaves the old file as it was.

    :raises ConfigError: when the place cannot be written.
    """
    if path.is_dir():
        raise ConfigError(f"{path}: this is a folder; name a file")
    target = path.resolve()
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, (OSError, ValueError)):
            reason = error.strerror if isinstance(error, OSError) else "that is not a path"
            raise ConfigError(f"{path}: cannot be written ({reason})") from error
        raise


def _mode(target: Path) -> int:
    """What the file has, or what any new file gets: a temporary file is readable to its owner only."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
