"""What people got, or may have got, from earlier runs: questions to the tables of a journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sending.journal.entries import SENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from smslint.sending.journal.entries import Entry

_OTHER_LISTS: Final = (
    f"FROM message WHERE {SENT} AND list_row IS NOT NULL AND campaign != ? AND attempted_at >= ? AND attempted_at < ?"
)


class Before(NamedTuple):
    """A message that somebody got, or may have got."""

    campaign: str
    same_text: bool
    at: float
    """In seconds since 1970."""
    of_list: bool
    """Whether it was sent to a list."""


def got(db: sqlite3.Connection, recipient: str, body: str, before: float) -> list[Before]:
    """What a recipient got before a moment."""
    query = f"SELECT campaign, body = ?, attempted_at, list_row IS NOT NULL FROM message WHERE recipient = ? AND {SENT} AND attempted_at < ?"  # noqa: S608
    return [Before._make(found) for found in db.execute(query, (body, recipient, before))]


def reached(db: sqlite3.Connection, campaign: str, since: float, before: float) -> dict[str, int]:
    """How many people each other campaign with a list reached between two moments."""
    query = f"SELECT campaign, count(DISTINCT recipient) {_OTHER_LISTS} GROUP BY campaign"
    return dict(db.execute(query, (campaign, since, before)))


def shared(
    db: sqlite3.Connection, campaign: str, recipients: Iterable[str], since: float, before: float
) -> dict[str, set[int]]:
    """Which of these people each other campaign with a list reached between two moments: the first message to each."""
    query = f"SELECT campaign, min(id) {_OTHER_LISTS} AND recipient = ? GROUP BY campaign"
    found: dict[str, set[int]] = {}
    for each in recipients:
        for name, first in db.execute(query, (campaign, since, before, each)):
            found.setdefault(name, set()).add(first)
    return found


def is_reworded(db: sqlite3.Connection, entry: Entry, since: float, token: str | None) -> bool:
    """Whether another process sent the recipient of a row another text of the campaign since a moment.

    :param token: of this process, whose list may have two texts for one number.
    """
    query = (
        "SELECT 1 FROM message AS own JOIN message AS other USING (campaign, recipient) WHERE own.id = ? AND other.id != own.id"  # noqa: S608
        f" AND other.{SENT} AND other.attempted_at >= ?"
        " AND ifnull(other.owner, '') IS NOT ? LIMIT 1"
    )
    return db.execute(query, (entry.id, since, token)).fetchone() is not None
