"""What harnesses make of their bytes, and the folder for the files that they write."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

LONGEST: Final = 4096
"""Longer inputs are cut: :mod:`tests.test_growth` is about length."""


class Choices:
    """Decisions from bytes; after their end, always the first choice."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def below(self, count: int) -> int:
        """A number from zero, below ``count``."""
        if self._at >= len(self._data):
            return 0
        self._at += 1
        return self._data[self._at - 1] % count


def split(data: bytes) -> tuple[int, Choices, str]:
    """What to use, decisions, and a text, of a few inputs with halves of surrogate pairs."""
    text = data[9 : 9 + LONGEST]
    try:
        found = text.decode("utf-8", "surrogatepass" if data[:1] > b"\xf0" else "replace")
    except UnicodeDecodeError:
        found = text.decode("utf-8", "replace")
    return (data[0] if data else 0), Choices(data[1:9]), found


@cache
def folder() -> Path:
    """A folder in memory where there is one, until the process ends."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder with a random name is made in it)
    holder = tempfile.TemporaryDirectory(prefix="smslint-fuzz-", dir=memory if memory.is_dir() else None)
    _HELD.append(holder)
    return Path(holder.name)


_HELD: Final[list[tempfile.TemporaryDirectory[str]]] = []
