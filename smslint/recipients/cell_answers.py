"""What the cells of many rows answer, column by column: each distinct cell of a column is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.recipients import consent
from smslint.recipients.batch import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles


class Answers:
    """The answers of one list."""

    def __init__(self) -> None:
        self._columns: dict[tuple[int, str], consent.Column] = {}

    def of(self, roles: Roles, rows: Sequence[Cells], column: int, role: str, read: Callable[[str], str]) -> list[str]:
        """The meanings of a column's cells in a role."""
        if (column, role) not in self._columns:
            self._columns[column, role] = consent.Column(consent.reading(roles, column, read))
        return list(map(self._columns[column, role], cells_of(rows, column)))

    def leaving(self, roles: Roles, rows: Sequence[Cells]) -> list[str] | None:
        """:func:`smslint.recipients.consent.leaving` for each row; ``None`` if no column can contain an opt-out."""
        found: list[str] | None = None
        for column, role in roles.leaving:
            left = self.of(roles, rows, column, role, consent.READERS[role])
            found = left if found is None else list(map(_stronger, found, left))
        return found


def _stronger(one: str, other: str) -> str:
    return next((word for word in (consent.YES, consent.UNKNOWN) if word in (one, other)), consent.NO)
