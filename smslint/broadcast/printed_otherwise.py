"""Values that a message prints otherwise than the list has them: a default for an empty cell, a sign that the engine escapes for HTML."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.broadcast.record import Addition
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from smslint.broadcast.pieces import Columns
    from smslint.broadcast.program import Program

MARKUP: Final = frozenset("&<>\"'")


class PrintedOtherwise:
    """Counts the rows of a broadcast with such a value, batch by batch."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._markup = 0
        self._defaulted: Counter[str] = Counter()

    def look(self, columns: Columns, refused: Container[int]) -> None:
        """Look at a batch."""
        self._look_for_markup(columns, refused)
        self._look_for_defaults(columns, refused)

    def _look_for_defaults(self, columns: Columns, refused: Container[int]) -> None:
        """Count the rows in which a default of the template fills an empty cell."""
        for name, column, _ in self._program.defaults:
            if any(not each.strip() for each in columns.distinct(column)):
                cells = enumerate(columns[column])
                self._defaulted[name] += sum(not cell.strip() and index not in refused for index, cell in cells)

    def _look_for_markup(self, columns: Columns, refused: Container[int]) -> None:
        """Count the rows with a value that an engine which escapes for HTML prints otherwise."""
        rows: set[int] = set()
        for column in self._program.escaped:
            odd = {cell for cell in columns.distinct(column) if not MARKUP.isdisjoint(cell)}
            if odd:
                rows.update(index for index, cell in enumerate(columns[column]) if cell in odd)
        self._markup += sum(index not in refused for index in rows)

    def count(self, markup: int, defaulted: Mapping[str, int]) -> None:
        """Count rows that are not refused.

        :param markup: the rows with a value that such an engine prints otherwise.
        :param defaulted: by name with a default, the rows in which its cell is empty.
        """
        self._markup += markup
        self._defaulted.update(defaulted)

    def filled(self, recipients: int) -> Iterator[Addition]:
        """The values that are not from the list, and how many messages each of them fills."""
        for name, places in self._program.given:
            yield Addition(name, False, recipients, places)
        for name, _, places in self._program.defaults:
            yield Addition(name, True, self._defaulted[name], places)

    def notes(self) -> tuple[str, ...]:
        """What people should know about them."""
        if not self._markup:
            return ()
        words = (
            f"{plural(self._markup, 'row')} {'has' if self._markup == 1 else 'have'} one of & < > \" ' in a value. They are counted and "
            "filled as the list has them; the engine of this template escapes them for HTML (`&amp;` for `&`) unless that is "
            "switched off there."
        )
        return (words,)
