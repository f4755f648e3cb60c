"""What only later rows of a list show: who left, in a column that did not look like it, and a no in what may be a consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.recipients import header_words as table
from smslint.recipients import headers, hints, limits, lines, nested
from smslint.recipients.batch import cells_of
from smslint.recipients.chosen import listed
from smslint.recipients.header_names import speaks_of
from smslint.rules import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles

_MOST_KEPT: Final = 10_000
_MOST_NAMED: Final = 10


class Later:
    """Looks through all rows, in constant memory: each different cell of a column is read once."""

    def __init__(self, columns: Sequence[str], roles: Roles) -> None:
        read = {at for each in roles for at in (each if isinstance(each, tuple) else (each,)) if isinstance(at, int)}
        used = {*read, *dict(roles.limits)} - set(roles.unread)
        self._columns = columns
        self._free = [at for at in range(len(columns)) if at not in used]
        self.leaving = set(roles.unread)
        """The columns that may say who left."""
        self.refusing = set(roles.doubtful)
        """The columns in which somebody may not agree."""
        self.limiting: set[int] = set()
        """The columns that may limit the consent to a channel or a time."""
        agreed = roles.consent is not None
        self._kinds = {
            at: what
            for at, what in roles.limits
            if what in limits.NEVER_CERTAIN and (agreed or what not in limits.OF_CONSENT)
        }
        self._watched: list[int] | None = None
        self._maybe = [at for at in self._free if may_be_consent(columns[at])]
        self._hints = [at for at in self._free if at not in self._maybe and hints.may_say(columns[at])]
        self._hints += [at for at, what in roles.lines if what != "line_mark"]
        self._answers: list[int] = []
        self._flags: list[int] = []
        self.answering: set[int] = set()
        """Columns of yes and no under any name, with a no in some row: they matter where no column is a consent."""
        self._agreed = agreed
        self._lined = {at for at, _ in roles.lines}
        self._status_is_free = roles.status is None
        self._seen: dict[int, set[str]] = {}

    def start(self, rows: Sequence[Cells]) -> None:
        """Choose the columns to watch, from the first rows of the list."""
        if self._watched is None:
            self._watched = [
                at
                for at in self._free
                if headers.is_status(self._columns[at])
                or (at not in self.leaving and _are_few(headers.cells(rows, at)))
            ]
            self._flags = [
                at
                for at in self._free
                if self._agreed and _is_flag(headers.cells(rows, at)) and not _is_of_others(self._columns[at])
            ]
            unasked = () if self._agreed else (at for at in self._free if at not in self._maybe)
            self._answers = [
                at for at in unasked if headers.answers_yes_or_no(rows, at) and not _is_of_others(self._columns[at])
            ]

    def notes(self) -> list[str]:
        """Which columns answer yes or no in the first rows under a name that is not known, where another column is the consent."""
        read = {*self._maybe, *self._hints, *self.refusing, *self.leaving}
        ignored = [self._columns[at] for at in self._flags if at not in read]
        named, were = ("The column", "was") if len(ignored) == 1 else ("The columns", "were")
        why = "nobody knows what a yes or a no there says about texts"
        return [f"{named} {listed(ignored, _MOST_NAMED)} {were} not read: {why}."] if ignored else []

    @property
    def columns(self) -> list[int]:
        """The columns that still have to be looked at."""
        return sorted({*(self._watched or ()), *self._maybe, *self._hints, *self._kinds, *self._answers})

    def look_at(self, rows: Sequence[Cells]) -> dict[int, str]:
        """Look at some rows.

        :return: the columns for which :meth:`look` says something.
        """
        self.start(rows)
        found = {column: self.look(column, set(cells_of(rows, column))) for column in self.columns}
        return {column: role for column, role in found.items() if role}

    def look(self, column: int, cells: set[str]) -> str:
        """Look at the different cells of a column in some rows.

        :return: ``line_mark`` if the column now says that a number is a landline; ``status`` if the column is a status that nobody has used so far, and now says that somebody left; if it has another
            name and now says so, how it is read (:func:`smslint.recipients.limits.of_any_name`); else empty.
        """
        seen = self._seen.setdefault(column, set())
        fresh = cells - seen
        if not fresh:
            return ""
        if len(seen) > _MOST_KEPT:
            seen.clear()
        seen |= fresh
        name = self._columns[column]
        asked = column in self._maybe or (self._watched is not None and column in self._watched)
        gone = list(filter(answers.has_left, fresh)) if asked else []
        if column in self._maybe and (gone or any(map(hints.refuses, fresh))):
            self._maybe.remove(column)
            self.refusing.add(column)
        if column in self._hints and any(hints.answered(name, each) for each in fresh):
            self._hints.remove(column)
            self.leaving.add(column)
        if column in self._answers and any(answers.meaning(each) == answers.NO for each in fresh):
            self._answers.remove(column)
            self.answering.add(column)
        if column in self._kinds and limits.limits(self._kinds[column], fresh):
            what = self._kinds.pop(column)
            (self.limiting if what in limits.OF_CONSENT else self.leaving).add(column)
        if self._watched is None or column not in self._watched:
            return ""
        if column not in self._lined and (mark := lines.of(name, fresh, taken=True)):
            self._lined.add(column)
            return mark
        if not headers.tells_who_left(name, [*gone, *filter(nested.is_nested, fresh)]):
            return ""
        self._watched.remove(column)
        if gone and self._status_is_free and headers.is_status(name):
            self._status_is_free = False
            return "status"
        self.leaving.add(column)
        return limits.of_any_name(name) if gone else ""


def may_be_consent(name: str) -> bool:
    """Whether a column's name may be that of a consent: a no in it must not be left out in silence."""
    return speaks_of(name, table.MAYBE) and not _is_of_others(name)


def _is_of_others(name: str) -> bool:
    return speaks_of(name, table.ONLY_OTHERS)


def _is_flag(some: Sequence[str]) -> bool:
    """Whether cells are yes and no; a day, which also means yes, is not meant."""
    said = [each for each in some if each.strip()]
    words = [each for each in said if not sum(map(str.isdigit, each)) > 1]
    return len(words) == len(said) > 0 and all(answers.meaning(each) != answers.UNKNOWN for each in said)


def _are_few(some: Sequence[str]) -> bool:
    """Whether cells repeat, as those of a status do, and not as names or addresses; or contain an object or an array."""
    return len(set(some)) <= max(1, len(some) // 2) or any(map(nested.is_nested, some))
