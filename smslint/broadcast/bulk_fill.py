"""Messages filled with the rows of an Arrow batch and measured, mostly without being made (the ``bulk`` extra)."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from smslint.broadcast.fill import compile_template
from smslint.broadcast.measuring import measures as measures_by_rows
from smslint.broadcast.pieces import Cell, Columns
from smslint.broadcast.plan import refuse_unfilled
from smslint.dialects import parse
from smslint.recipients.bulk_columns import checked_texts_of
from smslint.recipients.bulk_measure import Measures, encodings, measure, measure_texts
from smslint.text.gsm7 import GSM7

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.broadcast.program import Program
    from smslint.text.gsm7 import Alphabet

SCHEMA: Final = pa.schema(
    [
        pa.field("encoding", pa.string(), nullable=False),
        pa.field("units", pa.int32(), nullable=False),
        pa.field("segments", pa.int32(), nullable=False),
        pa.field("most_segments", pa.int32(), nullable=False),
    ]
)
"""The result of :func:`measured`."""


class TextColumns(Columns):
    """The cells of Arrow columns: as Arrow texts, and as lists where the base path needs them."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[int, pa.StringArray]) -> None:
        super().__init__(())
        self._texts = dict(texts)

    def texts(self, column: int) -> pa.StringArray:
        """A column as text, without nulls."""
        return self._texts[column]

    def __getitem__(self, column: int) -> list[str]:
        made = self._made.get(column)
        if made is None:
            made = self._made[column] = self.texts(column).to_pylist()
        return made


class BatchColumns(TextColumns):
    """The cells of an Arrow batch by column, read when they are asked for."""

    __slots__ = ("_batch",)

    def __init__(self, batch: pa.RecordBatch) -> None:
        super().__init__({})
        self._batch = batch

    def texts(self, column: int) -> pa.StringArray:
        if column not in self._texts:
            self._texts[column] = checked_texts_of(self._batch.column(column))
        return self._texts[column]


@lru_cache(maxsize=32)
def program_of(message: str, dialect: str, columns: tuple[str, ...], values: tuple[tuple[str, str], ...]) -> Program:
    """The program of a template for batches with these columns.

    :raises ConfigError: for an unknown dialect.
    :raises RecipientsError: if there is no column for a placeholder.
    """
    text = parse(message, dialect)
    program = compile_template(text, columns, dict(values), dialect=dialect, source=message)
    refuse_unfilled(program, text, columns)
    return program


def measured(program: Program, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The measure of each row's message, as a batch of :data:`SCHEMA`."""
    return pa.record_batch(columns_of(*measures(program, BatchColumns(batch), batch.num_rows)), schema=SCHEMA)


def columns_of(least: Measures, most: Measures) -> list[pa.Array]:
    """Measures as the columns of :data:`SCHEMA`."""
    numbers = (least.units, least.segments, most.segments)
    return [encodings(least.ucs2), *(pa.array(each.astype(np.int32)) for each in numbers)]


def measures(program: Program, columns: TextColumns, size: int, alphabet: Alphabet = GSM7) -> tuple[Measures, Measures]:
    """The measures of each row's message: the least and the most that is possible."""
    if alphabet != GSM7:
        _, fewest, greatest = measures_by_rows(program, columns, size, alphabet)
        return Measures.of(fewest), Measures.of(greatest)
    least, *others = (_of_variant(program, at, columns, size) for at in range(len(program.variants)))
    most = least
    for other in others:
        least = least.taken(other.segments < least.segments, other)
        most = most.taken(other.segments > most.segments, other)
    return least, most


def _of_variant(program: Program, variant: int, columns: TextColumns, size: int) -> Measures:
    pieces: list[Any] = [
        columns.texts(piece.column) if isinstance(piece, Cell) else piece for piece in program.variants[variant]
    ]
    if any(callable(piece) for piece in pieces):
        texts = list(islice(program.texts(columns, size, variant), size))
        try:
            pieces = [pa.array(texts, pa.string())]
        except UnicodeEncodeError:  # a filter has cut a character in two
            return measure_texts(texts)
    return measure(pieces, size)
