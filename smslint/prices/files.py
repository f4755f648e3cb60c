"""Write a rate card completely or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.writing import write_bytes

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text through a temporary file next to the target, so that a crash does not change the old file.

    :raises ConfigError: when the place cannot be written.
    """
    if path.is_dir():
        raise ConfigError(f"{path}: this is a folder; name a file")
    try:
        write_bytes(path, text.encode())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is not a path"
        raise ConfigError(f"{path}: cannot be written ({reason})") from error
