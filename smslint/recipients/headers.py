"""The roles of a recipient list's columns: by their names, in many languages, and by their cells if the name is ambiguous.

Names are compared folded and without spaces and punctuation, so that ``Phone Number``, ``phone_number`` and ``phoneNumber`` are
equal. Within a role, the earlier name wins: a column of mobile numbers is better than one of any numbers. The names are in
:mod:`smslint.recipients.header_words`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smslint.recipients import header_words as table
from smslint.recipients import hints, letters, limits, lines, nested, plain_names
from smslint.recipients.consent_names import says_of
from smslint.recipients.header_names import holds, normal, order, phrases, spaced, speaks_of, without_asides
from smslint.rules import answers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class Roles(NamedTuple):
    """The index of the column for each role; ``None`` if there is none."""

    phone: int | None = None
    region: int | None = None
    consent: int | None = None
    opt_out: int | None = None
    zone: int | None = None
    state: int | None = None
    locale: int | None = None
    name: int | None = None
    status: int | None = None
    """A column such as ``Status`` in addition to a consent column: a value that means leaving is an opt-out."""
    more: tuple[int, ...] = ()
    """Additional opt-out columns: one yes in any of them is enough."""
    unread: tuple[int, ...] = ()
    """Columns named like a status of which no cell in the first rows is about joining or leaving: they may be about something else."""
    also: tuple[int, ...] = ()
    """Additional consent columns: one no in any of them is enough."""
    doubtful: tuple[int, ...] = ()
    """Consent columns with a word in their name that is not understood."""
    letters: tuple[tuple[int, str], ...] = ()
    """Consent and opt-out columns whose answers are letters, each with its letters for yes and no, folded."""
    limits: tuple[tuple[int, str], ...] = ()
    """Columns of replies, reasons, comments, channels and ends, and others with words of leaving, each with its kind in
    :data:`smslint.recipients.limits.READERS`.
    """

    lines: tuple[tuple[int, str], ...] = ()
    """Columns that say which numbers cannot receive texts, each with its kind in :data:`smslint.recipients.lines.READERS`."""

    @property
    def leaving(self) -> tuple[tuple[int, str], ...]:
        """All columns that can contain an opt-out, each with the role that decides how its cells are read."""
        first = () if self.opt_out is None else (self.opt_out,)
        outs = tuple((each, "opt_out") for each in (*first, *self.more))
        statuses = () if self.status is None else ((self.status, "status"),)
        return (*outs, *statuses, *((each, "consent") for each in self.also), *self.limits)


def roles(columns: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Roles:
    """Find the role of each column.

    :param rows: some of the first rows, which decide if a name is ambiguous.
    """
    found: dict[str, int] = {}
    for role in _ranks():
        if likely := candidates(columns, role):
            found[role] = likely[0]
    meanings = {index: says for index, name in enumerate(columns) if (says := says_of(name)) is not None}
    for index in meanings:
        found = {role: at for role, at in found.items() if at != index}
    outs = [at for _, at in sorted((not says.of_texts, at) for at, says in meanings.items() if says.role == "opt_out")]
    consents = sorted((not says.of_texts, index) for index, says in meanings.items() if says.role == "consent")
    if not consents:  # a column "SMS" with yes and no
        consents = [(False, at) for at, name in enumerate(columns) if is_weak(name) and answers_yes_or_no(rows, at)][:1]
        if consents and found.get("phone") == consents[0][1]:
            other = _next(columns, "phone", found.pop("phone"))
            found |= {} if other is None else {"phone": other}
    if consents:
        found["consent"] = consents[0][1]
    status = _status(columns, rows)
    if status is not None and status not in meanings and status != found.get("consent"):
        found = {role: at for role, at in found.items() if at != status}
        of_list = normal(columns[status]) in phrases(table.OF_A_LIST).values()
        joined = not of_list and any(answers.joins(cell) for cell in cells(rows, status))
        found["consent" if "consent" not in found and joined else "status"] = status
    first = {"opt_out": outs[0]} if outs else {}
    known, named = {*found.values(), *meanings, *(at for _, at in consents)}, set(_statuses(columns))
    unread = [
        index
        for index, name in enumerate(columns)
        if index not in known
        and (
            (index in named and any(map(str.strip, cells(rows, index))))
            or tells_who_left(name, cells(rows, index))
            or (hints.is_status_of_person(name) and any(map(hints.may_end, cells(rows, index))))
        )
    ]
    also = tuple(index for _, index in consents[1:])
    doubtful = tuple(index for _, index in consents if not plain_names.is_plain(columns[index]))
    kinds = ((index, limits.kind(name)) for index, name in enumerate(columns) if index not in known)
    limiting = {index: what for index, what in kinds if what}
    unread = [index for index in unread if index not in limiting]
    limiting |= {index: limits.of_any_name(columns[index]) for index in unread}
    return Roles(
        **found,
        **first,
        more=tuple(outs[1:]),
        unread=tuple(unread),
        also=also,
        doubtful=doubtful,
        limits=tuple(limiting.items()),
        letters=(),
        lines=tuple(
            (at, what)
            for at, name in enumerate(columns)
            if (what := lines.of(name, cells(rows, at), taken=at in known))
        ),
    )


def about_others(columns: Sequence[str]) -> list[str]:
    """The columns with a consent or an opt-out that is not about text messages: a consent to email does not count."""
    return [name for name in columns if (says := says_of(name, others=True)) is not None and says.role == "other"]


def candidates(columns: Sequence[str], role: str = "phone") -> list[int]:
    """All columns that could have a role, best first."""
    ranks = _ranks()[role]
    ranked = [(rank, index) for index, name in enumerate(columns) if (rank := _rank(name, ranks)) is not None]
    return [index for _, index in sorted(ranked)]


def may_be(name: str, role: str) -> bool:
    """Whether a column of this name could have a role."""
    return _rank(name, _ranks()[role]) is not None


def is_weak(name: str) -> bool:
    """Whether a name of a phone column also has other meanings, such as ``To``."""
    return normal(name) in _weak()


def _rank(name: str, ranks: Mapping[str, int]) -> int | None:
    """How good a name is for a role: 0 is best; ``None`` if it does not match."""
    for worse, form in enumerate(_without_more(name)):
        if (rank := ranks.get(form)) is not None:
            return rank + 10_000 * (worse == 2)
    return None


@lru_cache(maxsize=1024)
def _without_more(name: str) -> tuple[str, str, str]:
    """A name without spaces, then without what is in brackets, then without words that say nothing; the same for every role."""
    words = spaced(without_asides(name))
    core = "".join(word for word in words.split() if word not in phrases(table.FILLERS))
    return normal(name), words.replace(" ", ""), core


def _next(columns: Sequence[str], role: str, without: int) -> int | None:
    return next((index for index in candidates(columns, role) if index != without), None)


def _status(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that is named like a status and whose cells are about joining or leaving."""
    for index in _statuses(columns):
        if any(answers.joins(cell) or answers.has_left(cell) for cell in cells(rows, index)):
            return index
    return None


