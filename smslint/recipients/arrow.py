"""Parquet and Arrow files, with the ``bulk`` extra."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.errors import RecipientsError
from smslint.recipients import arrow_limits, layout
from smslint.recipients.batch import Batch, Cells, WrittenAsCsv, csv_row, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from smslint.recipients.headers import Roles


class ArrowFormat(WrittenAsCsv):
    """A columnar file, read in batches; every column as text. A row without any value is not a recipient."""

    first_row = 1

    def __init__(self, path: Path, named: Mapping[str, str]) -> None:
        try:
            import numpy  # noqa: F401, ICN001
            import pyarrow  # noqa: F401, ICN001  # both imported here, so that the error comes before anything is read
        except ImportError:
            raise RecipientsError("reading Parquet and Arrow needs the extra: pip install 'smslint[bulk]'.") from None
        self._path = path
        first: list[Cells] = []
        self.columns: tuple[str, ...] = ()
        for batch in self.record_batches(200):
            self.columns = tuple(batch.schema.names)
            first = self._rows(batch.slice(0, 20))
            break
        else:
            raise RecipientsError("The list is empty: it has no rows.")
        self.roles: Roles = layout.find_roles(self.columns, first, named)
        self.notes: list[str] = []

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        number = 1
        for batch in self.record_batches(size):
            rows = self._rows(batch)
            for a, b in filled(rows):
                found = rows[a:b]
                yield Batch(number + a, number + a, found, [csv_row(row) for row in found] if raw else None)
            number += len(rows)
            if progress is not None:
                progress(0)

    def record_batches(self, size: int) -> Iterator[Any]:
        """Parts of the file that are small enough, of at most so many rows.

        :raises RecipientsError: if a part is damaged or too large.
        """
        import pyarrow as pa

        try:
            with self._path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
            for batch in self._parquet(size) if parquet else self._arrow():
                # Arrow reads outside the memory where the offsets of a buffer are wrong.
                batch.validate(full=True)
                rows = arrow_limits.rows_at_once(size, arrow_limits.longest_row(self._path.name, batch))
                for start in range(0, batch.num_rows, rows):
                    yield batch.slice(start, rows)
        except (pa.ArrowException, OSError, ValueError, LookupError, OverflowError) as error:
            raise self._refusal("it cannot be read as Parquet or Arrow", error) from error

    def _parquet(self, size: int) -> Iterator[Any]:
        import pyarrow.parquet as pq

        with pq.ParquetFile(self._path) as source:
            yield from source.iter_batches(arrow_limits.parquet_rows(self._path, source, size))

    def _arrow(self) -> Iterator[Any]:
        import pyarrow as pa

        with pa.memory_map(str(self._path)) as memory, pa.ipc.open_file(memory) as source:
            for index in range(source.num_record_batches):
                batch = source.get_batch(index)
                arrow_limits.check_rows(self._path, batch.num_rows)
                yield batch

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
