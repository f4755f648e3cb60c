"""The meaning of cells in consent and opt-out columns. An empty consent is unknown: silence is not consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.recipients import limits
from smslint.recipients.letters import spelled
from smslint.rules.answers import NO, UNKNOWN, YES, left, meaning, opted_out, says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smslint.recipients.headers import Roles

__all__ = [
    "KINDS",
    "NO",
    "READERS",
    "UNKNOWN",
    "YES",
    "Column",
    "kind",
    "leaves",
    "leaving",
    "left",
    "meaning",
    "objects",
    "opted_out",
    "reading",
    "says_nothing",
    "spelled",
    "why",
]

KINDS: Final = ("express", "implied")
"""The two kinds of yes that a cell may contain."""


def leaves(cell: str) -> str:
    """Whether a cell of an opt-out column means opted out: ``yes``, ``no``, or ``unknown`` for other words.

    An empty cell means no, and so does an address of a page: a link to leave is no opt-out.
    """
    is_link = cell.lstrip()[:8].lower().startswith(("https://", "http://"))
    return NO if is_link or says_nothing(cell) else opted_out(cell)


def objects(cell: str) -> str:
    """Whether a cell of an additional consent column means opted out: ``yes`` if it says no, ``no`` if it is empty or says yes."""
    if says_nothing(cell):
        return left(cell)  # "pending" is not empty
    return {YES: NO, NO: YES}.get(meaning(cell), UNKNOWN)


READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "opt_out": leaves,
    "status": left,
    "consent": objects,
    **limits.READERS,
}
"""How the cells of a column in :attr:`smslint.recipients.headers.Roles.leaving` are read, by its role there."""
_WHY: Final = {
    (YES, "reply"): "stated in a reply", (YES, "reason"): "a reason for leaving is given", (YES, "comment"): "stated in a comment",
    (YES, "consent_ends"): "the consent has ended", (UNKNOWN, "comment"): "a comment may say so",
    (UNKNOWN, "channel"): "the preferred channel is another", (UNKNOWN, "ends"): "the consent may have ended",
    (UNKNOWN, "consent_ends"): "the end of the consent cannot be read", (UNKNOWN, "other"): "a word of leaving in another column",
    (UNKNOWN, "newsletter"): "a word of leaving in another column",
}  # fmt: skip


def why(answer: str, role: str) -> str:
    """The words for an answer that a reader of :data:`READERS` gave, for the report."""
    default = "stated in this row" if answer == YES else "the opt-out cell is neither yes nor no"
    return _WHY.get((answer, role), default)


def reading(roles: Roles, column: int, read: Callable[[str], str]) -> Callable[[str], str]:
    """How the cells of a column are read, where its letters may be answers."""
    return (lambda cell: read(spelled(roles, column, cell))) if column in dict(roles.letters) else read


def leaving(roles: Roles, row: Sequence[str]) -> str:
    """The same for all opt-out columns of a row: one yes is enough, otherwise one unknown word makes it unknown."""
    found = {READERS[role](spelled(roles, at, row[at])) for at, role in roles.leaving if at < len(row)}
    return next((word for word in (YES, UNKNOWN) if word in found), NO)


def said(roles: Roles, row: Sequence[str], answer: str) -> str:
    """The words for the first column of a row with an answer."""
    cells = ((role, spelled(roles, at, row[at] if at < len(row) else "")) for at, role in roles.leaving)
    return why(answer, next(role for role, cell in cells if READERS[role](cell) == answer))


def kind(cell: str | None, left: str, stated: str | None) -> str | None:
    """The kind of consent of a row, as the rules need it: ``express``, ``implied``, ``none``; ``None``: unknown.

    :param cell: the cell of the consent column; ``None`` if the list has no such column.
    :param left: the result of :func:`leaving` for the row.
    :param stated: the consent that the project states for everyone; used if the list has no column.
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
    """The meanings of a column's cells; each distinct text is evaluated once."""

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
