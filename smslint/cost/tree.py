"""The files of a commit, read as if they lay in the working tree: links are followed, and nothing is written to disk."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, Any, Final

from smslint.cost.git import command, environment
from smslint.errors import InstallationError, SourceError
from smslint.project.reading import LARGEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from smslint.cost.git import Entry

LINK: Final = "120000"
SUBMODULE: Final = "160000"
_MOST_LINKS: Final = 40
_LONGEST_LINK: Final = 4096
_CHUNK: Final = 1 << 20
_POINTER: Final = b"version https://git-lfs.github.com/spec/"


class Objects:
    """The contents of a repository, from one process that answers one question after the other. A copy of this process starts its own."""

    def __init__(self, top: str) -> None:
        self._top = top
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def __getstate__(self) -> dict[str, Any]:
        return {"_top": self._top, "_process": None, "_owner": 0}

    def read(self, oid: str) -> bytes | None:
        """The content of a blob; ``None`` if this clone does not have it.

        :raises SourceError: if it is too large.
        """
        questions, answers = self._streams()
        questions.write(f"{oid}\n".encode())
        questions.flush()
        head = answers.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            return None
        size = int(head[2])
        if size > LARGEST:
            for at in range(0, size + 1, _CHUNK):
                answers.read(min(_CHUNK, size + 1 - at))
            raise SourceError(f"This file has {size // 1024**2} MiB; the limit is {LARGEST // 1024**2} MiB.")
        return answers.read(size + 1)[:size]

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._owner == os.getpid():
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process.wait()
        self._process = None

    def _streams(self) -> tuple[BinaryIO, BinaryIO]:
        if self._process is None or self._owner != os.getpid():
            try:
                self._process = subprocess.Popen(  # noqa: S603 (our own arguments)
                    [*command(), "cat-file", "--batch"],
                    cwd=self._top,
                    env=environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                raise InstallationError(f"git cannot be run: {error.strerror or error}") from None
            self._owner = os.getpid()
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        return questions, answers  # type: ignore[return-value]


class Tree:
    """The files of one commit. Paths are full, below the top of the repository, or relative to it (``inside``)."""

    def __init__(self, top: str, entries: Mapping[str, Entry], objects: Objects | None) -> None:
        self.top = top
        self.entries = entries
        self._objects = objects
        self._targets: dict[str, str] = {}
        """Where each link leads that was followed."""
        self._linked = {path.partition("/")[0] for path, entry in entries.items() if entry.mode == LINK}
        """The folders and files at the top with links in them."""

    def real(self, path: str) -> str:
        """A path without links; one that leads out of the repository, or nowhere, stays as it is."""
        whole = os.path.abspath(path)  # noqa: PTH100 (links are followed here)
        if not whole.startswith(f"{self.top}/"):
            whole = os.path.realpath(whole)
        if not whole.startswith(f"{self.top}/"):
            return whole
        found = self.follow(whole[len(self.top) + 1 :])
        return whole if found is None else f"{self.top}/{found}"

    def has(self, path: str) -> bool:
        """Whether there is a file at a path without links."""
        entry = self.entries.get(path.removeprefix(f"{self.top}/"))
        return entry is not None and entry.mode not in {LINK, SUBMODULE}

    def read(self, path: str) -> bytes:
        """The bytes of a file at a path without links.

        :raises SourceError: if it cannot be read.
        """
        return self.content(path.removeprefix(f"{self.top}/"))

    def pointed(self, inside: str) -> str | None:
        """The SHA-256 of the content, if the commit has only a pointer of Git LFS to it."""
        entry = self.entries.get(inside)
        try:
            data = None if entry is None else self._blob(entry)
        except SourceError:  # it is large, so it is no pointer
            return None
        found = re.search(rb"^oid sha256:([0-9a-f]{64})$", data[:_LONGEST_LINK], re.MULTILINE) if data else None
        return found[1].decode() if found and data and data.startswith(_POINTER) else None

    def content(self, inside: str) -> bytes:
        """The bytes of a file.

        :raises SourceError: if they are not in this clone, or are not those of the file.
        """
        where = self.follow(inside)
        entry = None if where is None else self.entries.get(where)
        if entry is None:
            raise SourceError("This is a link to a file outside of the commit, which is not read.")
        data = self._blob(entry)
        if data is None:
            raise SourceError("This clone does not have the content of this file: fetch the commit completely.")
        if data.startswith(_POINTER):
            raise SourceError("This is a pointer of Git LFS: the content is not in the repository.")
        return data

    def follow(self, inside: str) -> str | None:
        """A path relative to the top without links; ``None`` for one that leads out of the repository or in a circle."""
        if inside.partition("/")[0] not in self._linked and "/../" not in f"/{inside}/":
            return inside
        waiting, done = inside.split("/")[::-1], list[str]()
        links = 0
        while waiting:
            part = waiting.pop()
            if part in {"", "."}:
                continue
            if part == "..":
                if not done:
                    return None
                done.pop()
                continue
            done.append(part)
            entry = self.entries.get("/".join(done))
            if entry is not None and entry.mode == LINK:
                links += 1
                target = self._target("/".join(done), entry)
                if links > _MOST_LINKS or target.startswith("/") or not target:
                    return None
                done.pop()
                waiting += target.split("/")[::-1]
        return "/".join(done)

    def _target(self, path: str, entry: Entry) -> str:
        if path not in self._targets:
            try:
                data = self._blob(entry) or b""
            except SourceError:
                data = b""
            self._targets[path] = os.fsdecode(data) if len(data) <= _LONGEST_LINK else ""
        return self._targets[path]

    def _blob(self, entry: Entry) -> bytes | None:
        return None if self._objects is None else self._objects.read(entry.oid)
