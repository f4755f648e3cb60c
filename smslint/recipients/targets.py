"""Where the rows of a list go: to a file of the same form, where each row is kept as it was written, or to one of another form."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol

from smslint.recipients.csvlist import CsvFormat
from smslint.recipients.jsonlines import JsonLinesFormat
from smslint.recipients.out_forms import WHOLE, Rows, packed
from smslint.recipients.rows_out import rows_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smslint.recipients.batch import Batch
    from smslint.recipients.one_file import RecipientList
    from smslint.recipients.out_forms import OutForm


class Target(Protocol):
    """A file of rows of a list."""

    def good(self, batch: Batch, rows: Mapping[int, str | None]) -> None:
        """Write some rows of a batch, by index, each with the number that takes the place of its cell, if another one does."""

    def bad(self, batch: Batch, rows: Mapping[int, tuple[str, ...]]) -> None:
        """Write some rows, each after its reasons."""

    def close(self) -> None:
        """Write what is left; the file below stays open."""


def target(recipients: RecipientList, file: IO[bytes], form: OutForm, front: Mapping[str, str]) -> Target:
    """A file for rows of a list.

    :param front: the columns of the reasons, as in :func:`smslint.recipients.rows_out.rows_out`; empty for rows without any.
    """
    own = recipients.form
    if isinstance(own, CsvFormat) and form.kind in ("", "csv"):
        return _OwnCsv(recipients, own, _text(recipients, file, form), list(front))
    if isinstance(own, JsonLinesFormat) and form.kind in ("", "jsonl"):
        return _OwnJsonLines(own, _text(recipients, file, form), list(front))
    return _Other(recipients, file, form, front)


def _text(recipients: RecipientList, file: IO[bytes], form: OutForm) -> io.TextIOWrapper:
    """Text in the list's encoding, starting with its byte order mark."""
    encoding = recipients.encoding
    out = packed(file, form)
    out.write(encoding.mark)
    return io.TextIOWrapper(out, encoding.codec, encoding.errors, newline="")


class _OwnCsv:
    """CSV with the delimiter, the quotes and the line endings of the list."""

    def __init__(self, recipients: RecipientList, form: CsvFormat, out: io.TextIOWrapper, front: list[str]) -> None:
        self._form, self._out, self._phone = form, out, recipients.phone
        self._codec = recipients.encoding.codec
        if not front:
            out.write(form.prologue())
            return
        above, header = form.headers()
        own = header or _row(list(recipients.columns), form.layout.delimiter, "\n", csv.QUOTE_MINIMAL)
        out.write(above + self._before(front, own))

    def good(self, batch: Batch, rows: Mapping[int, str | None]) -> None:
        assert batch.raw is not None
        texts = [
            batch.raw[at] if number is None else self._form.replace(batch.raw[at], self._phone, number)
            for at, number in rows.items()
        ]
        self._out.write("".join(_ended(texts)))

    def bad(self, batch: Batch, rows: Mapping[int, tuple[str, ...]]) -> None:
        assert batch.raw is not None
        for at, reason in rows.items():
            # Our own text must not fail in an old encoding.
            words = [word.encode(self._codec, "replace").decode(self._codec) for word in reason]
            self._out.write(self._before(words, batch.raw[at]))

    def _before(self, words: Sequence[str], own: str) -> str:
        """A row with more cells before its own."""
        _, header = self._form.headers()
        delimiter = self._form.layout.delimiter
        ending = "\r\n" if (header or own).endswith("\r\n") else "\n"
        quoting: Literal[0, 1] = csv.QUOTE_ALL if own.startswith('"') and header.startswith('"') else csv.QUOTE_MINIMAL
        front = _row(words, delimiter, "", quoting)
        return front + delimiter + (own if own.endswith(("\n", "\r")) else own + ending)

    def close(self) -> None:
        self._out.close()


class _OwnJsonLines:
    """The objects of the list; the reasons are their first keys."""

    def __init__(self, form: JsonLinesFormat, out: io.TextIOWrapper, front: list[str]) -> None:
        self._form, self._out, self._front = form, out, front

    def good(self, batch: Batch, rows: Mapping[int, str | None]) -> None:
        assert batch.raw is not None
        assert self._form.roles.phone is not None
        texts = [
            batch.raw[at] if number is None else self._form.replace(batch.raw[at], self._form.roles.phone, number)
            for at, number in rows.items()
        ]
        self._out.write("".join(_ended(texts)))

    def bad(self, batch: Batch, rows: Mapping[int, tuple[str, ...]]) -> None:
        assert batch.raw is not None
        for at, reason in rows.items():
            self._out.write(self._form.with_more(batch.raw[at], self._front, reason))

    def close(self) -> None:
        self._out.close()


class _Other:
    """Another form than that of the list."""

    def __init__(self, recipients: RecipientList, file: IO[bytes], form: OutForm, front: Mapping[str, str]) -> None:
        self._phone = recipients.phone
        schema = getattr(recipients.form, "schema", None)
        if schema is not None and not front:
            schema = _with_numbers(schema, self._phone)
        self._whole = [at for at, name in enumerate(front) if form.counts and front[name] == WHOLE]
        self._out = rows_out(file, form, front, recipients.columns, schema)

    def good(self, batch: Batch, rows: Mapping[int, str | None]) -> None:
        cells = [
            batch.rows[at] if number is None else _replaced(batch.rows[at], self._phone, number)
            for at, number in rows.items()
        ]
        typed = _taken(batch, rows)
        if typed is not None:
            typed = _numbers_as_text(typed, self._phone, [row[self._phone] for row in cells])
        self._out.add(Rows([()] * len(cells), cells, typed))

    def bad(self, batch: Batch, rows: Mapping[int, tuple[str, ...]]) -> None:
        front: list[tuple[Any, ...]] = [
            tuple(int(each) if at in self._whole else each for at, each in enumerate(reason))
            for reason in rows.values()
        ]
        self._out.add(Rows(front, [batch.rows[at] for at in rows], _taken(batch, rows)))

    def close(self) -> None:
        self._out.close()


def _taken(batch: Batch, rows: Iterable[int]) -> Any:
    if batch.typed is None:
        return None
    from smslint.recipients.arrow_out import taken

    return taken(batch.typed, list(rows))


def _replaced(row: list[str], at: int, value: str) -> list[str]:
    return [*row[:at], value, *row[at + 1 :]]


def _with_numbers(schema: Any, phone: int) -> Any:
    """A schema in which the numbers are text: as integers they lose their plus sign."""
    import pyarrow as pa

    kind = schema.types[phone]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return schema
    return schema.set(phone, pa.field(schema.names[phone], pa.string()))


def _numbers_as_text(typed: Any, phone: int, numbers: list[str]) -> Any:
    import pyarrow as pa

    kind = _with_numbers(typed.schema, phone).types[phone]
    return typed.set_column(phone, pa.field(typed.schema.names[phone], kind), pa.array(numbers, kind))


def _row(cells: Sequence[str], delimiter: str, ending: str, quoting: Literal[0, 1]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerow(cells)
    return out.getvalue()


def _ended(texts: list[str]) -> list[str]:
    """Rows that all end with a line break, even the last row of a file: another row may now follow it."""
    if texts and not texts[-1].endswith(("\n", "\r")):
        ending = "\r\n" if len(texts) > 1 and texts[0].endswith("\r\n") else "\n"
        texts[-1] += ending
    return texts
