"""Find numbers that occur more than once, exactly and in constant memory.

Ten million numbers in a Python set take 800 MB. Here each number goes, with a tag, into one of 256 partitions by its last
digits; partitions are spilled to one temporary file (16 bytes per number), and at the end each is examined separately. At
most :data:`SPILL` numbers or one partition are in memory: about 10 MB for 10 million numbers.
"""

from __future__ import annotations

import tempfile
from array import array
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Self

PARTITIONS: Final = 256
SPILL: Final = 250_000
"""How many numbers are kept in memory before they are written to the file."""


class Duplicates:
    """Collects numbers, each with a tag (chosen by the caller, below 2**64), and returns the tags of repeated numbers."""

    def __init__(self) -> None:
        self._parts = [array("Q") for _ in range(PARTITIONS)]
        self._append = [part.append for part in self._parts]
        self._blocks: list[list[tuple[int, int]]] = [[] for _ in range(PARTITIONS)]
        self._file: IO[bytes] | None = None
        self._held = 0

    def add(self, keys: Sequence[int], tags: Iterable[int]) -> None:
        """Add numbers as integers, each with its tag; 0 means no number."""
        appends = self._append
        for key, tag in zip(keys, tags, strict=False):
            if key:
                append = appends[key & 255]
                append(key)
                append(tag)
        self._held += len(keys)
        if self._held >= SPILL:
            self._spill()

    def groups(self) -> Iterator[list[int]]:
        """For each number that occurs more than once: its tags, in the order of the list."""
        for index in range(PARTITIONS):
            pairs = self._partition(index)
            keys, tags = pairs[::2], pairs[1::2]
            distinct = set(keys)
            if len(distinct) == len(keys):
                continue
            seen: set[int] = set()
            again: dict[int, list[int]] = {}
            for key in keys:
                if key in seen:
                    again[key] = []
                else:
                    seen.add(key)
            for key, tag in zip(keys, tags, strict=True):
                if key in again:
                    again[key].append(tag)
            yield from again.values()

    def close(self) -> None:
        """Remove the temporary file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="smslint-")  # noqa: SIM115  # closed by close()
        for index, part in enumerate(self._parts):
            data = part.tobytes()
            self._blocks[index].append((self._file.tell(), len(data)))
            self._file.write(data)
            del part[:]
        self._held = 0

    def _partition(self, index: int) -> array[int]:
        pairs: array[int] = array("Q")
        if self._file is not None:
            for offset, length in self._blocks[index]:
                self._file.seek(offset)
                pairs.frombytes(self._file.read(length))
        pairs.extend(self._parts[index])
        return pairs


class RowSet:
    """A set of row numbers: one bit per row."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowSet):
            return NotImplemented
        return self._count == other._count and self._bits.rstrip(b"\0") == other._bits.rstrip(b"\0")

    def __repr__(self) -> str:
        return f"RowSet({self._count} rows)"

    def add(self, row: int) -> None:
        """Add a row."""
        at = row >> 3
        if at >= len(self._bits):
            self._bits.extend(bytes(max(at + 1 - len(self._bits), len(self._bits), 1024)))
        bit = 1 << (row & 7)
        if not self._bits[at] & bit:
            self._bits[at] |= bit
            self._count += 1

    def __contains__(self, row: int) -> bool:
        at = row >> 3
        return at < len(self._bits) and bool(self._bits[at] & 1 << (row & 7))
