"""Arrow in, Arrow out: classify numbers and measure messages, one record batch at a time, with numpy (the ``bulk`` extra).

Pure functions: no file, no configuration, no terminal. Data engines such as Spark can call them directly::

    spark_frame.mapInArrow(lambda batches: (classify(batch, "phone") for batch in batches), schema)

What a table of bytes cannot decide (a number in an unusual format, a text that is not ASCII) goes row by row through the
functions of the base install, so the results are the same by construction; a test runs both on the same lists.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.numbers import store
from smslint.numbers.e164 import check_number
from smslint.numbers.plan import END_SYMBOL, OTHER_SYMBOL, SYMBOLS, Plan
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, UCS_2, Alphabet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.numbers.e164 import Number

WIDTH: Final = 17
"""A plus sign, 15 digits, and one more character to detect a text that is too long."""
CHUNK: Final = 1 << 16
"""How many rows are processed together: few enough to stay in the processor's cache."""
SCHEMA: Final = pa.schema(
    [
        ("canonical", pa.string()),
        ("valid", pa.bool_()),
        ("region", pa.string()),
        ("type", pa.string()),
        ("reason", pa.string()),
    ]
)
"""The result of :func:`classify`. ``canonical`` and ``region`` are null if the number is invalid; ``reason`` is empty if it is valid."""
MEASURES: Final = pa.schema([("encoding", pa.string()), ("units", pa.int32()), ("segments", pa.int32())])
"""The result of :func:`measure`."""


class Column(NamedTuple):
    """A column whose value is part of a message, by name."""

    name: str


class _Tables(NamedTuple):
    """The automaton and its labels as arrays."""

    step: Any
    """Maps a state's first index plus a symbol to the first index of the next state."""
    ends: int
    symbol: Any
    """Maps a byte to its symbol."""
    fine: Any
    """By label: valid and canonical."""
    wrong: frozenset[int]
    """The labels of a plus sign and digits that are not a number; they all have the same result."""
    region: pa.StringArray
    type: pa.StringArray


def classify(batch: pa.RecordBatch, column: str, region: str | None = None) -> pa.RecordBatch:
    """Classify each number of a column like :func:`smslint.numbers.e164.check_number`.

    :param region: the country of numbers without a calling code.
    :returns: a batch of :data:`SCHEMA`, row for row.
    """
    texts = _strings(batch.column(batch.schema.get_field_index(column)))
    labels = label_ids(texts)
    tables = _tables()
    fine = tables.fine[labels]
    ids = pa.array(labels)
    canonical, regions, types = texts, tables.region.take(ids), tables.type.take(ids)
    reasons: Any = pa.repeat(pa.scalar(""), len(texts))
    if not fine.all():
        odd = np.flatnonzero(~fine)
        mask = pa.array(~fine)
        found = _looked_at(texts.take(pa.array(odd)).to_pylist(), labels[odd].tolist(), tables, region)
        canonical = pc.replace_with_mask(texts, mask, pa.array([each.e164 for each in found], pa.string()))
        regions = pc.replace_with_mask(regions, mask, pa.array([each.region for each in found], pa.string()))
        types = pc.replace_with_mask(types, mask, pa.array([each.type for each in found], pa.string()))
        reasons = pc.replace_with_mask(reasons, mask, pa.array([each.reason for each in found], pa.string()))
        fine = fine.copy()
        fine[odd] = [each.valid for each in found]
    return pa.record_batch([canonical, pa.array(fine), regions, types, reasons], schema=SCHEMA)


def _looked_at(texts: list[str], labels: list[int], tables: _Tables, region: str | None) -> list[Number]:
    """Classify texts that are not canonical numbers, without notes and suggestions."""
    alike: dict[int, Number] = {}
    found = []
    for text, label in zip(texts, labels, strict=True):
        number = alike.get(label)
        if number is None:
            number = check_number(text, region)
            if label in tables.wrong:
                alike[label] = number
        found.append(number)
    return found


def label_ids(texts: pa.StringArray) -> Any:
    """The plan's label id of each text, as from ``plan().classify``: a numpy array."""
    return _label_ids(texts, *_matrix(texts))


