"""A list that is in memory: a mapping for each recipient, as a program has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError
from smslint.recipients import jsonlines, layout
from smslint.recipients.batch import Batch
from smslint.recipients.bytestream import Encoding
from smslint.recipients.reader import RecipientList, named_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles

_SAMPLE = 200
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")
"""NUL, and halves of characters."""


class Mappings:
    """The rows as a kind of list. Its columns are the keys of all rows, in the order in which they are met."""

    first_row = 1

    def __init__(self, rows: Sequence[Mapping[str, object]], named: Mapping[str, str]) -> None:
        self._rows = rows
        self.columns = tuple(dict.fromkeys(str(key) for row in rows for key in row))
        self.roles: Roles = layout.find_roles(self.columns, [self._cells(row) for row in rows[:_SAMPLE]], named)
        self.notes: list[str] = []

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        """The rows, some at a time."""
        if raw:
            raise RecipientsError("Recipients that are in memory have no text in a file.")
        for first in range(0, len(self._rows), size):
            yield Batch(first + 1, first + 1, [self._cells(row) for row in self._rows[first : first + size]])
            if progress is not None:
                progress(first + size)

    def _cells(self, row: Mapping[str, object]) -> Cells:
        return [_cell(row.get(column)) for column in self.columns]

    def refuse_unfit(self, columns: Iterable[int]) -> None:
        """Refuse what no message can hold.

        :param columns: those that the messages depend on; a list of tags in another one harms nobody.
        :raises RecipientsError: naming the row and the column.
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
                        f"recipients: row {number}, {name}: {value!r:.80} holds what no message can hold."
                    )

    def replace(self, raw: str, cells: Cells, column: int, value: str) -> str:  # noqa: ARG002  # the protocol's
        """There is no text to put anything into."""
        return raw

    def prologue(self) -> str:
        """Nothing stands before the first row."""
        return ""


def _cell(value: object) -> str:
    """As :func:`smslint.recipients.jsonlines.cell`; what JSON has no word for (a date, a ``Decimal``) as its own text."""
    known = value is None or isinstance(value, str | int | float | list | tuple | dict)
    return jsonlines.cell(value) if known else str(value)


class InMemory(RecipientList):
    """A list without a file: nothing to close, and nothing that could change meanwhile."""

    form: Mappings

    def __init__(self, form: Mappings) -> None:
        self.name, self.path, self.form, self.encoding = "recipients", Path(), form, Encoding("utf-8")
        self.size = 0
        self._temporary = False
        self._stamp = (0, 0)

    def _fingerprint(self) -> tuple[int, int]:
        return self._stamp


def list_of(
    rows: Iterable[Mapping[str, object]], *, phone_column: str | None = None, columns: Mapping[str, str] | None = None
) -> RecipientList:
    """A list out of mappings from column to value. Values that are no text are written as JSON (a date and a ``Decimal`` as their
    own text); ``None`` is an empty cell.

    :param columns: as for :func:`smslint.recipients.reader.open_list`.

    :raises RecipientsError: where there is no row, or no column is known to hold numbers.
    """
    if isinstance(rows, Mapping) or not isinstance(rows, Iterable):
        raise RecipientsError("recipients: expected a path, or a mapping for each recipient.")
    held = list(rows)
    if not held:
        raise RecipientsError("The list is empty: there is no recipient in it.")
    if not all(isinstance(row, Mapping) for row in held):
        raise RecipientsError("recipients: expected a mapping for each recipient, from column to value.")
    for number, row in enumerate(held, 1):
        for key in row:
            if not isinstance(key, str):
                raise RecipientsError(f"recipients: row {number}: the name of a column is a text, not {key!r:.80}.")
    return InMemory(Mappings(held, named_columns(columns, phone_column)))
