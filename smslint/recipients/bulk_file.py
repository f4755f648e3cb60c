"""A large CSV file that the row reader and Arrow's reader certainly split in the same way, or an exception."""

from __future__ import annotations

import io
import re
from typing import IO, Final

import numpy as np

from smslint.recipients.bytestream import LONGEST_CELL

_STEP: Final = LONGEST_CELL // 2
"""More bytes than this without a line break could be a cell that is too long."""


class UnsureError(Exception):
    """The two readers might split this file differently."""


class SurelySplit(io.RawIOBase):
    """A file that refuses what CSV readers might split differently: a quote inside a cell, blank lines, lone CRs."""

    def __init__(self, file: IO[bytes], delimiter: bytes) -> None:
        super().__init__()
        self._file = file
        self._edges = np.zeros(256, bool)
        self._edges[list(b'\r\n"' + delimiter)] = True
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
        first, _, rest = block.partition(b"\n")
        self._line += first
        if not block or len(first) < len(block):
            if self._blank.fullmatch(self._line):
                raise UnsureError  # perhaps a row of empty cells: the row reader skips those
            self._line = rest[rest.rfind(b"\n") + 1 :]
        if not block:
            if self._quotes % 2:
                raise UnsureError
            return block
        if self._blank_line.search(block):
            raise UnsureError
        self._breaks += block.count(b"\n")
        returns = block.count(b"\r")
        if returns and returns != block.count(b"\r\n") + (block[-1:] == b"\r"):
            raise UnsureError
        if self._pending and not self._edges[block[0]]:
            raise UnsureError
        self._pending = False
        if b'"' in block:
            self._quotes += block.count(b'"')
            self._check_quotes(block)
        if any(b"\n" not in block[at : at + _STEP] for at in range(0, len(block) - _STEP, _STEP)):
            raise UnsureError
        self._last = block[-1:]
        return block

    def lines(self) -> int:
        """Lines of the file; the last one may have no line break."""
        return self._breaks + (self._last != b"\n")

    def _check_quotes(self, block: bytes) -> None:
        data = np.frombuffer(block, np.uint8)
        at = np.flatnonzero(data == ord('"'))
        before = np.where(at > 0, data[at - 1], self._last[0])
        # The last byte of a block is checked together with the next block.
        behind = np.where(at < len(data) - 1, data[np.minimum(at + 1, len(data) - 1)], ord("\n"))
        self._pending = bool(len(at) and at[-1] == len(data) - 1 and not self._edges[before[-1]])
        if not (self._edges[before] | self._edges[behind]).all():
            raise UnsureError
