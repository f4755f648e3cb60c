"""A large CSV file that the row reader and Arrow's reader certainly split in the same way, or an exception."""

from __future__ import annotations

import io
import re
from typing import IO, Any, Final

import numpy as np

from smslint.recipients.bytestream import LONGEST_CELL

_BREAK, _RETURN, _QUOTE = b'\n\r"'
_SPACES: Final = b"\xc2\xe1\xe3"
"""White space outside of ASCII begins with the first of these bytes, or with one from the second to the last."""
_STEP: Final = LONGEST_CELL // 2
"""More bytes than this without a line break could be a cell that is too long."""
_WINDOW: Final = 1 << 17
"""So many bytes at a time stay in the processor's cache, with what is found about each of them."""


class UnsureError(Exception):
    """The two readers might split this file differently."""


class SurelySplit(io.RawIOBase):
    """A file that refuses what CSV readers might split differently: a quote inside a cell, blank lines, lone CRs."""

    def __init__(self, file: IO[bytes], delimiter: bytes) -> None:
        super().__init__()
        self._file = file
        self._delimiter = delimiter[0]
        self._edges = [each in b'\r\n"' + delimiter for each in range(256)]
        some = b"[" + re.escape(delimiter) + b'\\s"\x1c-\x1f\xc2\xe1-\xe3\x80-\x8a\x9a\x9f\xa0\xa8\xa9\xaf]'
        self._blank, self._blank_line = re.compile(some + b"+"), re.compile(b"\n" + some + b"*\n")
        self._line = b"x"
        self._last = b"\n"
        self._pending = False
        self.count = self._breaks = self._quotes = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        block = self._file.read(size)
        self.count += len(block)
        if not block and (self._blank.fullmatch(self._line) or self._quotes % 2):
            raise UnsureError
        for at in range(0, len(block), _WINDOW):
            self._check(block[at : at + _WINDOW])
        if any(b"\n" not in block[at : at + _STEP] for at in range(0, len(block) - _STEP, _STEP)):
            raise UnsureError
        return block

    def _check(self, part: bytes) -> None:
        """Check the next part of the file, which is not empty."""
        first = part.find(b"\n")
        self._line += part if first < 0 else part[:first]
        if first >= 0:
            if not self._line or self._blank.fullmatch(self._line):
                raise UnsureError  # perhaps a row of empty cells: the row reader skips those
            self._line = part[part.rfind(b"\n") + 1 :]
        data = np.frombuffer(part, np.uint8)
        breaks = data == _BREAK
        self._breaks += int(np.count_nonzero(breaks))
        begins = data[1:]  # of a line: few begin as a blank one may, unless their first cell is quoted
        spaces = (begins == _SPACES[0]) | ((begins >= _SPACES[1]) & (begins <= _SPACES[2]))
        may_be_blank = breaks[:-1] & ((begins <= _QUOTE) | (begins == self._delimiter) | spaces)
        if may_be_blank.any() and self._blank_line.search(part):
            raise UnsureError
        if ((data == _RETURN)[:-1] & ~breaks[1:]).any() or (self._last == b"\r" and not breaks[0]):
            raise UnsureError
        if self._pending and not self._edges[part[0]]:
            raise UnsureError
        self._pending = False
        if b'"' in part:
            self._check_quotes(data, breaks)
        self._last = part[-1:]

    def lines(self) -> int:
        """Lines of the file; the last one may have no line break."""
        return self._breaks + (self._last != b"\n")

    def _check_quotes(self, data: Any, breaks: Any) -> None:
        """A quote is at the edge of a cell: beside another quote, a delimiter or a line break."""
        quotes = data == _QUOTE
        self._quotes += int(np.count_nonzero(quotes))
        edges = quotes | breaks | (data == _RETURN) | (data == self._delimiter)
        inside = quotes.copy()
        inside[1:] &= ~edges[:-1]
        inside[0] &= not self._edges[self._last[0]]
        # The last byte of a part is checked together with the next part.
        self._pending = bool(inside[-1])
        if (inside[:-1] & ~edges[1:]).any():
            raise UnsureError
