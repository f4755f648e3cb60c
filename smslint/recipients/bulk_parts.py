"""A list in parts of Arrow columns (the ``bulk`` extra).

Of CSV files only those are taken that both readers certainly split in the same way: UTF-8, as many cells in each row as in the header,
every quote at the edge of a cell, one line per row.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from smslint.recipients.arrow import ArrowFormat
from smslint.recipients.batch import breaks, cells_of
from smslint.recipients.bulk_columns import CHUNK, blank_rows
from smslint.recipients.bulk_file import SurelySplit, UnsureError
from smslint.recipients.csvlist import CsvFormat
from smslint.recipients.several import SeveralFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from smslint.recipients.reader import RecipientList

_BLOCK: Final = 8 << 20
JOBS: Final = 2
"""The threads that work if nobody says how many: one reads and counts, one classifies numbers."""


class Part(NamedTuple):
    """Some consecutive rows of a list."""

    columns: Mapping[int, pa.StringArray]
    """At least the columns that decide, without nulls and without the rows that are blank."""
    size: int
    """How many rows there are with the blank ones."""
    first: int
    """The number of the first row."""
    kept: Any = None
    """The indices of the rows that are not blank; ``None``: all of them."""


def of_list(recipients: RecipientList, wanted: list[int]) -> Iterator[tuple[int, Part]]:
    """The parts of one file, or of several, each with the bytes read so far.

    :raises UnsureError: if it must be read by rows.
    """
    form = recipients.form
    if isinstance(form, SeveralFormat):
        yield from _of_several(form, wanted)
    elif isinstance(form, ArrowFormat):
        yield from _of_columns(form, wanted)
    elif isinstance(form, CsvFormat):
        yield from _of_csv(recipients, form, wanted)
    else:
        yield from of_rows(recipients, wanted)


def of_rows(recipients: RecipientList, wanted: list[int]) -> Iterator[tuple[int, Part]]:
    """The parts of any file, from the reader of its rows.

    :raises UnsureError: if lines are not numbered as rows are, or a row has another number of cells than the header.
    """
    width, read = len(recipients.columns), [0]
    for batch in recipients.batches(CHUNK, progress=lambda at: read.__setitem__(0, at)):
        broken = batch.folded and any(breaks(cell) for row in batch.rows for cell in row)
        if batch.line != batch.first or broken or set(map(len, batch.rows)) != {width}:
            raise UnsureError
        columns = {at: pa.array(cells_of(batch.rows, at), pa.string()) for at in wanted}
        yield read[0], Part(columns, len(batch.rows), batch.first)


def _of_several(form: SeveralFormat, wanted: list[int]) -> Iterator[tuple[int, Part]]:
    """The parts of each file, with the numbers that :meth:`SeveralFormat.batches` gives to their rows."""
    done = 0
    for index, file in enumerate(form.parts):
        before, last = form.files.before(index), 0
        places = wanted if file.order is None else [file.order[at] for at in wanted]
        with form.opened(file) as found:
            for read, part in of_list(found, places):
                columns = {at: part.columns[place] for at, place in zip(wanted, places, strict=True)}
                last = part.first + part.size - 1
                yield done + read, part._replace(columns=columns, first=before + part.first)
        form.files.end(index, last)
        done += file.size


def _of_columns(form: ArrowFormat, wanted: list[int]) -> Iterator[tuple[int, Part]]:
    first = form.first_row
    others = _Others(form, [at for at in range(len(form.columns)) if at not in wanted])
    for batch in form.record_batches(CHUNK, wanted):
        columns = form.texts(batch)
        blank = blank_rows(columns)
        if len(blank):
            blank = blank[others.are_blank(first - form.first_row + blank)]
        kept = None
        if len(blank):
            kept = np.delete(np.arange(batch.num_rows), blank)
            columns = [each.take(pa.array(kept)) for each in columns]
        yield 0, Part(dict(zip(wanted, columns, strict=True)), batch.num_rows, first, kept)
        first += batch.num_rows


class _Others:
    """The columns that do not decide. They are read only where the others are blank: a row without any value is no recipient."""

    def __init__(self, form: ArrowFormat, columns: list[int]) -> None:
        self._form, self._columns = form, columns
        self._batches: Iterator[Any] | None = None
        self._held: list[pa.StringArray] = []
        """The batch of them that was read last, and"""
        self._start, self._size = 0, 0
        """how many rows are before it and in it."""

    def are_blank(self, rows: Any) -> Any:
        """Whether some rows are blank, by their index from the first row of the file; later calls ask about later rows."""
        if not self._columns:
            return np.ones(len(rows), bool)
        self._batches = self._batches or self._form.record_batches(CHUNK, self._columns)
        found = np.zeros(len(rows), bool)
        at = 0
        while at < len(rows):
            if rows[at] >= self._start + self._size:
                batch = next(self._batches)
                self._start, self._size, self._held = self._start + self._size, batch.num_rows, self._form.texts(batch)
                continue
            until = int(np.searchsorted(rows, self._start + self._size))
            some = pa.array(rows[at:until] - self._start)
            found[at + blank_rows([each.take(some) for each in self._held])] = True
            at = until
        return found


def _of_csv(recipients: RecipientList, form: CsvFormat, wanted: list[int]) -> Iterator[tuple[int, Part]]:
    layout, encoding = form.layout, recipients.encoding
    if not layout.has_header or layout.skip or layout.delimiter not in ",;\t|":
        raise UnsureError
    if encoding.codec != "utf-8" or encoding.note:
        raise UnsureError
    names = [f"c{index}" for index in range(len(recipients.columns))]
    rows = 0
    with recipients.path.open("rb") as file:
        file.seek(len(encoding.mark))
        checked = SurelySplit(file, layout.delimiter.encode())
        reader = arrow_csv.open_csv(
            pa.PythonFile(checked, "r"),
            read_options=arrow_csv.ReadOptions(block_size=_BLOCK, column_names=names, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(delimiter=layout.delimiter),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=[names[at] for at in wanted],
                column_types={name: pa.string() for name in names},
                strings_can_be_null=False,
            ),
        )
        for batch in reader:
            yield (
                checked.count,
                Part(dict(zip(wanted, batch.columns, strict=True)), batch.num_rows, form.first_row + rows),
            )
            rows += batch.num_rows
    if checked.lines() != rows + 1:
        raise UnsureError


def ahead(parts: Iterable[Any], work: Callable[[Any], Any], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Each part with its result, in order. Other threads compute the results of the next parts, because numpy releases the GIL."""
    if jobs < 2:
        yield from ((part, work(part)) for part in parts)
        return
    with ThreadPoolExecutor(jobs - 1) as pool:
        ahead: deque[tuple[Any, Future[Any]]] = deque()
        for part in parts:
            ahead.append((part, pool.submit(work, part)))
            if len(ahead) == jobs:
                first = ahead.popleft()
                yield first[0], first[1].result()
        for part, result in ahead:
            yield part, result.result()
