"""What the cells of consent and opt-out columns say of a recipient. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.answers import NO, UNKNOWN, YES, meaning, opted_out

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KINDS", "NO", "UNKNOWN", "YES", "Column", "kind", "meaning", "opted_out"]

KINDS: Final = ("express", "implied", "none")
"""What a cell may say itself, besides yes and no."""


def kind(cell: str | None, opt_out: str, stated: str | None) -> str | None:
    """The kind of consent that a row gives, as the rules ask for it: ``express``, ``implied``, ``none``; ``None``: unknown.

    :param cell: of the consent column; ``None`` where the list has none.
    :param stated: what the project states for everybody, which counts where the list has no column.
    """
    if opted_out(opt_out) == YES:
        return "none"
    if cell is None:
        return stated
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
