"""What only later rows of a list show: who left, in a column that did not look like it, and a no in what may be a consent."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from smslint.recipients import header_words as table
from smslint.recipients import headers, limits
from smslint.recipients.header_names import holds, normal, phrases, spaced
from smslint.rules import answers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from smslint.recipients.headers import Roles

_MOST_KEPT: Final = 10_000


class Later:
    """Looks through all rows, in constant memory: each different cell of a column is read once."""

    def __init__(self, columns: Sequence[str], roles: Roles) -> None:
        used = {at for each in roles for at in (each if isinstance(each, tuple) else (each,))}
        self._columns = columns
        self._free = [at for at in range(len(columns)) if at not in used or at in roles.unread]
        self.leaving: dict[int, None] = dict.fromkeys(roles.unread)
        """The columns that may say who left."""
        self.refusing: dict[int, None] = {}
        """The columns in which somebody may not agree."""
        self.limiting: dict[int, None] = {}
        """The columns that may limit the consent to a channel or a time."""
        agreed = roles.consent is not None
        kinds = {at: limits.kind(columns[at]) for at in self._free}
        self._kinds = {at: what for at, what in kinds.items() if what and (agreed or what not in ("channel", "ends"))}
        self._watched: list[int] | None = None
        self._maybe = [at for at in self._free if may_be_consent(columns[at])]
        self._status_is_free = roles.status is None
        self._seen: dict[int, set[str]] = {}

    def start(self, rows: Sequence[Sequence[str]]) -> None:
        """Choose the columns to watch, from the first rows of the list."""
        if self._watched is None:
            self._watched = [
                at
                for at in self._free
                if headers.is_status(self._columns[at])
                or (at not in self.leaving and _are_few(headers.cells(rows, at)))
            ]

    @property
    def columns(self) -> list[int]:
        """The columns that still have to be looked at."""
        return sorted({*(self._watched or ()), *self._maybe, *self._kinds})

    def look_at(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """Look at some rows.

        :return: the columns for which :meth:`look` is true.
        """
        self.start(rows)
        found = []
        for column in self.columns:
            try:
                same = self._seen.get(column, frozenset()).issuperset(map(itemgetter(column), rows))
            except IndexError:
                same = False
            if not same and self.look(column, headers.cells(rows, column)):
                found.append(column)
        return found

    def look(self, column: int, cells: Collection[str]) -> bool:
        """Look at some cells of a column.

        :return: whether the column is a status that nobody has used so far, and now says that somebody left.
        """
        seen = self._seen.setdefault(column, set())
        if seen.issuperset(cells):
            return False
        fresh = set(cells) - seen
        if len(seen) > _MOST_KEPT:
            seen.clear()
        seen |= fresh
        name = self._columns[column]
        if column in self._maybe and any(answers.meaning(each) == answers.NO or _left(each) for each in fresh):
            self._maybe.remove(column)
            self.refusing[column] = None
        if column in self._kinds and limits.limits(self._kinds[column], fresh):
            what = self._kinds.pop(column)
            (self.limiting if what in ("channel", "ends") else self.leaving)[column] = None
        if self._watched is None or column not in self._watched or not headers.tells_who_left(name, fresh):
            return False
        status = self._status_is_free and headers.is_status(name) and any(map(_left, fresh))
        self._watched.remove(column)
        if status:
            self._status_is_free = False
        else:
            self.leaving[column] = None
        return status


def _left(cell: str) -> bool:
    return answers.left(cell) == answers.YES


def may_be_consent(name: str) -> bool:
    """Whether a column's name may be that of a consent: a no in it must not be left out in silence."""
    plain, words = normal(name), spaced(name)
    return holds(words, plain, phrases(table.MAYBE)) and not holds(words, plain, phrases(table.ONLY_OTHERS))


def _are_few(some: Sequence[str]) -> bool:
    """Whether cells repeat, as those of a status do, and not as names or addresses; or contain an object or an array."""
    return len(set(some)) <= max(1, len(some) // 2) or any(cell.lstrip()[:1] in ("{", "[") for cell in some)
