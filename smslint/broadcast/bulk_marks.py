"""What decides the answer of the rules about each row of an Arrow batch, as small numbers (the ``bulk`` extra).

Rows in which all of these numbers are equal get the same answer: the same country, language and consent, the same telling values, and
holes in the same places. Most cells are harmless and have the number 0, so that a batch has few different rows.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.broadcast.harmless import MOST_DIGITS, normal
from smslint.broadcast.pieces import Cell
from smslint.recipients.bulk_columns import are_short_numbers, ends_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from smslint.broadcast.bulk_fill import TextColumns
    from smslint.broadcast.fitting_values import FittingValues
    from smslint.broadcast.harmless import Sieve
    from smslint.broadcast.holes import Holes
    from smslint.broadcast.pieces import Piece
    from smslint.broadcast.telling import Telling

MOST_KEPT: Final = 50_000
_FIRST: Final = 256
"""A column without a short number in so many rows is taken for one that has hardly any."""


class Marks:
    """The numbers of one broadcast. They are the same in all of its batches."""

    def __init__(self, telling: Telling, holes: Holes) -> None:
        sieves = telling.of_cells()
        self._cells = [_Cells(at, sieves.get(at, ()), holes) for at in sorted({*sieves, *holes.columns})]
        self._whole = [_Whole(at) for at in telling.columns]
        self._computed = [_Computed(*each) for each in telling.of_computed()]

    @property
    def kept(self) -> int:
        """How many numbers were given."""
        return sum(len(each.numbers) for each in (*self._cells, *self._whole, *self._computed))

    def of(self, columns: TextColumns, size: int) -> Iterator[Any]:
        """The numbers of each row, an array for each thing that decides."""
        for each in (*self._cells, *self._whole, *self._computed):
            yield each.of(columns, size)


class _Numbered:
    """A number for each thing that decides; 0 for ``None``."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def number(self, decides: Hashable) -> int:
        return 0 if decides is None else self.numbers.setdefault(decides, len(self.numbers) + 1)

    @abstractmethod
    def of(self, columns: TextColumns, size: int) -> Any:
        """The number of each row, as an array."""


class _Whole(_Numbered):
    """A column of which every different cell decides."""

    def __init__(self, column: int) -> None:
        super().__init__()
        self._column = column

    def of(self, columns: TextColumns, size: int) -> Any:  # noqa: ARG002
        return _by_cell(columns.texts(self._column), lambda cells: map(self.number, cells))


class _Cells(_Numbered):
    """A column that is printed as it is: its telling cells decide, and those that leave a hole."""

    def __init__(self, column: int, sieves: tuple[Sieve, ...], holes: Holes) -> None:
        super().__init__()
        self._column, self._sieves, self._holes = column, sieves, holes
        patterns = [each.numbers for each in sieves] + [holes.numbers(column)]
        self._quick = all(each is not None for each in patterns)
        known = sorted(set[str]().union(*(each for each in patterns if each is not None)))
        self._longest = max(map(len, known), default=0) if all(map(str.isdecimal, known)) else None
        """The most digits of a number that is known to decide; ``None`` if only the patterns say which these are."""
        self._known = f"^(?:{'|'.join(known)})$" if known else ""

    def of(self, columns: TextColumns, size: int) -> Any:
        texts, found = columns.texts(self._column), np.zeros(size, np.int64)
        rows = self._doubtful(texts)
        if rows is None:
            return _by_cell(texts, self._each)
        if len(rows):
            found[rows] = _by_cell(texts.take(pa.array(rows)), self._each)
        return found

    def _doubtful(self, texts: pa.StringArray) -> Any:
        """The rows that are not a short number, of which there may be many different ones; ``None``: all rows."""
        if not self._quick or not are_short_numbers(texts.slice(0, _FIRST), MOST_DIGITS).any():
            return None
        numbers = are_short_numbers(texts, MOST_DIGITS)
        if self._longest is not None:
            numbers &= np.diff(ends_of(texts)) > self._longest
        elif self._known:
            numbers &= ~pc.match_substring_regex(texts, self._known).to_numpy(zero_copy_only=False)
        return np.flatnonzero(~numbers)

    def _each(self, cells: list[str]) -> Iterator[int]:
        distinct = set(cells)
        told = [sieve.telling(distinct) for sieve in self._sieves]
        holes = self._holes.among(self._column, distinct)
        odd = holes.union(*told)
        for cell in cells:
            yield self.number((*((normal(cell) if cell in some else None) for some in told), cell if cell in holes else None)) if cell in odd else 0  # fmt: skip


class _Computed(_Numbered):
    """A value that is computed from cells."""

    def __init__(self, piece: Piece, sieve: Sieve) -> None:
        super().__init__()
        self._piece, self._sieve = piece, sieve

    def of(self, columns: TextColumns, size: int) -> Any:
        values = list(islice(self._piece(columns, size), size))
        numbers = {each: self.number(normal(each)) for each in self._sieve.telling(set(values))}
        if not numbers:
            return np.zeros(size, np.int64)
        return np.fromiter((numbers.get(each, 0) for each in values), np.int64, size)


class FitMarks:
    """Whether each row has a value that may not fit its approved template, as 1 or 0."""

    def __init__(self, fitting: FittingValues | None) -> None:
        self._fitting = fitting

    def of(self, columns: TextColumns, size: int) -> Any:
        """The number of each row, as an array."""
        if self._fitting is None:
            return np.ones(size, np.int64)
        found = np.zeros(size, np.int64)
        for at, piece in self._fitting.holes:
            if isinstance(piece, Cell):
                found |= _by_cell(columns.texts(piece.column), partial(self._each, at))
            else:
                found |= np.fromiter(self._each(at, list(islice(piece(columns, size), size))), np.int64, size)
        return found

    def _each(self, at: int, values: list[str]) -> Iterator[int]:
        assert self._fitting is not None
        unfit = self._fitting.unfit(at, values)
        return (int(each in unfit) for each in values)


def _by_cell(texts: pa.StringArray, each: Callable[[list[str]], Any]) -> Any:
    """The number of each row, from those of its different cells."""
    encoded = texts.dictionary_encode()
    numbers = np.fromiter(each(encoded.dictionary.to_pylist()), np.int64, len(encoded.dictionary))
    return numbers[encoded.indices.to_numpy(zero_copy_only=False)]
