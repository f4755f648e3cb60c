"""The numbers of an Arrow column, all together, with numpy (the ``bulk`` extra).

What a table of bytes cannot decide, a number in an unusual format, goes row by row through the functions of the base install, so the
results are the same by construction; a test runs both on the same lists.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.numbers import store
from smslint.numbers.e164 import check_number
from smslint.numbers.hints import HINTED
from smslint.numbers.label import UNKNOWN
from smslint.numbers.plan import END_SYMBOL, OTHER_SYMBOL, SYMBOLS, Plan
from smslint.recipients.bulk_columns import CHUNK, bytes_of, ends_of, rows_of

if TYPE_CHECKING:
    from smslint.numbers.e164 import Number

WIDTH: Final = 17
"""A plus sign, 15 digits, and one more character to detect a text that is too long."""
SCHEMA: Final = pa.schema(
    [
        pa.field("e164", pa.string()),
        pa.field("valid", pa.bool_(), nullable=False),
        pa.field("region", pa.string()),
        pa.field("type", pa.string(), nullable=False),
        pa.field("canonical", pa.bool_(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("suggestion", pa.string()),
    ]
)
"""The result of :func:`classify`: the fields of :class:`smslint.numbers.e164.Number` without zones and notes."""


_WITHOUT_READING: Final = frozenset({"", "unassigned_country_code"})
"""What is wrong with numbers that no other reading makes valid. Of one that is too long, the first digits may be a number."""


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
    """The labels of a plus sign and digits that are not a number; those of one label have the same result, but for ``+0`` and old forms."""
    known: dict[tuple[int, str | None], Number]
    """What was found about numbers of these labels, by the country of numbers without a calling code."""
    region: pa.StringArray
    type: pa.StringArray


def classify(texts: pa.StringArray, region: str | None = None) -> pa.RecordBatch:
    """Classify each text like :func:`smslint.numbers.e164.check_number`.

    :param texts: without nulls.
    :param region: the country of numbers without a calling code.
    :returns: a batch of :data:`SCHEMA`, row for row.
    """
    if not isinstance(store.plan(), Plan):
        return _batch([check_number(text, region) for text in texts.to_pylist()])
    labels, tables = label_ids(texts), _tables()
    fine, size = tables.fine[labels], len(texts)
    if fine.all():
        ids, valid = pa.array(labels), pa.array(fine)
        regions, types = tables.region.take(ids), tables.type.take(ids)
        nothing = pa.repeat(pa.scalar(""), size), pa.nulls(size, pa.string())
        return pa.record_batch([texts, valid, regions, types, valid, *nothing], schema=SCHEMA)
    odd = np.flatnonzero(~fine)
    numbers, which = _looked_at(texts.take(pa.array(odd)).to_pylist(), labels[odd].tolist(), tables, region)
    found = _batch(numbers)
    # Behind the labels of numbers, and behind nothing, is what was found about the others.
    ids, others = labels.astype(np.int64), np.zeros(size, np.int64)
    ids[odd], others[odd] = which + len(tables.fine), which + 1
    valid, canonical = fine.copy(), fine.copy()
    for each, name in ((valid, "valid"), (canonical, "canonical")):
        each[odd] = found[name].to_numpy(zero_copy_only=False)[which]

    def of(name: str, before: pa.Array, rows: Any) -> pa.Array:
        return pa.concat_arrays([before, found[name]]).take(pa.array(rows))

    columns = [
        pc.replace_with_mask(texts, pa.array(~fine), found["e164"].take(pa.array(which))),
        pa.array(valid),
        of("region", tables.region, ids),
        of("type", tables.type, ids),
        pa.array(canonical),
        of("reason", pa.array([""]), others),
        of("suggestion", pa.nulls(1, pa.string()), others),
    ]
    return pa.record_batch(columns, schema=SCHEMA)


def _batch(numbers: list[Number]) -> pa.RecordBatch:
    """Numbers as a batch of :data:`SCHEMA`."""
    columns = [pa.array([getattr(each, field.name) for each in numbers], field.type) for field in SCHEMA]
    return pa.record_batch(columns, schema=SCHEMA)


def _looked_at(texts: list[str], labels: list[int], tables: _Tables, region: str | None) -> tuple[list[Number], Any]:
    """The different numbers of texts that are not canonical, without their notes; and which of them each text is."""
    alike: dict[int, int] = {}
    found: list[Number] = []
    which = []
    for text, label in zip(texts, labels, strict=True):
        one_answer = label in tables.wrong and not text.startswith("+0") and not HINTED.fullmatch(text)
        at = alike.get(label) if one_answer else None
        if at is None:
            number = tables.known.get((label, region)) if one_answer else None
            number = check_number(text, region) if number is None else number
            at = len(found)
            found.append(number)
            if one_answer and number.suggestion is None:
                alike[label] = at
                tables.known[label, region] = number
        which.append(at)
    return found, np.array(which, np.int64)


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


def are_canonical(labels: Any) -> Any:
    """Whether each label is that of a valid number in its canonical form."""
    if isinstance(store.plan(), Plan):
        return _tables().fine[labels]
    return np.array([label.valid and label.canonical for label in map(store.plan().label, labels.tolist())], bool)


def regions_and_types(labels: Any, valid: Any) -> tuple[pa.StringArray, pa.StringArray]:
    """The region and the type of each label, where the number is valid; else null, and ``unknown``."""
    if isinstance(store.plan(), Plan):
        ids, regions, types = pa.array(labels), _tables().region, _tables().type
    else:
        found = [store.plan().label(label) for label in labels.tolist()]
        ids = pa.array(range(len(found)), pa.int32())
        regions = pa.array([label.region for label in found], pa.string())
        types = pa.array([label.type for label in found], pa.string())
    right = pa.array(valid)
    return pc.if_else(right, regions.take(ids), None), pc.if_else(right, types.take(ids), UNKNOWN)


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
    data, ends = bytes_of(texts), ends_of(texts)
    if data.max(initial=0) >= 0x80 or data.min(initial=1) == 0:
        odd[rows_of((data >= 0x80) | (data == 0), ends)] = True
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
        frozenset(number for number, label in enumerate(labels) if not label.valid and label.error in _WITHOUT_READING),
        {},
        pa.array([label.region for label in labels], pa.string()),
        pa.array([label.type for label in labels], pa.string()),
    )  # fmt: skip
