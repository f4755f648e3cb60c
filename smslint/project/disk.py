"""Where the templates that others extend or include are read: on disk, or in another state of the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.project.reading import read_bytes

if TYPE_CHECKING:
    from typing import Protocol

    class Files(Protocol):
        """Files by their full paths."""

        def real(self, path: str) -> str:
            """A path without links."""
            ...

        def has(self, path: str) -> bool:
            """Whether there is a file. The path has no links."""
            ...

        def read(self, path: str) -> bytes:
            """The bytes of a file.

            :raises SourceError: if it cannot be read.
            """
            ...


class _Disk:
    """The files on disk."""

    def real(self, path: str) -> str:
        return os.path.realpath(path)

    def has(self, path: str) -> bool:
        return os.path.isfile(path)  # noqa: PTH113 (asked for every name)

    def read(self, path: str) -> bytes:
        return read_bytes(Path(path))


DISK: Final = _Disk()
