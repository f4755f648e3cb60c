"""A list in memory: one mapping per recipient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError
from smslint.recipients import jsonlines, layout
from smslint.recipients.batch import Batch, filled
from smslint.recipients.bytestream import Encoding
from smslint.recipients.places import Files
from smslint.recipients.reader import RecipientList, named_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles

_SAMPLE = 200
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, and lone surrogates."""


class Mappings:
    """The rows as a list format. Its columns are the keys of all rows, in order of appearance."""

    first_row = 1

    def __init__(self, rows: Sequence[Mapping[str, object]], named: Mapping[str, str]) -> None:
        self._rows = rows
        self.columns = tuple(dict.fromkeys(str(key) for row in rows for key in row))
        self.roles: Roles = layout.find_roles(self.columns, [self._cells(row) for row in rows[:_SAMPLE]], named)
        self.notes: list[str] = []

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        """The rows, in batches. A row without any value is not a recipient; the numbers of the others are their places in the list."""
        if raw:
            raise RecipientsError("Recipients in memory have no text in a file.")
        for first in range(0, len(self._rows), size):
            rows = [self._cells(row) for row in self._rows[first : first + size]]
            for start, end in filled(rows):
                yield Batch(first + start + 1, first + start + 1, rows[start:end])
            if progress is not None:
                progress(first + size)

    def _cells(self, row: Mapping[str, object]) -> Cells:
        return [_cell(row.get(column)) for column in self.columns]

    def refuse_unfit(self, columns: Iterable[int]) -> None:
        """Refuse values that a message cannot contain.

        :param columns: the columns that messages use; other columns may contain anything, such as a list of tags.
        :raises RecipientsError: with the row and the column.
        """
        names = [self.columns[at] for at in sorted(columns)]
        for number, row in enumerate(self._rows, 1):
            for name in names:
                value = row.get(name)
                if isinstance(value, Mapping | list | tuple | set | frozenset | bytes | bytearray):
                    raise RecipientsError(
                        f"recipients: row {number}, {name}: expected a text or a number, found {value!r:.80}."
                    )
                if isinstance(value, str) and _UNSENDABLE.search(value):
                    raise RecipientsError(
                        f"recipients: row {number}, {name}: {value!r:.80} contains characters that a message cannot contain."
                    )


def _cell(value: object) -> str:
    """Like :func:`smslint.recipients.jsonlines.cell`; values that JSON cannot represent (a date, a ``Decimal``) as ``str``."""
    known = value is None or isinstance(value, str | int | float | list | tuple | dict)
    return jsonlines.cell(value) if known else str(value)


class InMemory(RecipientList):
    """A list without a file: nothing to close, and nothing that could change while it is read."""

    form: Mappings

    def __init__(self, form: Mappings) -> None:
        self.name, self.path, self.form, self.encoding = "recipients", Path(), form, Encoding("utf-8")
        self.size = 0
        self.files = Files()
        self._temporary = ()
        self._stamp = (0, 0)

    def _fingerprint(self) -> tuple[int, int]:
        return self._stamp


def list_of(
    rows: Iterable[Mapping[str, object]], *, phone_column: str | None = None, columns: Mapping[str, str] | None = None
) -> RecipientList:
    """A list made of mappings from column to value. Values other than text are written as JSON (a date and a ``Decimal`` with
    ``str``); ``None`` is an empty cell.

    :param columns: as for :func:`smslint.recipients.reader.open_list`.

    :raises RecipientsError: if there are no rows, or no column contains phone numbers.
    """
    if isinstance(rows, Mapping) or not isinstance(rows, Iterable):
        raise RecipientsError("recipients: expected a path, or one mapping per recipient.")
    held = list(rows)
    if not held:
        raise RecipientsError("The list is empty: it has no recipients.")
    if not all(isinstance(row, Mapping) for row in held):
        raise RecipientsError("recipients: expected one mapping per recipient, from column to value.")
    for number, row in enumerate(held, 1):
        for key in row:
            if not isinstance(key, str):
                raise RecipientsError(f"recipients: row {number}: the name of a column must be text, not {key!r:.80}.")
    return InMemory(Mappings(held, named_columns(columns, phone_column)))
