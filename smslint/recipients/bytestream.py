"""The bytes of a list, from a file or from a pipe (through a temporary file), with the encoding detected from the content.

No more than one block is in memory. A line that never ends stops the reading instead of filling the memory.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from smslint.errors import RecipientsError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typing_extensions import Buffer

LONGEST_LINE: Final = 32 << 20
"""The longest line, in bytes: three times the largest realistic cell."""
LONGEST_CELL: Final = 1 << 20
"""The longest cell, in characters. A longer one means an unclosed quote, or that the file is not a recipient list."""
BLOCK: Final = 1 << 18

_OPENS_NAMELESS: Final = sys.platform == "linux"
_nameless: Final[dict[Path, IO[bytes]]] = {}
"""The open temporary files without a name, by where they are opened again."""

_VALID_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))


class Encoding(NamedTuple):
    """How the bytes become text: the codec, its error handling, and the byte order mark."""

    codec: str
    mark: bytes = b""
    errors: str = "surrogateescape"
    """Bytes that are not text become lone surrogates, so that writing produces the same bytes again."""
    note: str = ""
    guessed: bool = False
    """Whether the content does not show that it is this one."""


class GuardedFile(io.RawIOBase):
    """A file that counts the bytes read and refuses a line that is too long."""

    def __init__(self, file: IO[bytes], name: str, progress: Callable[[int], object] | None = None) -> None:
        super().__init__()
        self._file = file
        self._name = name
        self._progress = progress
        self._line = 0
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        block = self._file.read(len(view))
        view[: len(block)] = block
        self.count += len(block)
        # Only blocks without a line break add up; a line break anywhere in a block restarts the count.
        self._line = 0 if b"\n" in block or b"\r" in block else self._line + len(block)
        if self._line > LONGEST_LINE:
            raise RecipientsError(
                f"{self._name}: a line is longer than {LONGEST_LINE >> 20} MB. This is not a list with one line for each "
                "recipient; export it as CSV."
            )
        if self._progress is not None:
            self._progress(self.count)
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()


def open_text(
    path: Path, encoding: Encoding, progress: Callable[[int], object] | None = None, newline: str = ""
) -> io.TextIOWrapper:
    """A file as text with its original line endings, after the byte order mark."""
    file = path.open("rb")
    file.seek(len(encoding.mark))
    guarded = io.BufferedReader(GuardedFile(file, path.name, progress), BLOCK)
    return io.TextIOWrapper(guarded, encoding.codec, encoding.errors, newline=newline)


def blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a pipe or of an unpacked file."""
    return iter(lambda: stream.read(BLOCK), b"")


def standard_input() -> Iterator[bytes]:
    """The bytes of standard input.

    :raises RecipientsError: if it cannot be read: it may be a folder.
    """
    try:
        yield from blocks(sys.stdin.buffer)
    except OSError as error:
        raise RecipientsError(f"standard input: {error.strerror or error}.") from error


def spool(parts: Iterable[bytes]) -> Path:
    """Write bytes to a temporary file, which the caller discards: a list is read more than once.

    :param parts: they raise no ``OSError``.
    :raises RecipientsError: if there is no place for it.
    """
    try:
        path, copy = _temporary()
        with removed_after_an_error(path):
            try:
                copy.writelines(parts)
                copy.flush()
            finally:
                if path not in _nameless:
                    copy.close()
    except OSError as error:
        raise RecipientsError(
            f"there is no place for a temporary file ({error.strerror or error}): name a folder with space in TMPDIR."
        ) from error
    return path


def discard(path: Path) -> None:
    """Remove a temporary file that :func:`spool` wrote, once."""
    if path in _nameless:
        _nameless.pop(path).close()
    else:
        path.unlink(missing_ok=True)


@contextmanager
def removed_after_an_error(path: Path) -> Iterator[Path]:
    """A temporary file that remains only if nothing is raised."""
    try:
        yield path
    except BaseException:
        discard(path)
        raise


def _temporary() -> tuple[Path, IO[bytes]]:
    """A new file, and where it is opened again.

    Linux opens a file again that has no name, so there it has none: even a process that is killed leaves no copy of a list.
    """
    if _OPENS_NAMELESS:
        file = tempfile.TemporaryFile(prefix="smslint-")  # noqa: SIM115
        path = Path(f"/proc/{os.getpid()}/fd/{file.fileno()}")
        try:
            path.open("rb").close()
        except OSError:  # there is no /proc here
            file.close()
        else:
            _nameless[path] = file
            return path, file
    named = tempfile.NamedTemporaryFile("wb", prefix="smslint-", suffix=".list", delete=False)  # noqa: SIM115
    return Path(named.name), named


def detect(path: Path) -> Encoding:
    """The encoding of a file. Reads the whole file: the only accented name may be in the last row."""
    from smslint.recipients.legacy_encoding import legacy

    with path.open("rb") as file:
        head = file.read(BLOCK)
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise RecipientsError(f"{path.name}: this file is UTF-32, which smslint cannot read. Save it as UTF-8.")
        for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if head.startswith(mark):
                return Encoding(codec, mark, "surrogatepass", "UTF-16")
        if codec := _utf16_without_mark(head[:4096]):
            return Encoding(codec, b"", "surrogatepass", "UTF-16 without a byte order mark")
        mark = codecs.BOM_UTF8 if head.startswith(codecs.BOM_UTF8) else b""
        file.seek(0)
        if _is_utf8(file):
            return Encoding("utf-8", mark)
        file.seek(0)
        valid, stray = _utf8_census(file)
        if mark or valid > stray:
            return Encoding("utf-8", mark, note=f"UTF-8 with {plural(stray, 'invalid byte')}")
        file.seek(0)
        found = legacy(_telling(file))
    return Encoding(found.codec, note=found.note, guessed=found.guessed)


def _telling(file: IO[bytes]) -> bytes:
    """The first line, and lines with bytes beyond ASCII from the first block that has some."""
    first = file.read(BLOCK)
    block = first
    while block.isascii() and (following := file.read(BLOCK)):
        block = following
    if block is first:
        return first
    return first.splitlines()[0] + b"\n" + block.partition(b"\n")[2]


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 of mostly Latin letters has a NUL in every second byte."""
    half = len(head) // 2
    if half < 4:
        return ""
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half else ""


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK):
            # A block of ASCII after complete characters needs no decoding.
            if not block.isascii() or decoder.getstate()[0]:
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_census(file: IO[bytes]) -> tuple[int, int]:
    """How many characters beyond ASCII are valid UTF-8, and how many bytes are not."""
    valid = stray = 0
    rest = b""
    while block := file.read(BLOCK):
        if not rest and block.isascii():
            continue
        data = rest + block
        # A character may be split between two blocks: keep up to three bytes from its start.
        cut = next((n for n in (1, 2, 3) if len(data) >= n and data[-n] >= 0xC0), 0)
        rest = data[-cut:] if cut and cut < _length(data[-cut]) else b""
        found = _census(data[: len(data) - len(rest)])
        valid += found[0]
        stray += found[1]
    found = _census(rest)
    return valid + found[0], stray + found[1]


def _length(first: int) -> int:
    """The length in bytes of the character that starts with a byte."""
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _census(data: bytes) -> tuple[int, int]:
    try:
        return len(data.decode("utf-8").encode("utf-16-le")) // 2 - len(data.translate(None, bytes(range(128, 256)))), 0
    except UnicodeDecodeError:
        matches = [len(match) for match in _VALID_UTF8.findall(data)]
        return len(matches), len(data.translate(None, _ASCII)) - sum(matches)