def labels_and_numbers(texts: pa.StringArray) -> tuple[Any, Any]:
    """The label ids, and the digits of each text as one integer (meaningless unless it is ``+`` and at most 15 digits)."""
    matrix, odd = _matrix(texts)
    numbers = np.zeros(len(texts), np.uint64)
    for start in range(0, len(texts), CHUNK):
        part = numbers[start : start + CHUNK]
        for column in np.ascontiguousarray(matrix[start : start + CHUNK, 1:16].T):
            np.copyto(part, part * np.uint64(10) + (column & 15), where=column != 0)
    return _label_ids(texts, matrix, odd), numbers


def _label_ids(texts: pa.StringArray, matrix: Any, odd: Any) -> Any:
    plan = store.plan()
    size = len(texts)
    if not isinstance(plan, Plan):
        return np.fromiter(map(plan.classify, texts.to_pylist()), np.int32, size)
    labels = np.empty(size, np.int32)
    tables = _tables()
    for start in range(0, size, CHUNK):
        labels[start : start + CHUNK] = _step(matrix[start : start + CHUNK], tables)
    odd = odd | (matrix[:, WIDTH - 1] != 0)
    if odd.any():
        where = np.flatnonzero(odd)
        labels[where] = [plan.classify(text) for text in texts.take(pa.array(where)).to_pylist()]
    return labels


