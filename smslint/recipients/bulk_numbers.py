"""The numbers of an Arrow column, all together, with numpy (the ``bulk`` extra).

What a table of bytes cannot decide, a number in an unusual format, goes row by row through the functions of the base install, so the
results are the same by construction; a test runs both on the same lists.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from smslint.numbers import store
from smslint.numbers.e164 import check_number
from smslint.numbers.hints import HINTED
from smslint.numbers.label import UNKNOWN
from smslint.numbers.plan import END_SYMBOL, OTHER_SYMBOL, SYMBOLS, Plan
from smslint.recipients.bulk_columns import CHUNK, bytes_of, ends_of, rows_of

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
_FIELDS: Final = attrgetter(*SCHEMA.names)
_ALONE: Final = -1


_OWN_ANSWER: Final = rf"^(?:\+0|(?:{HINTED.pattern})$)"
"""Texts that have another answer than others of their label."""
_WITHOUT_READING: Final = frozenset({"", "unassigned_country_code"})
"""What is wrong with numbers that no other reading makes valid. Of one that is too long, the first digits may be a number."""


_PAIRS: Final = tuple(
    (np.uint64(mask), np.uint64(factor), np.uint64(bits))
    for mask, factor, bits in (
        (0x0F0F0F0F0F0F0F0F, 1 + (10 << 8), 8),
        (0x00FF00FF00FF00FF, 1 + (100 << 16), 16),
        (0x0000FFFF0000FFFF, 1 + (10_000 << 32), 32),
    )
)
"""Two neighbours of eight digits, then of four pairs, then of two groups of four, become one number."""
_POWERS: Final = np.array([10 ** min(max(17 - length, 1), 16) for length in range(WIDTH + 1)], np.uint64)
"""For a text of each length, with its plus sign: what its digits were multiplied by, because they are on the left of sixteen."""


_TOGETHER: Final = 3
"""So many first characters are one step: their table fits into the processor's cache."""
_MOST_USUAL: Final = 13
"""Few numbers have so many digits."""


class _Tables(NamedTuple):
    """The automaton and its labels as arrays."""

    start: Any
    """Maps the first :data:`_TOGETHER` symbols to the first index of the state after them."""

    step: Any
    """Maps a state's first index plus a symbol to the first index of the next state."""
    ends: int
    symbol: Any
    """Maps a byte to its symbol."""
    fine: Any
    """By label: valid and canonical."""
    wrong: Any
    """By label: whether it is that of a plus sign and digits that are not a number; those of one label have the same result, but for ``+0`` and old forms."""
    known: dict[tuple[int, str | None], tuple[object, ...]]
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
        return _batch([_checked(text, region) for text in texts.to_pylist()])
    labels, tables = label_ids(texts), _tables()
    fine, size = tables.fine[labels], len(texts)
    if fine.all():
        ids, valid = pa.array(labels), pa.array(fine)
        regions, types = tables.region.take(ids), tables.type.take(ids)
        nothing = pa.repeat(pa.scalar(""), size), pa.nulls(size, pa.string())
        return pa.record_batch([texts, valid, regions, types, valid, *nothing], schema=SCHEMA)
    odd = np.flatnonzero(~fine)
    numbers, which = _looked_at(texts.take(pa.array(odd)), labels[odd], tables, region)
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


