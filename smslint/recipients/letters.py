"""Columns of single letters: ``S`` is a yes beside ``N``, but says nothing beside ``U``. Only the whole column decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import RecipientsError
from smslint.folding import fold
from smslint.rules import answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.recipients.headers import Roles
    from smslint.recipients.reader import RecipientList

_PAIRS: Final = [
    "sn",
    "on",
    "jn",
    "tn",
    "dn",
    "in",
    "an",
    "eh",
    "yt",
    "ke",
    "je",
    "ck",
    "дн",
    "тн",
    "νο",
    "نل",
    "כל",
    "हन",
]
"""The first letters, folded, of a yes and the no beside it: sí/no, oui/non, ja/nein, tak/nie, da/ne, igen/nem, ano/ne, evet/hayır,
ya/tidak, kyllä/ei, jah/ei, có/không and so on.
"""
_PLAIN: Final = ("yn", "tf")
"""A yes and a no that need nothing else: ``T`` and ``F`` are true and false."""
_DEPENDS: Final = frozenset("tfx")
"""Letters that are an answer alone, and may be another one beside other letters: a cross, or the first letter of ``tidak``."""
_TICKS: Final = frozenset("✓✔☑✅√")
"""Beside a tick, an ``X`` is more probably a no than a yes."""
_UNCLEAR: Final = "a letter that is no answer here"


def pair(cells: Iterable[str]) -> str | None:
    """The letters for yes and no in a whole column, folded.

    :return: ``None`` if each cell is read by itself; ``yn`` also where no other letter is an answer.
    """
    letters = {each for each in map(_letter, cells) if each}
    if any(len(each) > 1 or not each.isalpha() for each in letters):
        return "yn" if "x" in letters and letters & _TICKS else None
    found = next((each for each in _PLAIN if letters.issuperset(each)), None)
    if found is None and len(letters) == 2:
        found = next((each for each in _PAIRS if letters == set(each)), None)
    return found or ("yn" if len(letters) > 1 and letters & _DEPENDS else None)


def spelled(roles: Roles, column: int, cell: str) -> str:
    """A cell with ``yes`` or ``no`` in place of a letter, as the whole column has it; other cells are unchanged."""
    letters = next((letters for at, letters in roles.letters if at == column), None)
    if letters is None or len(cell.strip()) != 1 or not cell.strip().isalpha():
        return cell
    return {letters[0]: answers.YES, letters[1]: answers.NO}.get(_letter(cell), _UNCLEAR)


def find(recipients: RecipientList) -> tuple[tuple[int, str], ...]:
    """The columns of a list that answer with letters. Reads the whole list if the first rows do not decide it."""
    roles = recipients.roles
    columns = [at for at, role in roles.leaving if role in ("opt_out", "consent")]
    columns += [at for at, role in recipients.roles.lines if role in ("landline", "textable")]
    columns += [] if roles.consent is None else [roles.consent]
    seen: dict[int, set[str]] = {at: set() for at in columns}
    open_columns = columns
    try:
        for batch in recipients.batches() if columns else ():
            for at in open_columns:
                seen[at].update(row[at] for row in batch.rows if at < len(row))
            open_columns = [at for at in open_columns if _is_open(seen[at])]
            if not open_columns:
                break
    except RecipientsError:
        return ()  # whoever reads the list says what is wrong
    found = ((at, pair(cells)) for at, cells in seen.items())
    return tuple((at, letters) for at, letters in found if letters is not None)


def notes(columns: tuple[str, ...], letters: Iterable[tuple[int, str]]) -> list[str]:
    """Which letters were read as a yes, for the report."""
    return [
        f"In the column {columns[at]!r}, {each[0].upper()} was read as yes and {each[1].upper()} as no."
        for at, each in letters
        if each not in _PLAIN
    ]


def _is_open(cells: set[str]) -> bool:
    """Whether later cells of a column may still change how its letters are read."""
    letters = {each for each in map(_letter, cells) if each}
    if letters & _TICKS:
        return "x" not in letters
    return bool(letters) and all(map(str.isalpha, letters)) and max(map(len, letters)) == 1 and len(letters) < 4 and not any(
        map(letters.issuperset, _PLAIN)
    )  # fmt: skip


def _letter(cell: str) -> str:
    """A cell as it is compared; empty if it says nothing."""
    return "" if answers.says_nothing(cell) else fold(cell.strip())