def is_status(name: str) -> bool:
    """Whether a column is named like a status."""
    return _rank(name, order(table.STATUS)) is not None


def _statuses(columns: Sequence[str]) -> list[int]:
    """The columns that are named like a status."""
    return [index for index, name in enumerate(columns) if is_status(name)]


def tells_who_left(name: str, some: Collection[str]) -> bool:
    """Whether cells are words of leaving in a column with any name, unless its name says that it is about email or the like."""
    others = {each: joined for each, joined in phrases(table.OF_OTHERS).items() if each != "newsletter"}
    if any(_speaks_inside(each) for cell in some for each in nested.inside(cell)):
        return True
    return (
        any(map(answers.has_left, some))
        and not hints.is_of_things(name)
        and not holds(spaced(name), normal(name), others)
    )


def _speaks_inside(word: str) -> bool:
    """Whether a key or a text inside a nested cell is about text messages, consents or opt-outs: nested answers are not read."""
    if answers.has_left(word) or says_of(word) is not None:
        return True
    return speaks_of(word, table.OF_TEXTS)


def answers_yes_or_no(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether the cells of a column contain yes and no."""
    some = [cell for cell in cells(rows, index) if cell.strip()]
    return bool(some) and (
        all(answers.meaning(cell) != answers.UNKNOWN for cell in some) or letters.pair(some) is not None
    )


def cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The cells of a column in a few rows."""
    return [row[index] for row in rows if index < len(row)]


@lru_cache(maxsize=1)
def _ranks() -> dict[str, dict[str, int]]:
    return {
        "phone": order(table.MOBILE, table.PHONE, table.WEAK_PHONE), "region": order(table.REGION),
        "zone": order(table.ZONE), "state": order(table.STATE), "locale": order(table.LOCALE), "name": order(table.NAME),
    }  # fmt: skip


@lru_cache(maxsize=1)
def _weak() -> frozenset[str]:
    return frozenset(order(table.WEAK_PHONE))
