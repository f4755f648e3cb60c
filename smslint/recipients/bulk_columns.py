"""Columns of Arrow batches as plain text, and the bytes of that text as numpy arrays (the ``bulk`` extra)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.recipients import jsonlines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHUNK: Final = 1 << 16
"""How many rows are processed together: few enough to stay in the processor's cache."""

_IN_TABLE: Final = 1 << 18
"""Up to so many possible groups, a table of them is faster than a search."""
_NEW: Final = -2
_MOST_BYTES: Final = 1 << 28
_EXACT: Final = {16: 2.0**11, 32: 2.0**24, 64: 1e15}
"""From here on a number that may have a fraction does not keep its last digits, by its bits."""


def texts_of(column: Any) -> pa.StringArray:
    """A column of any type as plain text, as a CSV file would have it; nulls are empty texts.

    :raises pyarrow.ArrowException: for a damaged value.
    """
    if pa.types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if column.type != pa.string():
        try:
            column = _cast(column)
        except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
            nested = pa.types.is_nested(column.type)
            written = jsonlines.cell if nested else str
            try:
                found = column.to_pylist()
            except (LookupError, ValueError) as error:  # a zone of times that nobody knows
                raise pa.ArrowInvalid(f"{column.type}: {error}") from error
            values = [jsonlines.plain(each) if nested else each for each in found]
            column = pa.array([None if value is None else written(value) for value in values], pa.string())
    return pc.fill_null(column, "") if column.null_count else column


def _cast(column: Any) -> Any:
    """A column as text; whole numbers and times as people and spreadsheets write them: ``12025550101``, not ``1.2025550101e+10``."""
    text = column.cast(pa.string())
    if pa.types.is_timestamp(column.type):
        return pc.replace_substring_regex(text, r"\.0+(Z?)$", r"\1")
    if not pa.types.is_floating(column.type):
        return text
    number = column.cast(pa.float64())
    whole = pc.fill_null(
        pc.and_(pc.equal(pc.floor(number), number), pc.less(pc.abs(number), _EXACT[column.type.bit_width])), False
    )
    digits = pc.if_else(whole, number, 0.0).cast(pa.int64()).cast(pa.string())
    return pc.if_else(whole, digits, text)


def checked_texts_of(column: Any) -> pa.StringArray:
    """:func:`texts_of` for a column that nobody has checked: Arrow reads outside the memory where the offsets of a buffer are wrong.

    :raises pyarrow.ArrowException: for a damaged value.
    """
    column.validate(full=True)
    return texts_of(column)


def blank_rows(columns: Sequence[pa.StringArray]) -> Any:
    """The rows whose cells are all empty or white space."""
    rows = np.arange(len(columns[0]) if columns else 0)
    for column in columns:
        data, ends = bytes_of(column), ends_of(column)
        empty = ends[rows] == ends[rows + 1]
        # The first byte decides about almost every cell: what is printed and no space is not blank.
        first = data[np.minimum(ends[rows], max(len(data) - 1, 0))] if len(data) else np.zeros(len(rows), np.uint8)
        unclear = np.flatnonzero(~empty & ((first <= ord(" ")) | (first > ord("~"))))
        cells = column.take(pa.array(rows[unclear])).to_pylist()
        empty[unclear] = [not cell.strip() for cell in cells]
        rows = rows[empty]
    return rows


def are_short_numbers(column: pa.StringArray, most: int) -> Any:
    """Whether each text is a number of ASCII digits, at most so many."""
    data, ends = bytes_of(column), ends_of(column)
    lengths = np.diff(ends)
    digits = (data - np.uint8(ord("0"))) < 10
    return (lengths > 0) & (lengths <= most) & (count_in_rows(digits, ends) == lengths)


def alike(columns: Sequence[Any]) -> tuple[Any, Any]:
    """Group the rows in which all columns of small whole numbers are equal: the first row of each group, and the group of each row."""
    groups, count = np.zeros(len(columns[0]), np.int64), 1
    for each in columns:
        size = int(each.max(initial=0)) + 1
        if size == 1:
            continue
        both = groups * size + each
        if count * size <= _IN_TABLE:
            there = np.zeros(count * size, bool)
            there[both] = True
            groups = (np.cumsum(there) - 1)[both]
        else:
            groups = pa.array(both).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
        count = int(groups.max(initial=0)) + 1
    first = np.zeros(int(groups.max(initial=-1)) + 1, np.int64)
    first[groups[::-1]] = np.arange(len(groups))[::-1]
    return first, groups


class Learned:
    """A number for each id, which is learned when the id is first seen."""

    def __init__(self) -> None:
        self._known = np.zeros(0, np.int64)

    def of(self, ids: Any, learn: Callable[[int], int]) -> Any:
        """The number of each id."""
        more = int(ids.max(initial=0)) + 1 - len(self._known)
        if more > 0:
            self._known = np.pad(self._known, (0, more), constant_values=_NEW)
        found = self._known[ids]
        new = np.unique(ids[found == _NEW]).tolist()
        for each in new:
            self._known[each] = learn(each)
        return self._known[ids] if new else found


def rows_at_once(batch: pa.RecordBatch) -> int:
    """How many rows of a batch to process together: so many that their texts fit into one Arrow array, too."""
    return max(1, min(CHUNK, _MOST_BYTES * int(batch.num_rows) // max(int(batch.nbytes), 1)))


def ends_of(column: pa.StringArray) -> Any:
    """Where each row's bytes start in :func:`bytes_of`, and where the last row ends."""
    if not len(column):
        return np.zeros(1, np.int32)
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return offsets - offsets[0]


def bytes_of(column: pa.StringArray) -> Any:
    """The bytes of all rows, one after another."""
    if not len(column) or column.buffers()[2] is None:
        return np.empty(0, np.uint8)
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(column.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]


def count_in_rows(marked: Any, ends: Any) -> Any:
    """How many bytes of each row are marked."""
    so_far = np.zeros(len(marked) + 1, np.int64)
    np.cumsum(marked, out=so_far[1:])
    return np.diff(so_far[ends])


def rows_of(marked: Any, ends: Any) -> Any:
    """The row of each marked byte. There are few, so a search for each is fast."""
    return np.searchsorted(ends, np.flatnonzero(marked), "right") - 1