def _batch(numbers: list[tuple[object, ...]]) -> pa.RecordBatch:
    """Fields of numbers as a batch of :data:`SCHEMA`."""
    columns = zip(*numbers, strict=True) if numbers else [()] * len(SCHEMA)
    return pa.record_batch(
        [pa.array(each, field.type) for each, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def _checked(text: str, region: str | None) -> tuple[object, ...]:
    """The fields of a number that :data:`SCHEMA` has."""
    return _FIELDS(check_number(text, region))


def _looked_at(
    texts: pa.StringArray, labels: Any, tables: _Tables, region: str | None
) -> tuple[list[tuple[object, ...]], Any]:
    """The different numbers of texts that are not canonical; and which of them each text is."""
    found: dict[tuple[object, ...], int] = {}
    which = np.zeros(len(texts), np.int64)
    one_answer = tables.wrong[labels]
    own = pc.match_substring_regex(texts.filter(pa.array(one_answer)), _OWN_ANSWER)
    one_answer[one_answer] = ~own.to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(one_answer)
    each, first, alike = np.unique(labels[rows], return_index=True, return_inverse=True)
    shared = []
    for label, text in zip(each.tolist(), texts.take(pa.array(rows[first])).to_pylist(), strict=True):
        number = tables.known.get((label, region)) or _checked(text, region)
        alone = number[-1] is not None  # a suggestion is about this text only
        if not alone:
            tables.known[label, region] = number
        shared.append(_ALONE if alone else found.setdefault(number, len(found)))
    if shared:
        which[rows] = np.array(shared, np.int64)[alike]
    one_answer[which == _ALONE] = False
    others = np.flatnonzero(~one_answer)
    numbers = [_checked(text, region) for text in texts.take(pa.array(others)).to_pylist()]
    which[others] = [found.setdefault(number, len(found)) for number in numbers]
    return list(found), which


def label_ids(texts: pa.StringArray) -> Any:
    """The plan's label id of each text, as from ``plan().classify``: a numpy array."""
    return _label_ids(texts, *_matrix(texts)[:2])


def labels_and_numbers(texts: pa.StringArray) -> tuple[Any, Any]:
    """The label ids, and the digits of each text as one integer (meaningless unless it is ``+`` and at most 15 digits)."""
    matrix, odd, lengths = _matrix(texts)
    return _label_ids(texts, matrix, odd), _digits(matrix, lengths)


def _digits(matrix: Any, lengths: Any) -> Any:
    """The 15 characters behind the first one of each row, read as digits up to its end: eight of them in one step, as Lemire describes it
    (https://lemire.me/blog/2022/01/21/swar-explained-parsing-eight-digits/).
    """
    both = np.ascontiguousarray(matrix[:, 1:])
    both[:, 15] = 0
    both = both.view("<u8")
    for mask, factor, bits in _PAIRS:
        both &= mask
        both *= factor
        both >>= bits
    return (both[:, 0] * np.uint64(10**8) + both[:, 1]) // _POWERS[lengths]


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
    first = symbols[0].astype(np.int32)
    for column in symbols[1:_TOGETHER]:
        first *= SYMBOLS
        first += column
    state = tables.start.take(first)
    for column in symbols[_TOGETHER:_MOST_USUAL]:
        np.add(state, column, out=state)
        state = tables.step.take(state)
    rows = np.flatnonzero(symbols[_MOST_USUAL - 1] != END_SYMBOL)  # after the end, each step leads to the same state
    later = state[rows]
    for column in symbols[_MOST_USUAL:]:
        later = tables.step.take(later + column[rows])
    state[rows] = later
    labels = state // SYMBOLS - tables.ends
    labels[matrix[:, 0] != ord("+")] = 0
    return labels


def _matrix(texts: pa.StringArray) -> tuple[Any, Any, Any]:
    """The first characters of each text as a row of bytes, padded with NUL; the rows that cannot be read this way; and how many there are."""
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
    return matrix, odd, lengths


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
    table = np.frombuffer(step, np.uint16).astype(np.int32) * SYMBOLS
    assert table.size % SYMBOLS == 0
    start = np.zeros(1, np.int32)
    for _ in range(_TOGETHER if len(table) else 0):
        start = table[np.add.outer(start, np.arange(SYMBOLS)).ravel()]
    return _Tables(
        start, table, ends, symbol,
        np.array([label.valid and label.canonical for label in labels], bool),
        np.array([not label.valid and label.error in _WITHOUT_READING for label in labels], bool),
        {},
        pa.array([label.region for label in labels], pa.string()),
        pa.array([label.type for label in labels], pa.string()),
    )  # fmt: skip
