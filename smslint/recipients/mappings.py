"""A list that is in memory: a mapping for each recipient, as a program has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError
from smslint.recipients import layout
from smslint.recipients.batch import Batch
from smslint.recipients.bytestream import Encoding
from smslint.recipients.jsonlines import cell
from smslint.recipients.reader import RecipientList, named_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles

_SAMPLE = 200


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
        return [cell(row.get(column)) for column in self.columns]

    def replace(self, raw: str, cells: Cells, column: int, value: str) -> str:  # noqa: ARG002  # the protocol's
        """There is no text to put anything into."""
        return raw

    def prologue(self) -> str:
        """Nothing stands before the first row."""
        return ""


class InMemory(RecipientList):
    """A list without a file: nothing to close, and nothing that could change meanwhile."""

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
    """A list out of mappings from column to value. Values that are no text are written as JSON; ``None`` is an empty cell.

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
    return InMemory(Mappings(held, named_columns(columns, phone_column)))
