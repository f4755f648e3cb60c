"""Parquet and Arrow files, with the ``bulk`` extra."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import RecipientsError
from smslint.recipients import arrow_limits, layout
from smslint.recipients.batch import Batch, Cells, filled
from smslint.recipients.packed import STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.headers import Roles


_END: Final = STREAM + bytes(4)


class ArrowFormat:
    """A columnar file, read in batches; every column as text. A row without any value is not a recipient."""

    first_row = 1

    def __init__(self, path: Path, named: Mapping[str, str]) -> None:
        try:
            import numpy  # noqa: F401, ICN001
            import pyarrow  # noqa: F401, ICN001  # both imported here, so that the error comes before anything is read
        except ImportError:
            raise RecipientsError("reading Parquet and Arrow needs the extra: pip install 'smslint[bulk]'.") from None
        self._path = path
        self.last = 0
        """The number of the last row, blank or not, once all were read."""
        self._longest: dict[tuple[str, ...], int] = {}
        """By the columns of a Parquet file that are read: the most bytes of a row."""
        self.schema = self._read_schema()
        with self._refusing():
            self.columns = tuple(self.schema.names)
        first = next((self._rows(batch.slice(0, 20)) for batch in self.record_batches(200)), [])
        self.roles: Roles = layout.find_roles(self.columns, first, named)
        self.notes: list[str] = list(self._damage())

    def _damage(self) -> Iterator[str]:
        """What the type of the column of numbers does not keep.

        :raises RecipientsError: if it cannot hold numbers at all.
        """
        from pyarrow import types

        at = self.roles.phone or 0
        name, kind = self.columns[at], self.schema.types[at]
        if types.is_run_end_encoded(kind):
            kind = kind.value_type
        if types.is_nested(kind) or types.is_temporal(kind) or types.is_boolean(kind):
            raise RecipientsError(
                f"the column {name!r} has values of the type {str(kind)[:80]}, and no phone numbers. Write the numbers as a column of texts."
            )
        if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
            yield f"The column {name!r} has numbers ({kind}), not texts: a plus sign and zeros at its front are lost."

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        number = 1
        for batch in self.record_batches(size):
            rows = self._rows(batch)
            for a, b in filled(rows):
                yield Batch(number + a, number + a, rows[a:b], typed=batch.slice(a, b - a) if raw else None)
            number += len(rows)
            if progress is not None:
                progress(0)
        self.last = number - 1

    def record_batches(self, size: int, columns: Sequence[int] | None = None) -> Iterator[Any]:
        """Parts of the file that are small enough, of at most so many rows.

        :param columns: in order, those that are read; by default all.
        :raises RecipientsError: if a part is damaged or too large.
        """
        names = self.columns if columns is None else tuple(self.columns[at] for at in columns)
        with self._refusing():
            for batch in self._parquet(size, names) if self._begins(b"PAR1") else self._arrow():
                some = batch if columns is None or len(names) == batch.num_columns else batch.select(list(columns))
                # Arrow reads outside the memory where the offsets of a buffer are wrong.
                some.validate(full=True)
                rows = arrow_limits.rows_at_once(size, arrow_limits.longest_row(self._path.name, some))
                for start in range(0, some.num_rows, rows):
                    yield some.slice(start, rows)

    def _read_schema(self) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as pq

        with self._refusing():
            if self._begins(b"PAR1"):
                return pq.read_schema(self._path)
            with pa.memory_map(str(self._path)) as memory, self._opened(memory) as source:
                return source.schema

    def _parquet(self, size: int, names: tuple[str, ...]) -> Iterator[Any]:
        """The rows of a Parquet file with some columns, or with all where their names do not tell them apart."""
        import pyarrow.parquet as pq

        clear = len(set(self.columns)) == len(self.columns) and not any("." in name for name in self.columns)
        wanted = names if clear else self.columns
        with pq.ParquetFile(self._path) as source:
            if wanted not in self._longest:
                self._longest[wanted] = arrow_limits.parquet_longest(self._path, source, wanted)
            rows = arrow_limits.rows_at_once(size, self._longest[wanted])
            yield from source.iter_batches(rows, columns=None if wanted == self.columns else list(wanted))

    def _arrow(self) -> Iterator[Any]:
        import pyarrow as pa

        with pa.memory_map(str(self._path)) as memory, self._opened(memory) as source:
            stream = self._begins(STREAM)
            for batch in source if stream else map(source.get_batch, range(source.num_record_batches)):
                arrow_limits.check_rows(self._path, batch.num_rows)
                yield batch

    def _opened(self, memory: Any) -> Any:
        """An Arrow file, or a stream: it has no list of its parts, so that only its end shows that none is missing."""
        import pyarrow as pa

        if not self._begins(STREAM):
            return pa.ipc.open_file(memory)
        if not self._ends(_END):
            raise ValueError("the stream has no end: it is not complete")
        return pa.ipc.open_stream(memory)

    def _begins(self, sign: bytes) -> bool:
        with self._path.open("rb") as file:
            return file.read(len(sign)) == sign

    def _ends(self, sign: bytes) -> bool:
        with self._path.open("rb") as file:
            file.seek(-min(len(sign), self._path.stat().st_size), os.SEEK_END)
            return file.read() == sign

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        import pyarrow as pa

        try:
            yield
        except (pa.ArrowException, OSError, ValueError, LookupError, OverflowError) as error:
            raise self._refusal("it cannot be read as Parquet or Arrow", error) from error

    def texts(self, batch: Any) -> list[Any]:
        """The columns of a part as Arrow texts, without nulls.

        :raises RecipientsError: if a value is damaged.
        """
        import pyarrow as pa

        from smslint.recipients.bulk_columns import texts_of

        try:
            return [texts_of(column) for column in batch.columns]
        except (pa.ArrowException, ValueError, LookupError, OverflowError) as error:
            raise self._refusal("a value is damaged or cannot be written as text", error) from error

    def _rows(self, batch: Any) -> list[Cells]:
        return [list(cells) for cells in zip(*(column.to_pylist() for column in self.texts(batch)), strict=True)]

    def _refusal(self, what: str, error: Exception) -> RecipientsError:
        """One line, although Arrow writes several."""
        return RecipientsError(f"{self._path.name}: {what}: {' '.join(str(error).split()).rstrip('.')}.")
