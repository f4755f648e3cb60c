"""CSV lists, with any delimiter, read in batches of rows and written back byte for byte."""

from __future__ import annotations

import csv
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.recipients import bytestream, layout
from smslint.recipients.batch import Batch, Cells, blank, breaks, some_blank

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.bytestream import Encoding

_SAMPLE_LINES: Final = 64
# Passed to the CSV reader after the last line. It is returned as a separate row, unless a quote is still open.
_END: Final = "\0smslint: end of list\0"


class CsvFormat:
    """CSV with any delimiter."""

    def __init__(self, path: Path, encoding: Encoding, named: Mapping[str, str]) -> None:
        self._path = path
        self._encoding = encoding
        with self._text(None) as file:
            try:
                sample = list(islice(file, _SAMPLE_LINES))
            except UnicodeError as error:
                raise RecipientsError(
                    f"it is not {encoding.codec}: {error}. Set the encoding with {called('encoding')}."
                ) from error
        self.layout = layout.layout(sample)
        self.columns = self.layout.columns
        self._headers: tuple[str, str] | None = None
        self.first_row = 2 if self.layout.has_header else 1
        data = csv.reader(sample[self.layout.skip + self.layout.has_header :], delimiter=self.layout.delimiter)
        self.roles = layout.find_roles(self.columns, _few(data), named)
        self.notes = layout.notes(self.layout)

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        limit = csv.field_size_limit(bytestream.LONGEST_CELL)
        try:
            with self._text(progress) as file:
                yield from self._read(file, size, raw=raw)
        except UnicodeError as error:
            raise RecipientsError(f"{self._path.name}: it is not {self._encoding.codec}: {error}.") from error
        finally:
            csv.field_size_limit(limit)

    def _read(self, file: io.TextIOWrapper, size: int, *, raw: bool) -> Iterator[Batch]:
        lines = _Lines(chain(file, (_END,)))
        reader = csv.reader(lines if raw else chain(file, (_END,)), delimiter=self.layout.delimiter)
        number, line = self.first_row, 1
        try:
            for _ in range(self.layout.skip + self.layout.has_header):
                next(reader, None)
            line = reader.line_num + 1
            while True:
                rows, texts = lines.rows(reader, size) if raw else (list(islice(reader, size)), None)
                ended = len(rows) < size or rows[-1][:1] == [_END]
                if ended:
                    self._check_end(rows, number, line)
                    rows.pop()
                    texts = texts[:-1] if texts is not None else None
                yield from _without_blanks(Batch(number, line, rows, texts, folded=True))
                if ended:
                    return
                number += len(rows) - sum(map(blank, rows)) if some_blank(rows) else len(rows)
                line = reader.line_num + 1
        except csv.Error as error:
            raise self._bad_row(reader.line_num, error) from error

    def _check_end(self, rows: list[Cells], number: int, line: int) -> None:
        if not rows:
            raise RecipientsError(
                f"{self._path.name}: the file ends inside a quoted cell of the header. A quote is missing there, or the file "
                "is incomplete."
            )
        if rows[-1] == [_END]:
            return
        batch = Batch(number, line, rows, folded=True)
        row = batch.row(len(rows) - 1)
        raise RecipientsError(
            f"{self._path.name}: the file ends inside a quoted cell of the row that starts on line {row.line}. A quote is "
            "missing there, or the file is incomplete."
        )

    def _bad_row(self, line: int, error: csv.Error) -> RecipientsError:
        if "field limit" in str(error):
            return RecipientsError(
                f"{self._path.name}: a cell that ends on line {line:,} is longer than {bytestream.LONGEST_CELL:,} "
                "characters. Probably a quote before it was never closed."
            )
        return RecipientsError(f"{self._path.name}: line {line:,} cannot be read: {error}.")

    def _text(self, progress: Callable[[int], object] | None) -> io.TextIOWrapper:
        return bytestream.open_text(self._path, self._encoding, progress)

    def replace(self, raw: str, column: int, value: str) -> str:
        """The text of a row with one cell replaced; all others are unchanged, including their quotes."""
        start, end = cell_span(raw, column, self.layout.delimiter)
        quoted = raw[start : start + 1] == '"'
        return f'{raw[:start]}"{value}"{raw[end:]}' if quoted else f"{raw[:start]}{value}{raw[end:]}"

    def headers(self) -> tuple[str, str]:
        """The text before the header (``sep=;``, blank lines), and the header as it is written; empty if there is none."""
        if self._headers is None:
            with self._text(None) as file:
                above = "".join(islice(file, self.layout.skip))
            self._headers = above, self.prologue().removeprefix(above)
        return self._headers

    def prologue(self) -> str:
        """The text before the first row: the header, and ``sep=;`` if present."""
        with self._text(None) as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=self.layout.delimiter)
            for _ in range(self.layout.skip + self.layout.has_header):
                next(reader, None)
            return "".join(lines.taken)


def cell_span(raw: str, column: int, delimiter: str) -> tuple[int, int]:
    """The position of a cell in the text of a row, including its quotes."""
    at, index, end = 0, 0, len(raw.rstrip("\r\n"))
    while True:
        start = at
        if raw[at : at + 1] == '"':
            at += 1
            while (quote := raw.find('"', at)) != -1 and raw[quote + 1 : quote + 2] == '"':
                at = quote + 2
            at = end if quote == -1 else quote + 1
        stop = raw.find(delimiter, at, end)
        at = end if stop == -1 else stop
        if index == column:
            return start, at
        if stop == -1:
            return end, end
        at, index = at + 1, index + 1


class _Lines:
    """Lines for the CSV reader, kept until their row is complete."""

    def __init__(self, lines: Iterator[str] | io.TextIOWrapper) -> None:
        self._lines = iter(lines)
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line

    def rows(self, reader: Iterator[Cells], size: int) -> tuple[list[Cells], list[str]]:
        rows, texts = [], []
        self.taken.clear()
        for row in islice(reader, size):
            rows.append(row)
            texts.append(self.taken[0] if len(self.taken) == 1 else "".join(self.taken))
            self.taken.clear()
        return rows, texts


def _without_blanks(batch: Batch) -> Iterator[Batch]:
    """Remove blank lines and rows. They split the batch into pieces, so that line numbers stay correct."""
    if not some_blank(batch.rows):
        if batch.rows:
            yield batch
        return
    number, line, start = batch.first, batch.line, 0
    for index, row in enumerate([*batch.rows, []]):
        if not blank(row):
            continue
        if start < index:
            piece = Batch(
                number, line, batch.rows[start:index], batch.raw[start:index] if batch.raw else None, folded=True
            )
            yield piece
            number += index - start
            line = piece.line_of(index - start)
        line, start = line + 1 + sum(map(breaks, row)), index + 1


def _few(rows: Iterator[Cells]) -> Sequence[Cells]:
    found: list[Cells] = []
    try:
        found.extend(islice(rows, 20))
    except csv.Error:
        return found
    return found
