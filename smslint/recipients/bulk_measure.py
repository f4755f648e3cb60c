"""The encoding, units and segments of the messages of an Arrow batch, with numpy (the ``bulk`` extra).

What the bytes of the cells do not decide is measured text by text, as in the base install.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from smslint.recipients.bulk_columns import bytes_of, count_in_rows, ends_of, rows_of
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
    gsm, wide, foreign = np.zeros((2, size), np.int64), np.zeros((2, size), np.int64), np.zeros(size, bool)
    for piece in message:
        if isinstance(piece, str):
            units, pairs, *others = _of_text(piece)
            gsm += [[units], [pairs]]
            wide += [[each] for each in others]
            foreign |= units < 0
        else:
            _add(piece, gsm, wide, foreign)
    units, pairs = np.where(foreign, wide, gsm)
    single, segment = np.where(foreign, [[UCS2_SINGLE], [UCS2_SEGMENT]], [[GSM7.single], [GSM7.segment]])
    segments = np.where(units <= single, 1, -(-units // segment))
    # A pair that would cross a segment boundary leaves a unit unused; if the free units may not be enough, count exactly.
    unsure = np.flatnonzero((pairs > 0) & (segments > 1) & (segments * segment - units < segments - 1))
    if len(unsure):
        rows = pa.array(unsure)
        texts = [[piece] * len(unsure) if isinstance(piece, str) else piece.take(rows).to_pylist() for piece in message]
        segments[unsure] = [GSM7.measure("".join(each))[2] for each in zip(*texts, strict=True)]
    return Measures(foreign, units, segments)


def measure_texts(texts: list[str]) -> Measures:
    """The measure of each text."""
    return Measures.of([GSM7.measure(text) for text in texts])


def encodings(ucs2: Any) -> pa.StringArray:
    """The names of encodings."""
    return pa.array(ENCODINGS, pa.string()).take(pa.array(ucs2.astype(np.int8)))


def _add(column: pa.StringArray, gsm: Any, wide: Any, foreign: Any) -> None:
    """Add what the cells of a column cost: units and pairs, in both encodings; and note those outside of GSM-7."""
    data, ends = bytes_of(column), ends_of(column)
    lengths, kinds = np.diff(ends), _kinds()[data]
    wide[0] += lengths
    gsm[0] += lengths
    if not kinds.any():
        return
    doubled = kinds == _PAIR
    pairs = count_in_rows(doubled, ends) if doubled.any() else np.zeros(len(lengths), np.int64)
    gsm += pairs
    rows = np.unique(rows_of(kinds == _STRANGE, ends))
    if len(rows):
        encoded = column.take(pa.array(rows)).dictionary_encode()
        costs = np.array(list(map(_of_text, encoded.dictionary.to_pylist())), np.int64).T
        costs = costs[:, encoded.indices.to_numpy(zero_copy_only=False)]
        gsm[:, rows] += costs[:2] - [lengths[rows] + pairs[rows], pairs[rows]]
        wide[:, rows] += costs[2:] - [lengths[rows], np.zeros(len(rows), np.int64)]
        foreign[rows] |= costs[0] < 0


def _of_text(text: str) -> tuple[int, int, int, int]:
    """The septets of a text in GSM-7 and its pairs of them (-1 if it has another character), its code units in UCS-2 and its pairs."""
    marks = GSM7.marks(text)
    wide = len(text.encode("utf-16-be", "surrogatepass")) >> 1
    return *((-1, 0) if marks is None else (len(marks), len(marks) - len(text))), wide, wide - len(text)


@lru_cache(maxsize=1)
def _kinds() -> Any:
    """For each byte: one septet, two septets, or not an ASCII character of the alphabet."""
    kinds = np.full(256, _STRANGE, np.uint8)
    for char in filter(str.isascii, GSM7.basic + GSM7.extension):
        kinds[ord(char)] = _PLAIN if char in GSM7.basic else _PAIR
    return kinds
