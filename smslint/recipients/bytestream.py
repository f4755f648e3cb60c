"""The bytes of a list: from a file, or from a pipe by way of a temporary file, with the encoding told from the content.

Nothing here holds more than a block in memory. A line without an end stops the reading instead of filling the memory.
"""

from __future__ import annotations

import codecs
import io
import re
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

LONGEST_LINE: Final = 32 << 20
"""Bytes of a line: three times the largest cell that anyone meant to put into a list."""
LONGEST_CELL: Final = 1 << 20
"""Characters of a cell. Beyond, a quote was opened and never closed, or this is no recipient list."""
BLOCK: Final = 1 << 18

_VALID_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))


class Encoding(NamedTuple):
    """How the bytes become text: the codec, what to do with bytes it lacks, and the mark in front that is no text."""

    codec: str
    mark: bytes = b""
    errors: str = "surrogateescape"
    """Bytes that are no text become lone surrogates, so that writing gives the same bytes again."""
    note: str = ""


class GuardedFile(io.RawIOBase):
    """A file that counts what is read of it and refuses a line without end."""

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
        # Only blocks without any line break add up; a break anywhere in one starts the count anew.
        self._line = 0 if b"\n" in block or b"\r" in block else self._line + len(block)
        if self._line > LONGEST_LINE:
            raise RecipientsError(
                f"{self._name}: a line is longer than {LONGEST_LINE >> 20} MB. This is not a list with a line for each "
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
    """A file as text, its line ends untouched, behind the mark in front."""
    file = path.open("rb")
    file.seek(len(encoding.mark))
    guarded = io.BufferedReader(GuardedFile(file, path.name, progress), BLOCK)
    return io.TextIOWrapper(guarded, encoding.codec, encoding.errors, newline=newline)


def spool(stream: IO[bytes]) -> Path:
    """A pipe's bytes in a temporary file, which the caller removes: a list is looked at more than once."""
    with tempfile.NamedTemporaryFile("wb", prefix="smslint-", suffix=".list", delete=False) as copy:
        path = Path(copy.name)
        try:
            while block := stream.read(BLOCK):
                copy.write(block)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def detect(path: Path) -> Encoding:
    """The encoding of a file. All of it is looked at: one accented name may stand in the last row only."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise RecipientsError(f"{path.name}: this file is UTF-32, which smslint does not read. Save it as UTF-8.")
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
        return Encoding("utf-8", mark, note=f"UTF-8 with {stray:,} bytes that are not")
    return Encoding("cp1252", note="Windows-1252, because it is not UTF-8; name the encoding if that is wrong")


def _utf16_without_mark(head: bytes) -> str:
    """A text of mostly Latin letters has a NUL in every other byte."""
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
            # A block of ASCII behind whole characters needs no decoding.
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
        # A character may lie across two blocks: keep up to three bytes from its beginning.
        cut = next((n for n in (1, 2, 3) if len(data) >= n and data[-n] >= 0xC0), 0)
        rest = data[-cut:] if cut and cut < _length(data[-cut]) else b""
        found = _census(data[: len(data) - len(rest)])
        valid += found[0]
        stray += found[1]
    found = _census(rest)
    return valid + found[0], stray + found[1]


def _length(first: int) -> int:
    """Bytes of the character that a byte begins."""
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _census(data: bytes) -> tuple[int, int]:
    try:
        return len(data.decode("utf-8").encode("utf-16-le")) // 2 - len(data.translate(None, bytes(range(128, 256)))), 0
    except UnicodeDecodeError:
        matches = [len(match) for match in _VALID_UTF8.findall(data)]
        return len(matches), len(data.translate(None, _ASCII)) - sum(matches)
