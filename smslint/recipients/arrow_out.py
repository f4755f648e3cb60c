"""Rows that are written to Parquet or Arrow: columns keep the types of the list where it has them, and are texts elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from smslint.errors import RecipientsError
from smslint.recipients.out_forms import WHOLE, Open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.recipients.out_forms import Rows

_ROWS: Final = 1 << 16
_BYTES: Final = 64 << 20
"""What is kept in memory until it is written as one group of rows."""


class ArrowOut:
    """A columnar file of rows."""

    def __init__(
        self, file: IO[bytes], kind: str, front: Mapping[str, str], names: list[str], schema: pa.Schema | None
    ) -> None:
        """A file.

        :param kind: ``parquet`` or ``arrow``.
        :param front: the columns before the others, as in :func:`smslint.recipients.rows_out.rows_out`.
        :param names: the names of all columns.
        :param schema: the types of the other columns; ``None``: all are texts.
        """
        self._kind, self._front = kind, len(front)
        of_front = [pa.int64() if each == WHOLE else pa.string() for each in front.values()]
        others = [pa.string()] * (len(names) - len(front)) if schema is None else schema.types
        stored = [_stored(each, kind) for each in others]
        self._schema = pa.schema(list(zip(names, [*of_front, *stored], strict=True)))
        self._held: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0
        sink = pa.PythonFile(Open(file), "w")
        with self._refusing():
            self._writer = (
                pq.ParquetWriter(sink, self._schema) if kind == "parquet" else pa.ipc.new_file(sink, self._schema)
            )

    def add(self, rows: Rows) -> None:
        """Keep some rows until there are enough to write.

        :raises RecipientsError: for a row with more cells than columns, or a value that the form has not.
        """
        if not rows.cells:
            return
        fields = list(self._schema)
        self._refuse_long(rows, len(fields) - self._front)
        columns = [pa.array([row[at] for row in rows.front], fields[at].type) for at in range(self._front)]
        for at, field in enumerate(fields[self._front :]):
            with self._refusing(field.name):
                columns.append(_column(rows, at, field.type))
        batch = pa.record_batch(columns, schema=self._schema)
        self._held.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _ROWS or self._bytes >= _BYTES:
            self._write()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._held:
            with self._refusing():
                self._writer.write_table(pa.Table.from_batches(self._held, self._schema).combine_chunks())
        self._held, self._rows, self._bytes = [], 0, 0

    def _refuse_long(self, rows: Rows, width: int) -> None:
        longest = max(map(len, rows.cells))
        if longest > width:
            raise RecipientsError(
                f"a row has {longest} cells, and the list has {width} columns: {self._kind} has no place for the others. "
                "Name a file that ends in .csv or .jsonl."
            )

    @contextmanager
    def _refusing(self, column: str = "") -> Iterator[None]:
        """What a columnar form cannot keep is one line: most of all, a type that Parquet has not."""
        try:
            yield
        except (pa.ArrowException, UnicodeEncodeError) as error:
            where = f"the column {column!r}" if column else "this list"
            why = " ".join(str(error).split()).rstrip(".")
            raise RecipientsError(
                f"{where} cannot be written as {self._kind}: {why}. Name a file that ends in .csv or .jsonl."
            ) from error


def _stored(kind: pa.DataType, form: str) -> pa.DataType:
    """The type of a column in the file. Layouts are those that every reader has."""
    if types.is_dictionary(kind):
        return kind if form == "parquet" else _stored(kind.value_type, form)
    if types.is_run_end_encoded(kind):
        return _stored(kind.value_type, form)
    if types.is_string_view(kind):
        return pa.string()
    return pa.binary() if types.is_binary_view(kind) else kind


def taken(batch: pa.RecordBatch, rows: list[int]) -> pa.RecordBatch:
    """Some rows of a batch, by index; layouts that Arrow cannot pick from are plain ones."""
    columns = [_taken(column, rows) for column in batch.columns]
    return pa.record_batch(columns, names=batch.schema.names)


def _taken(column: Any, rows: list[int]) -> Any:
    if types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    elif types.is_string_view(column.type) or types.is_binary_view(column.type):
        column = column.cast(_stored(column.type, "arrow"))
    try:
        return column.take(pa.array(rows, pa.int64()))
    except pa.ArrowNotImplementedError:  # a layout inside lists or objects
        values = column.to_pylist()
        return pa.array([values[at] for at in rows], column.type)


def _column(rows: Rows, at: int, wanted: pa.DataType) -> Any:
    """A column as it is stored: of its own type if the list has it with this one, else as text."""
    typed = None if rows.typed is None else rows.typed.column(at)
    if typed is not None:
        if types.is_dictionary(typed.type) and typed.type != wanted:
            typed = typed.dictionary_decode()
        if typed.type == wanted:
            return typed
        if types.is_null(typed.type):
            return typed.cast(wanted)
    texts = pa.array([row[at] if at < len(row) else "" for row in rows.cells], pa.string())
    if typed is not None:
        texts = pc.if_else(typed.is_valid(), texts, pa.scalar(None, pa.string()))
    return texts.cast(wanted)
