"""Find opt-outs and opt-ins in an export of inbound messages: what to add to the suppression list, and what to remove.

In doubt, the person is not texted: an opt-in ends an opt-out only if both have a date and the opt-in is certainly later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.finding import Confidence
from smslint.recipients.suppression import SuppressedNumber
from smslint.rules.opt_out_reply import opt_out
from smslint.sending import inbound

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.recipients.reader import RecipientList
    from smslint.recipients.suppression_store import SuppressionStore

SOURCE: Final = "inbound"


class Mark(NamedTuple):
    """A row with an opt-out or an opt-in, or one that a person should review."""

    row: int
    number: str
    """Canonical E.164; the text of the cell if it is not a valid number."""
    words: str
    when: dt.datetime | None = None


@dataclass(slots=True)
class Replies:
    """The result of reading an export."""

    rows: int = 0
    opted_out: dict[str, tuple[Mark, str]] = field(default_factory=dict)
    """The last opt-out of each number, and its reason."""
    opted_in: dict[str, Mark] = field(default_factory=dict)
    """The last opt-in of each number."""
    review: list[Mark] = field(default_factory=list)
    """Counted as opt-outs, although the wording might mean something else."""
    unreadable: list[Mark] = field(default_factory=list)
    """Opt-outs with an invalid number."""


class Applied(NamedTuple):
    """The changes of a suppression list."""

    added: int
    known: int
    lifted: list[Mark]
    kept: list[Mark]
    """Opt-ins without effect: without a date, not certainly later, or for an entry that did not come from a reply."""


def read_replies(
    path: Path,
    *,
    provider: str | None = None,
    locale: str | None = None,
    region: str | None = None,
    from_column: str | None = None,
    body_column: str | None = None,
) -> Replies:
    """Read an export: CSV or JSON Lines with a column for the sender and one for the text.

    :param provider: the provider whose keywords count. An unknown one raises :class:`~smslint.errors.ConfigError`.
    :param locale: the language of the conversations, if the rows do not have it.
    :param region: the country of numbers without a calling code.
    :raises RecipientsError: if it cannot be read, or the columns are not found.
    """
    from smslint.numbers.e164 import check_number

    found = Replies()
    from smslint.recipients.reader import open_list

    with open_list(path, phone_column="1") as source:
        columns = _Columns(source, from_column, body_column)
        for row in source.rows():
            reply = columns.body.of(row.cells)
            if not reply.strip() or columns.is_outbound(row.cells):
                continue
            found.rows += 1
            parsed = opt_out(reply, provider, columns.locale.of(row.cells).strip() or locale)
            if not parsed.opted_out and not parsed.lifts:
                continue
            cell = columns.sender.of(row.cells)
            number = check_number(cell, region)
            canonical = number.e164 or number.suggestion
            mark = Mark(row.number, canonical or cell, parsed.words, _moment(columns.date.of(row.cells)))
            if canonical is None:
                if parsed.opted_out:
                    found.unreadable.append(mark)
            elif parsed.lifts:
                _keep_last(found.opted_in, canonical, mark)
            else:
                before = found.opted_out.get(canonical)
                if before is None or _later(mark, before[0]):
                    found.opted_out[canonical] = (mark, f"{parsed.basis}: {parsed.words}")
                if parsed.confidence is not Confidence.HIGH:
                    found.review.append(mark)
    return found


def apply(replies: Replies, store: SuppressionStore) -> Applied:
    """Add the opt-outs to the list in one transaction, then remove the numbers that opted in. Repeating it changes nothing."""
    entries = []
    for number, (mark, why) in replies.opted_out.items():
        opted_in = replies.opted_in.get(number)
        if opted_in is None or not _later(opted_in, mark):
            entries.append(SuppressedNumber(number, why, SOURCE, _stamp(mark.when)))
    added = store.renew(entries)
    opted_out = {entry.number for entry in entries}
    lifted, kept = [], []
    for number, mark in replies.opted_in.items():
        entry = store.find(number)
        if entry is None:
            continue
        if number not in opted_out and entry.source == SOURCE and _after(mark.when, entry.date):
            store.remove(number)
            lifted.append(mark)
        else:
            kept.append(mark)
    return Applied(added, len(entries) - added, lifted, kept)


class _Columns:
    """The role of each column of an export."""

    def __init__(self, source: RecipientList, sender: str | None, body: str | None) -> None:
        self.sender = self._named(source, sender, inbound.SENDER, "senders", "from_column")
        self.body = self._named(source, body, inbound.BODY, "replies", "body_column")
        self.date, self.locale, self.direction = (
            inbound.Place(source.columns, names) for names in (inbound.DATE, inbound.LOCALE, inbound.DIRECTION)
        )

    @staticmethod
    def _named(
        source: RecipientList, column: str | None, names: tuple[str, ...], what: str, option: str
    ) -> inbound.Place:
        """Where a role is. Senders are never in ``to``, which is our own number."""
        from smslint.recipients import chosen

        if column is not None:
            return inbound.Place.column(chosen.named(source.columns, column, called(option, repr(column))))
        found = inbound.Place(source.columns, names)
        if not found:
            raise RecipientsError(
                f"{source.name}: no column of {what} was found; the columns are {chosen.listed(source.columns)}. Name it "
                f"with {called(option)}."
            )
        return found

    def is_outbound(self, cells: list[str]) -> bool:
        """Whether it is our own message: it may contain "Reply STOP" and comes from our own number."""
        return self.direction.of(cells).strip().lower().startswith(("out", "sent", "mt"))


def _keep_last(marks: dict[str, Mark], number: str, mark: Mark) -> None:
    before = marks.get(number)
    if before is None or before.when is None or _later(mark, before):
        marks[number] = mark


def _later(one: Mark, other: Mark) -> bool:
    """Whether one is certainly later than the other. The order of rows proves nothing: exports use both orders."""
    return one.when is not None and other.when is not None and one.when > other.when


def _moment(cell: str) -> dt.datetime | None:
    """The date and time in a cell; ``None`` if it has none that is certain."""
    return next(inbound.moments(cell), None)


def _stamp(when: dt.datetime | None) -> str:
    """As in the list: in UTC, so that dates can be compared as texts."""
    return when.astimezone(dt.UTC).isoformat(timespec="seconds") if when else ""


def _after(when: dt.datetime | None, date: str) -> bool:
    """Whether a moment is certainly after the date of an entry, which may be only a day in any time zone."""
    if when is None:
        return False
    moment = _moment(date)
    if moment is None:
        try:
            day = dt.date.fromisoformat(date)
        except ValueError:
            return False
        moment = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(hours=36)
    return when > moment