def measure(batch: pa.RecordBatch, message: Sequence[str | Column], alphabet: Alphabet = GSM7) -> pa.RecordBatch:
    """The encoding, units and segments of each row's message, like :func:`smslint.text.segmentation.measure`.

    :param message: constant texts and columns, in order.
    :returns: a batch of :data:`MEASURES`, row for row.
    """
    size = batch.num_rows
    literal = "".join(piece for piece in message if isinstance(piece, str))
    columns = [_strings(batch.column(batch.schema.get_field_index(p.name))) for p in message if isinstance(p, Column)]
    gsm = alphabet.holds(literal)
    units, odd = _units(literal, columns, size, alphabet, gsm=gsm)
    single, segment = (alphabet.single, alphabet.segment) if gsm else (UCS2_SINGLE, UCS2_SEGMENT)
    counts = np.where(units <= single, 1, -(-units // segment))
    encodings: Any = pa.repeat(pa.scalar(GSM_7 if gsm else UCS_2), size)
    if odd.any():
        where = np.flatnonzero(odd)
        rows = [column.take(pa.array(where)).to_pylist() for column in columns]
        found = [alphabet.measure(text) for text in _joined(message, rows, len(where))]
        units[where] = [each[1] for each in found]
        counts[where] = [each[2] for each in found]
        encodings = pc.replace_with_mask(encodings, pa.array(odd), pa.array([each[0] for each in found], pa.string()))
    return pa.record_batch(
        [encodings, pa.array(units.astype(np.int32)), pa.array(counts.astype(np.int32))], schema=MEASURES
    )


def _step(matrix: Any, tables: _Tables) -> Any:
    """Process all rows together, one character at a time."""
    symbols = tables.symbol.take(matrix[:, 1:].T)
    state = tables.step.take(symbols[0])
    for column in symbols[1:]:
        np.add(state, column, out=state)
        state = tables.step.take(state)
    labels = state // SYMBOLS - tables.ends
    labels[matrix[:, 0] != ord("+")] = 0
    return labels


def _matrix(texts: pa.StringArray) -> tuple[Any, Any]:
    """The first characters of each text as a row of bytes, padded with NUL; and the rows that cannot be read this way."""
    odd = np.zeros(len(texts), bool)
    data, ends = _bytes(texts), _ends(texts)
    if data.max(initial=0) >= 0x80 or data.min(initial=1) == 0:
        odd[_rows((data >= 0x80) | (data == 0), ends)] = True
    # A window of fixed size starts at each byte; the windows where a text starts are copied, and cut to its length.
    padded = np.append(data, np.zeros(WIDTH, np.uint8))
    windows = np.ndarray(len(data) + 1, f"V{WIDTH}", padded, strides=(1,))
    lengths = np.minimum(np.diff(ends), WIDTH)
    lengths[odd] = 0
    matrix = windows[ends[:-1]].view(np.uint8).reshape(len(texts), WIDTH)
    matrix &= _masks()[lengths].view(np.uint8).reshape(len(texts), WIDTH)
    return matrix, odd


@lru_cache(maxsize=1)
def _masks() -> Any:
    """For each length: as many bytes that keep their input, then bytes that turn it into NUL."""
    kept = np.where(np.arange(WIDTH) < np.arange(WIDTH + 1)[:, None], 255, 0).astype(np.uint8)
    return kept.view(f"V{WIDTH}").ravel()


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    plan = store.plan()
    labels = [plan.label(number) for number in range(plan.labels)] if isinstance(plan, Plan) else []
    step, ends = plan.step_table() if isinstance(plan, Plan) else (b"", 0)
    symbol = np.full(256, OTHER_SYMBOL, np.uint8)
    symbol[0] = END_SYMBOL
    symbol[ord("0") : ord("9") + 1] = np.arange(10)
    table = np.frombuffer(step, np.uint16)
    assert table.size % SYMBOLS == 0
    return _Tables(
        table.astype(np.int32) * SYMBOLS, ends, symbol,
        np.array([label.valid and label.canonical for label in labels], bool),
        frozenset(number for number, label in enumerate(labels) if not label.valid and not label.error),
        pa.array([label.region for label in labels], pa.string()),
        pa.array([label.type for label in labels], pa.string()),
    )  # fmt: skip


def _units(literal: str, columns: list[pa.StringArray], size: int, alphabet: Alphabet, *, gsm: bool) -> tuple[Any, Any]:
    """The units of each row, and the rows that only the exact measure can decide."""
    own = alphabet.measure(literal)[1]
    units = np.full(size, own, np.int64)
    odd = np.zeros(size, bool)
    pairs = np.zeros(size, np.int64)  # characters of two units, in the columns
    for column in columns:
        data, ends = _bytes(column), _ends(column)
        if gsm:
            units += np.diff(ends)
            kind = _kinds(alphabet)[data]
            _count(pairs, kind == _PAIR, ends)
            strange = kind == _STRANGE
        else:
            units += pc.utf8_length(column).to_numpy(zero_copy_only=False)
            strange = data >= 0xF0  # a character of two code units
        odd[_rows(strange, ends)] = True
    units += pairs
    pairs += own - len(literal)
    # A pair that would cross a segment boundary leaves a unit unused; if the free units may not be enough, count exactly.
    single, segment = (alphabet.single, alphabet.segment) if gsm else (UCS2_SINGLE, UCS2_SEGMENT)
    if (pairs > 0).any():
        counts = -(-units // segment)
        odd |= (pairs > 0) & (units > single) & (counts * segment - units < counts - 1)
    return units, odd


_PLAIN, _PAIR, _STRANGE = range(3)


@lru_cache(maxsize=8)
def _kinds(alphabet: Alphabet) -> Any:
    """For each byte: one septet, two septets, or not an ASCII character of the alphabet."""
    kinds = np.full(256, _STRANGE, np.uint8)
    for char in filter(str.isascii, alphabet.basic + alphabet.extension):
        kinds[ord(char)] = _PLAIN if char in alphabet.basic else _PAIR
    return kinds


def _rows(marked: Any, ends: Any) -> Any:
    """The row of each marked byte. There are few, so a search for each is fast."""
    return np.searchsorted(ends, np.flatnonzero(marked), "right") - 1


def _count(counts: Any, marked: Any, ends: Any) -> None:
    np.add.at(counts, _rows(marked, ends), 1)


def _joined(message: Sequence[str | Column], rows: list[list[str]], count: int) -> list[str]:
    at = iter(rows)
    pieces = [[piece] * count if isinstance(piece, str) else next(at) for piece in message]
    return list(map("".join, zip(*pieces, strict=True))) if pieces else [""] * count


def _strings(column: Any) -> pa.StringArray:
    """A column as plain text, nulls as empty texts."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if column.type != pa.string():
        column = column.cast(pa.string())
    return pc.fill_null(column, "") if column.null_count else column


def _ends(column: pa.StringArray) -> Any:
    """Where each row's bytes start in :func:`_bytes`, and where the last row ends."""
    if not len(column):
        return np.zeros(1, np.int32)
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return offsets - offsets[0]


def _bytes(column: pa.StringArray) -> Any:
    """The bytes of all rows, one after another."""
    if not len(column) or column.buffers()[2] is None:
        return np.empty(0, np.uint8)
    offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(column.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
