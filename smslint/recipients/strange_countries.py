"""Cells of the country column that are no country code: they cannot help to read a number."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.numbers.store import plan
from smslint.recipients.batch import cells_of
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles


@lru_cache(maxsize=1024)
def is_country(word: str) -> bool:
    """Whether a text is a known country code of two letters (ISO 3166-1 alpha-2)."""
    return len(word) == 2 and plan().calling_code(word.upper()) is not None


class StrangeCountries:
    """Counts the cells of the country column that are no code of two letters."""

    def __init__(self, columns: Sequence[str], roles: Roles) -> None:
        self.column = roles.region
        """The column that is read, if there is one."""
        self._columns = columns
        self._count, self._first = 0, ""

    def add(self, rows: Sequence[Cells]) -> None:
        """Look at some rows."""
        if self.column is not None:
            self.look(Counter(cells_of(rows, self.column)))

    def look(self, cells: Mapping[str, int]) -> None:
        """Look at cells of the column.

        :param cells: how often each occurs, the first in the list first.
        """
        for cell, times in cells.items():
            word = cell.strip()
            if word and not is_country(word):
                self._first = self._first or word
                self._count += times

    def notes(self) -> Iterator[str]:
        """What they mean, in a sentence for people."""
        if self._count and self.column is not None:
            verb = "is" if self._count == 1 else "are"
            yield (
                f"{plural(self._count, 'cell')} of the column {self._columns[self.column]!r} {verb} no country code of two letters, such as "
                f"{self._first[:20]!r}: there, only the number shows the country."
            )
