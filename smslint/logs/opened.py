"""A message log, opened: its layout is recognised by its columns, and its rows can be read as often as needed."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, cast

from smslint.errors import ConfigError
from smslint.logs import csv_log, json_log
from smslint.logs.layout import PER_SEGMENT, included
from smslint.records import NamedTuple
from smslint.sources.encoding import codec_of
from smslint.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from smslint.logs.layout import Layout
    from smslint.logs.row import Row

_GZIP: Final = b"\x1f\x8b"
MOST_TIMES: Final = 200
"""The most that unpacking may multiply the size of a log, above :data:`_ALWAYS` bytes: texts of one template repeat each other."""
_ALWAYS: Final = 64 << 20
_ARCHIVES: Final = {
    b"PK\x03\x04": "a zip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"(\xb5/\xfd": "a Zstandard file",
}
_BINARY: Final = {b"PAR1": "a Parquet file", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old spreadsheet"}
_CODECS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class Log(NamedTuple):
    """A log whose layout is known."""

    path: Path
    layout: Layout
    columns: frozenset[str]
    """The columns of ours that it has."""
    rows: Callable[[], Iterator[tuple[int, Row]]]
    """Its rows, each with its number from 1; they can be read again."""
    skipped: list[int]
    """The rows of the last reading that have more cells than the header, or fewer."""

    @property
    def per_segment(self) -> bool:
        """Whether prices are those of one segment."""
        return PER_SEGMENT in self.layout.columns

    def has(self, column: str) -> bool:
        """Whether a column of ours is there."""
        return column in self.columns


def open_log(path: Path, own: Sequence[Layout] = (), chosen: str | None = None, encoding: str | None = None) -> Log:
    """Open a log: CSV, JSON or JSON Lines, also compressed with gzip.

    :param own: the project's own layouts, which go before those that are included.
    :param chosen: the name of the layout; otherwise it is recognised.
    :raises ConfigError: if it cannot be read, or nobody knows its layout.
    """
    layouts = (*own, *included())
    if chosen is not None:
        known = [each.name for each in layouts]
        if chosen not in known:
            raise ConfigError(
                f"--layout: there is no layout {chosen!r}{did_you_mean(chosen, known)}; known: {', '.join(known)}"
            )
        layouts = tuple(each for each in layouts if each.name == chosen)[:1]
    if not path.is_file():
        raise ConfigError(
            f"{path}: this is no regular file, and a log is read more than once: write it to a file first"
        )
    encoding = None if encoding is None else _known(encoding)
    with guarded(path):
        head = _head(path)
        codec = encoding or _codec(path, head)
        start = _decoded(head, codec).lstrip("\ufeff \t\r\n")
        if not start:
            raise ConfigError(f"{path}: this file is empty")

        def text() -> IO[str]:
            return io.TextIOWrapper(cast("IO[bytes]", _binary(path)), codec, newline="")

        skipped: list[int] = []
        if start[0] in "{[":
            found = json_log.found(path, text)
            layout = _fitting(path, layouts, lambda each: json_log.columns_of(found, each), chosen)
            names = json_log.columns_of(found, layout)
            return Log(path, layout, names, lambda: json_log.rows(found, layout), skipped)
        table = csv_log.table(path, text)
        layout = _fitting(path, layouts, lambda each: csv_log.columns_of(table, each), chosen)
        names = csv_log.columns_of(table, layout)
        return Log(path, layout, names, lambda: _guarded(path, csv_log.rows(table, layout, text, skipped)), skipped)


def _known(encoding: str) -> str:
    """The codec of an encoding that a person names.

    :raises ConfigError: if there is none.
    """
    try:
        return codec_of(encoding)
    except LookupError as error:
        raise ConfigError(f"--encoding: {error}") from None


def _guarded(path: Path, rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    with guarded(path):
        yield from rows


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Say in one line why a file cannot be read.

    :raises ConfigError: with its name.
    """
    try:
        yield
    except UnicodeError as error:
        raise ConfigError(
            f"{path}: this file is not text as it was expected ({error.reason if isinstance(error, UnicodeDecodeError) else error}): name its encoding with --encoding"
        ) from None
    except LookupError as error:
        raise ConfigError(f"{path}: {error}") from None
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"{path}: this file cannot be read: {why}") from None


def _head(path: Path) -> bytes:
    """The first bytes, unpacked."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, what in (*_ARCHIVES.items(), *_BINARY.items()):
        if head.startswith(mark):
            unpack = "unpack it first" if mark in _ARCHIVES else "export the log as CSV or JSON"
            raise ConfigError(f"{path}: this is {what}: {unpack}")
    if head.startswith(_GZIP):
        with gzip.open(path) as unpacked:
            return unpacked.read(4096)
    return head


def _codec(path: Path, head: bytes) -> str:
    """The encoding that a file says that it has."""
    marked = next((each for mark, each in _CODECS if head.startswith(mark)), None)
    if marked is None and b"\0" in head:
        raise ConfigError(
            f"{path}: this is a binary file, or text in an encoding that it does not name: export the log as CSV or JSON, or name its encoding with --encoding"
        )
    return marked or "utf-8"


def _binary(path: Path) -> IO[bytes] | gzip.GzipFile:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return _Unpacked(path) if packed else path.open("rb")


class _Unpacked(gzip.GzipFile):
    """What a compressed log contains, as long as it may be one: a small file of gzip can have a thousand times its size."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._most = max(_ALWAYS, path.stat().st_size * MOST_TIMES)

    def read1(self, size: int = -1) -> bytes:
        found = super().read1(size)
        if self.tell() > self._most:
            raise OSError(errno.EFBIG, f"it has more than {MOST_TIMES} times its size when it is unpacked")
        return found


def _decoded(head: bytes, codec: str) -> str:
    """The beginning as text; the last character may be cut."""
    import codecs

    return codecs.getincrementaldecoder(codec)().decode(head)


def _fitting(
    path: Path, layouts: Sequence[Layout], columns: Callable[[Layout], Collection[str]], chosen: str | None
) -> Layout:
    """The layout of which the file has the most columns, the first of equal ones."""
    if chosen is not None:
        layout = layouts[0]
        if not columns(layout):
            raise ConfigError(f"{path}: none of the columns of the layout {chosen} is there: {_listed(layout)}")
        return layout
    fits = [
        (len(found), -at, each) for at, each in enumerate(layouts) if set(each.marks) <= set(found := columns(each))
    ]
    if not fits:
        names = ", ".join(each.name for each in layouts)
        raise ConfigError(
            f"{path}: this is no message log that is known ({names}): say under logs in smslint.yaml which of its columns means what"
        )
    return max(fits, key=lambda each: each[:2])[2]


def _listed(layout: Layout) -> str:
    return ", ".join(dict.fromkeys(layout.columns.values()))
