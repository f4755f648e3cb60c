"""Folders that smslint fills itself, such as a cache: only files that it made there are read, replaced or removed.

A folder is ours if it contains ``CACHEDIR.TAG``, the mark of caches that backup programs know (https://bford.info/cachedir/), with
our line. We mark a folder when we create it, or when it contains nothing but names of our own form. A link, or a folder with
other content, belongs to somebody else, even if a repository or an option calls it a cache.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from pathlib import Path

_TAG: Final = "CACHEDIR.TAG"
_TAG_TEXT: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder was made by smslint. Its files can be deleted at any time.\n"
)  # fmt: skip
_IGNORE: Final = ".gitignore"
_IGNORE_TEXT: Final = b"# Written by smslint.\n*\n"


class OwnFolder(NamedTuple):
    """A folder for files whose names all match one pattern. It may not exist yet."""

    path: Path
    names: re.Pattern[str]
    below: Path | None = None
    """The folders between this one and ours may not be links either: they would lead out of it."""

    def refusal(self) -> str:
        """Why the folder is not ours, in words that continue its path; empty if it is ours or can become ours."""
        if link := self._link_on_the_way():
            return f"is behind the link {link.name}, and smslint does not write through links"
        try:
            status = self.path.lstat()
        except FileNotFoundError:
            return ""
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        if stat.S_ISLNK(status.st_mode):
            return "is a link, and smslint does not write through links"
        if not stat.S_ISDIR(status.st_mode):
            return "is not a folder"
        try:
            if content(self.path / _TAG) == _TAG_TEXT:
                return ""
            foreign = sorted(name for name in os.listdir(self.path) if not self._is_ours(name))  # noqa: PTH208
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        return f"holds files that smslint did not make, such as {foreign[0]}" if foreign else ""

    def read(self, name: str, most: int) -> bytes | None:
        """The content of a file of at most ``most`` bytes; ``None`` if it does not exist or is not an ordinary file."""
        try:
            return content(self.path / name, most)
        except OSError:
            return None

    def write(self, name: str, data: bytes, mode: int | None = None) -> None:
        """Write a file completely or not at all, and mark the folder as ours.

        :param mode: the permissions of the file; by default those of any new file, or those that it had.

        :raises OSError: if the folder is not ours or cannot be written.
        """
        from smslint.writing import write_bytes

        if reason := self.refusal():
            raise PermissionError(0, reason, str(self.path))
        self.path.mkdir(parents=True, exist_ok=True)
        for mark, text in ((_TAG, _TAG_TEXT), (_IGNORE, _IGNORE_TEXT)):
            if not os.path.lexists(self.path / mark):
                write_bytes(self.path / mark, text)
        target = self.path / name
        if os.path.lexists(target) and not stat.S_ISREG(target.lstat().st_mode):
            target.unlink()  # a link with a name of ours: replaced, never followed
        write_bytes(target, data, mode)

    def keep_newest(self, count: int) -> None:
        """Remove the oldest files of our form, until ``count`` are left. Other files are never touched.

        :raises OSError: if the folder cannot be read.
        """
        if self.refusal():
            return
        found: list[tuple[int, str]] = []
        for name in os.listdir(self.path):  # noqa: PTH208
            # Another process may remove the same file at the same time.
            with contextlib.suppress(FileNotFoundError):
                if self.names.fullmatch(name):
                    found.append(((self.path / name).lstat().st_mtime_ns, name))
        for _, name in sorted(found)[: max(0, len(found) - count)]:
            (self.path / name).unlink(missing_ok=True)

    def _link_on_the_way(self) -> Path | None:
        """The first folder below the given one, on the way to ours, that is a link."""
        from pathlib import Path

        if self.below is None:
            return None
        # ``sub/../c`` leaves the link ``sub``; ``new/../sub/c`` goes through it as soon as ``new`` exists.
        ways = [self.path, Path(os.path.normpath(self.path))]
        parents = (each for way in ways for each in reversed(way.parents))
        own = (each for each in parents if not each.is_absolute() or self.below in each.parents)
        return next((each for each in own if each.is_symlink()), None)

    def _is_ours(self, name: str) -> bool:
        """Whether a name is of our form, also that of a file which is being written."""
        return (
            bool(self.names.fullmatch(name)) or name in {_TAG, _IGNORE} or (name[:1] == "." and name.endswith(".tmp"))
        )


def content(path: Path, most: int = 4096) -> bytes | None:
    """The content of an ordinary file that is not too large. Links are not followed, and pipes and devices are not read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            # Not `most`: Python makes room for so much, which takes longer than to read a small file.
            return file.read(status.st_size) if stat.S_ISREG(status.st_mode) and status.st_size <= most else None
    except FileNotFoundError:
        return None
