"""The encoding, units and segments of the messages of an Arrow batch, with numpy (the ``bulk`` extra).

What the bytes of the cells do not decide is measured text by text, as in the base install.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.recipients.bulk_columns import bytes_of, ends_of, rows_of
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, UCS_2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.text.gsm7 import Measure

_PLAIN, _PAIR, _STRANGE = range(3)
ENCODINGS: Final = (GSM_7, UCS_2)


class Measures(NamedTuple):
    """The measures of a batch, row for row, as numpy arrays."""

    ucs2: Any
    """Whether the message is UCS-2; otherwise it is GSM-7."""
    units: Any
    segments: Any

    @classmethod
    def of(cls, found: Sequence[Measure]) -> Measures:
        """Measures of the base path."""
        return cls(
            np.array([each[0] != GSM_7 for each in found], bool),
            np.array([each[1] for each in found], np.int64),
            np.array([each[2] for each in found], np.int64),
        )

    def taken(self, better: Any, other: Measures) -> Measures:
        """These, and the other ones where ``better`` says so."""
        return Measures(*(np.where(better, theirs, own) for own, theirs in zip(self, other, strict=True)))


def measure(message: Sequence[str | pa.StringArray], size: int) -> Measures:
    """The measure of each row's message, as from ``GSM7.measure``.

    :param message: constant texts and columns (without nulls), in order.
    :param size: how many rows there are.
    """
    literal = "".join(piece for piece in message if isinstance(piece, str))
    columns = [piece for piece in message if not isinstance(piece, str)]
    gsm = GSM7.holds(literal)
    units, odd = _units(literal, columns, size, gsm=gsm)
    single, segment = (GSM7.single, GSM7.segment) if gsm else (UCS2_SINGLE, UCS2_SEGMENT)
    segments = np.where(units <= single, 1, -(-units // segment))
    ucs2 = np.full(size, not gsm)
    if odd.any():
        where = np.flatnonzero(odd)
        rows = [column.take(pa.array(where)).to_pylist() for column in columns]
        found = [GSM7.measure(text) for text in _joined(message, rows, len(where))]
        ucs2[where] = [each[0] != GSM_7 for each in found]
        units[where] = [each[1] for each in found]
        segments[where] = [each[2] for each in found]
    return Measures(ucs2, units, segments)


def measure_texts(texts: list[str]) -> Measures:
    """The measure of each text."""
    return Measures.of([GSM7.measure(text) for text in texts])


def encodings(ucs2: Any) -> pa.StringArray:
    """The names of encodings."""
    return pa.array(ENCODINGS, pa.string()).take(pa.array(ucs2.astype(np.int8)))


def _units(literal: str, columns: list[pa.StringArray], size: int, *, gsm: bool) -> tuple[Any, Any]:
    """The units of each row, and the rows that only the exact measure can decide."""
    own = GSM7.measure(literal)[1]
    units = np.full(size, own, np.int64)
    odd = np.zeros(size, bool)
    pairs = np.zeros(size, np.int64)  # characters of two units, in the columns
    for column in columns:
        data, ends = bytes_of(column), ends_of(column)
        if gsm:
            units += np.diff(ends)
            kind = _kinds()[data]
            _count(pairs, kind == _PAIR, ends)
            strange = kind == _STRANGE
        else:
            units += pc.utf8_length(column).to_numpy(zero_copy_only=False)
            strange = data >= 0xF0  # a character of two code units
        odd[rows_of(strange, ends)] = True
    units += pairs
    pairs += own - len(literal)
    # A pair that would cross a segment boundary leaves a unit unused; if the free units may not be enough, count exactly.
    single, segment = (GSM7.single, GSM7.segment) if gsm else (UCS2_SINGLE, UCS2_SEGMENT)
    if (pairs > 0).any():
        counts = -(-units // segment)
        odd |= (pairs > 0) & (units > single) & (counts * segment - units < counts - 1)
    return units, odd


@lru_cache(maxsize=1)
def _kinds() -> Any:
    """For each byte: one septet, two septets, or not an ASCII character of the alphabet."""
    kinds = np.full(256, _STRANGE, np.uint8)
    for char in filter(str.isascii, GSM7.basic + GSM7.extension):
        kinds[ord(char)] = _PLAIN if char in GSM7.basic else _PAIR
    return kinds


def _count(counts: Any, marked: Any, ends: Any) -> None:
    np.add.at(counts, rows_of(marked, ends), 1)


def _joined(message: Sequence[str | pa.StringArray], rows: list[list[str]], count: int) -> list[str]:
    at = iter(rows)
    pieces = [[piece] * count if isinstance(piece, str) else next(at) for piece in message]
    return list(map("".join, zip(*pieces, strict=True))) if pieces else [""] * count
