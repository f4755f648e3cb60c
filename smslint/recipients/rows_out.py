"""Rows that are written to a file of any form: as text, as objects of JSON Lines, in columns with types, or in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from smslint.recipients.jsonlines import plain
from smslint.recipients.out_forms import Rows, packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.out_forms import OutForm

_DELIMITERS: Final = {"tsv": "\t"}


class Out(Protocol):
    """A file of rows."""

    def add(self, rows: Rows) -> None:
        """Write some rows."""

    def close(self) -> None:
        """Write what is left; the file below stays open."""


def rows_out(file: IO[bytes], form: OutForm, front: Mapping[str, str], names: Sequence[str], types: Any = None) -> Out:
    """A file of rows of a form.

    :param front: the columns before the others, each with :data:`~smslint.recipients.out_forms.TEXT` or ``WHOLE``.
    :param names: the columns of the cells.
    :param types: the Arrow schema of those columns, if they are not all text.
    """
    if form.columnar:
        from smslint.recipients.arrow_out import ArrowOut

        return ArrowOut(file, form.kind, front, distinct([*front, *names]), types)
    if form.kind == "xlsx":
        from smslint.recipients.sheet_out import SheetOut

        return SheetOut(file, [*front, *names])
    text = io.TextIOWrapper(packed(file, form), "utf-8", "surrogateescape", newline="")
    if form.kind == "jsonl":
        return _JsonLines(text, distinct([*front, *names]))
    return _Csv(text, [*front, *names], _DELIMITERS.get(form.kind, ","))


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, each different and none empty, as objects and tables need them."""
    found: list[str] = []
    taken = set(names)
    for number, name in enumerate(names, 1):
        wanted = name or f"column {number}"
        if wanted in found:
            wanted = next(each for n in range(2, len(names) + 2) if (each := f"{wanted}_{n}") not in taken)
            taken.add(wanted)
        found.append(wanted)
    return found


class _Csv:
    def __init__(self, text: io.TextIOWrapper, header: Sequence[str], delimiter: str) -> None:
        self._text = text
        self._writer = csv.writer(text, delimiter=delimiter)
        self._writer.writerow(header)

    def add(self, rows: Rows) -> None:
        # The writer leaves a cell empty for None.
        self._writer.writerows([*front, *cells] for front, cells in zip(rows.front, rows.cells, strict=True))

    def close(self) -> None:
        self._text.close()


class _JsonLines:
    """Numbers, truth values, lists and objects as such, if the list has types; all else as text."""

    def __init__(self, text: io.TextIOWrapper, names: list[str]) -> None:
        self._text = text
        self._names = names

    def add(self, rows: Rows) -> None:
        values = rows.cells if rows.typed is None else _values(rows.typed, rows.cells)
        for front, cells in zip(rows.front, values, strict=True):
            row = [*front, *cells]
            names = self._names + [f"column {number}" for number in range(len(self._names) + 1, len(row) + 1)]
            self._text.write(_line(dict(zip(names, row, strict=False))))

    def close(self) -> None:
        self._text.close()


def _line(found: dict[str, Any]) -> str:
    text = json.dumps(found, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate
        return json.dumps(found) + "\n"
    return text + "\n"


def _values(typed: Any, cells: list[Cells]) -> list[list[Any]]:
    from pyarrow import types

    columns: list[list[Any]] = []
    for at, column in enumerate(typed.columns):
        kind = column.type.value_type if types.is_dictionary(column.type) else column.type
        if types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind) or types.is_nested(kind):
            columns.append([plain(each) for each in column.to_pylist()])
        else:
            valid = column.is_valid().to_pylist()
            columns.append([row[at] if there else None for row, there in zip(cells, valid, strict=True)])
    return [list(row) for row in zip(*columns, strict=True)]
