"""Where a row is: its number, and its file if several files are one list. Inside, the rows of all files have one numbering."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where a row is."""

    file: str
    """The file as it was named; empty if the list is one file."""
    row: int
    """The number of the row in its file."""

    @property
    def opening(self) -> str:
        """As a sentence begins: ``Row 3 of contacts/b.csv``."""
        return f"R{str(self)[1:]}"

    def __str__(self) -> str:
        return f"row {self.row} of {self.file}" if self.file else f"row {self.row}"


@dataclass(slots=True)
class Files:
    """The files of one list in their order, and the number of the last row of each in the numbering of all: known once it was read."""

    names: tuple[str, ...] = ()
    """Empty if the list is one file."""
    ends: list[int] = field(default_factory=list)

    def before(self, index: int) -> int:
        """What is added to the numbers of the rows of a file; the files before it were read."""
        return self.ends[index - 1] if index else 0

    def end(self, index: int, last: int) -> None:
        """Keep the number that the last row of a file has there."""
        if index == len(self.ends):
            self.ends.append(self.before(index) + last)

    def place(self, row: int) -> Place:
        """The file of a row, and its number there."""
        if not self.names:
            return Place("", row)
        index = bisect_left(self.ends, row)
        return Place(self.names[index], row - self.before(index))
