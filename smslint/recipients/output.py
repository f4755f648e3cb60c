"""Files that get their names only when they are completely written."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from smslint.errors import RecipientsError
from smslint.interrupts import deferred
from smslint.real_paths import first_same, real_path
from smslint.writing import made, mode_of, opened_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from typing_extensions import Buffer

_PRIVATE: Final = 0o600


@contextmanager
def appearing(paths: Sequence[Path | None], sources: Sequence[Path]) -> Iterator[tuple[IO[bytes] | None, ...]]:
    """Files to write to, ``None`` for no path. They get their names when all of them are complete; after an error, none has changed.

    What is no regular file is written directly. An error, also one of the body, says what was written.

    :param sources: the files of the list, which must never be overwritten.
    :raises RecipientsError: if they cannot be written.
    """
    places: list[_Place] = []
    try:
        files: list[IO[bytes] | None] = []
        for path in paths:
            if path is not None:
                places.append(_place(path, sources))
                places[-1].begin()
            files.append(None if path is None else io.BufferedWriter(places[-1], 1 << 18))
        yield tuple(files)
        for file in filter(None, files):
            file.flush()
        for place in places:
            place.sync()
        with deferred():
            for place in places:
                place.appear()
    except OSError as error:
        raise RecipientsError(f"{error.filename or sources[0]}: {error.strerror or error}. {_said(places)}") from error
    except RecipientsError as error:
        raise type(error)(f"{error} {_said(places)}") from error
    finally:
        with deferred():
            for place in places:
                place.discard()


class _Place(io.RawIOBase):
    """A place that is being written: a file without its name yet, or what is no regular file. Its errors name it."""

    def __init__(self, path: Path, file: BinaryIO | None, part: Path | None = None) -> None:
        super().__init__()
        self.path = path
        self.begun = self.complete = False
        """Whether something was written there, or all of it."""
        self._file = file
        self._part = part
        self._done = False

    def begin(self) -> None:
        """Make the file without a name. Its place is known before: whatever interrupts this, it is removed."""
        if self._part is not None:
            with _named(self.path):
                self._file = os.fdopen(made(self._part, _PRIVATE), "wb", 0)

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        if self._done:  # after an error, nobody wants the rest
            return memoryview(data).nbytes
        self.begun = self._part is None
        assert self._file is not None
        with _named(self.path):
            return self._file.write(bytes(data))

    def sync(self) -> None:
        """Put everything on the disk."""
        assert self._file is not None
        with _named(self.path):
            self._file.flush()
            if self._part is not None:
                os.fsync(self._file.fileno())

    def appear(self) -> None:
        """Give the file its name. A link stays, and what it leads to is written.

        It has numbers of people: a new file is private, and one that was there keeps its permissions.
        """
        if self._part is not None:
            assert self._file is not None
            with _named(self.path):
                self._file.close()
                target = real_path(self.path)
                mode = mode_of(target)
                self._part.chmod(_PRIVATE if mode is None else mode)
                self._part.replace(target)
            self.complete = True

    def discard(self) -> None:
        """Close it, and remove what has no name yet."""
        self._done = True
        with suppress(OSError):  # the error that matters has been raised
            if self._file is not None:
                self._file.close()
        if self._part is not None:
            self._part.unlink(missing_ok=True)


def _place(path: Path, sources: Sequence[Path]) -> _Place:
    with _named(path):
        there = opened_place(path)
        if there is not None:
            return _Place(path, there)
        if first_same(path, sources):
            raise RecipientsError(f"{path}: this is the list itself. Choose another name, so that nothing is lost.")
        target = real_path(path)
        return _Place(path, None, target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}.part"))


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _said(places: Sequence[_Place]) -> str:
    said = [f"{place.path} was written." for place in places if place.complete]
    said += [f"What was written to {place.path} is not complete." for place in places if place.begun]
    return " ".join(said or ["Nothing was written."])
