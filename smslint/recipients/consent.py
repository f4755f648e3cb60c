"""What the cells of consent and opt-out columns say of a recipient. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.answers import NO, UNKNOWN, YES, left, meaning, opted_out, says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.recipients.headers import Roles

__all__ = [
    "KINDS",
    "NO",
    "UNKNOWN",
    "YES",
    "Column",
    "kind",
    "leaves",
    "leaving",
    "left",
    "meaning",
    "opted_out",
    "says_nothing",
]

KINDS: Final = ("express", "implied")
"""What a cell may say itself, besides yes and no: two kinds of yes."""


def leaves(cell: str) -> str:
    """Whether a cell of a column of opt-outs says that somebody left: ``yes``, ``no``, or ``unknown`` for words that say neither.

    An empty cell is a no: nobody wrote anything there.
    """
    return NO if says_nothing(cell) else opted_out(cell)


def leaving(roles: Roles, row: Sequence[str]) -> str:
    """The same of all columns of a row that can say it: one yes is enough, and one word that nobody can read makes it unknown."""
    said = {(left if only else leaves)(row[at]) for at, only in roles.leaving if at < len(row)}
    return next((word for word in (YES, UNKNOWN) if word in said), NO)


def kind(cell: str | None, left: str, stated: str | None) -> str | None:
    """The kind of consent that a row gives, as the rules ask for it: ``express``, ``implied``, ``none``; ``None``: unknown.

    :param cell: of the consent column; ``None`` where the list has none.
    :param left: as :func:`leaving` says it of the row.
    :param stated: what the project states for everybody, which counts where the list has no column.
    """
    if left == YES:
        return "none"
    if cell is None:
        return stated
    if left == UNKNOWN and meaning(cell) == YES:
        return None
    word = cell.strip().lower()
    if word in KINDS:
        return word
    return {YES: "express", NO: "none"}.get(meaning(cell))


class Column:
    """The meanings of a column's cells, each distinct text looked at once."""

    MOST_KEPT: Final = 10_000

    def __init__(self, read: Callable[[str], str] = meaning) -> None:
        self._read = read
        self._known: dict[str, str] = {}

    def __call__(self, cell: str) -> str:
        found = self._known.get(cell)
        if found is None:
            if len(self._known) >= self.MOST_KEPT:
                self._known.clear()
            found = self._known[cell] = self._read(cell)
        return found
