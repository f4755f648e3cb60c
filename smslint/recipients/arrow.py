"""Parquet and Arrow files, with the ``bulk`` extra."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from smslint.errors import RecipientsError
from smslint.recipients import layout
from smslint.recipients.batch import Batch, Cells, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from smslint.recipients.headers import Roles


class ArrowFormat:
    """A columnar file, read in batches; every column as text. A row without any value is not a recipient."""

    first_row = 1

    def __init__(self, path: Path, named: Mapping[str, str]) -> None:
        try:
            import pyarrow  # noqa: F401, ICN001  # imported here, so that the error comes before anything is read
        except ImportError:
            raise RecipientsError("reading Parquet and Arrow needs the extra: pip install 'smslint[bulk]'.") from None
        self._path = path
        first: list[Cells] = []
        self.columns: tuple[str, ...] = ()
        for batch in self._record_batches(200):
            self.columns = tuple(batch.schema.names)
            first = self._rows(batch.slice(0, 20))
            break
        else:
            raise RecipientsError("The list is empty: it has no rows.")
        self.roles: Roles = layout.find_roles(self.columns, first, named)
        self.notes: list[str] = []

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        number = 1
        for batch in self._record_batches(size):
            for start in range(0, batch.num_rows, size):
                rows = self._rows(batch.slice(start, size))
                for a, b in filled(rows):
                    found = rows[a:b]
                    yield Batch(number + a, number + a, found, [_line(row) for row in found] if raw else None)
                number += len(rows)
                if progress is not None:
                    progress(0)

    def _record_batches(self, size: int) -> Iterator[Any]:
        import pyarrow as pa

        try:
            with self._path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
            if parquet:
                import pyarrow.parquet as pq

                with pq.ParquetFile(self._path) as source:
                    yield from (batch for batch in source.iter_batches(size) if batch.num_rows)
            else:
                with pa.memory_map(str(self._path)) as memory, pa.ipc.open_file(memory) as source:
                    for index in range(source.num_record_batches):
                        if (batch := source.get_batch(index)).num_rows:
                            yield batch
        except (pa.ArrowException, OSError, ValueError) as error:
            raise RecipientsError(f"{self._path.name}: it cannot be read as Parquet or Arrow: {error}.") from error

    def _rows(self, batch: Any) -> list[Cells]:
        """The rows of a batch, as text. The buffers are checked first: Arrow reads outside the memory where their offsets are wrong."""
        import pyarrow as pa

        try:
            batch.validate(full=True)
            return _rows(batch)
        except (pa.ArrowException, ValueError, LookupError, OverflowError) as error:
            problem = " ".join(str(error).split())
            raise RecipientsError(
                f"{self._path.name}: a value is damaged or cannot be written as text: {problem}."
            ) from error

    def replace(self, raw: str, cells: Cells, column: int, value: str) -> str:  # noqa: ARG002  # the protocol's
        """A CSV row: columnar lists are written as CSV."""
        return _line([*cells[:column], value, *cells[column + 1 :]])

    def prologue(self) -> str:
        """The header."""
        return _line(list(self.columns))


def _rows(batch: Any) -> list[Cells]:
    import pyarrow as pa

    columns = []
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        try:
            values = column.cast(pa.string()).to_pylist()
        except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
            values = [None if value is None else str(value) for value in column.to_pylist()]
        columns.append(["" if value is None else value for value in values])
    return [list(cells) for cells in zip(*columns, strict=True)]


def _line(cells: Cells) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue()
