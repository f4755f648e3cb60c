"""What a journal knows: its rows, and what each recipient got or may have got. Nothing here changes a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sending.journal import allowance as agents
from smslint.sending.journal import earlier
from smslint.sending.journal.entries import COLUMNS, SENT, Row, State, as_row, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from smslint.sending.journal.database import Database
    from smslint.sending.journal.earlier import Before
    from smslint.sending.verdict import Outgoing


class Answers:
    """The questions that a journal answers."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._database = database
        self._transaction = database.transaction
        self._key = database.key

    def summary(self, campaign: str | None = None) -> dict[State, int]:
        """How many rows are in each state, including states with no rows."""
        counts = dict.fromkeys(State, 0)
        query = "SELECT state, count(*) FROM message WHERE ? IS NULL OR campaign = ? GROUP BY state"
        with self._transaction() as db:
            counts.update((State(state), count) for state, count in db.execute(query, (campaign, campaign)))
        return counts

    def rows(self, state: State | None = None, campaign: str | None = None) -> list[Row]:
        """The rows, oldest first, safe to show: numbers are masked."""
        query = (
            f"SELECT {COLUMNS} FROM message WHERE (? IS NULL OR state = ?) AND (? IS NULL OR campaign = ?) ORDER BY id"  # noqa: S608
        )
        with self._transaction() as db:
            return [as_row(found) for found in db.execute(query, (state, state, campaign, campaign))]

    def sent_since(self, number: str, since: datetime | None = None, campaign: str | None = None) -> int:
        """How many messages the number received, or may have received, since a moment: for frequency caps."""
        with self._transaction() as db:
            return self._sent(db, number, since.timestamp() if since else 0.0, campaign)

    def sent_times(self, number: str, since: datetime) -> list[datetime]:
        """When the number received, or may have received, each message since a moment: for caps of any period."""
        query = (
            f"SELECT attempted_at FROM message WHERE recipient = ? AND {SENT}"  # noqa: S608
            " AND attempted_at >= ? ORDER BY attempted_at"
        )
        with self._transaction() as db:
            found = db.execute(query, (self._key.recipient(number), since.timestamp())).fetchall()
            return [moment(seconds) for (seconds,) in found]

    def settled(self, campaign: str, number: str, body: str) -> bool:
        """Whether a message of a campaign was attempted before: it is not sent again, so the gate is not asked about it again."""
        return self._state(campaign, number, body) not in (None, State.QUEUED, State.REFUSED)

    def got(self, message: Outgoing, before: float) -> list[Before]:
        """What the recipient of a message got, or may have got, before a moment."""
        with self._transaction() as db:
            return earlier.got(db, self._key.recipient(message.to), self._key.body(message.body), before)

    def reached(self, campaign: str, since: float, before: float) -> dict[str, int]:
        """How many people each other campaign with a list reached, or may have reached, between two moments."""
        with self._transaction() as db:
            return earlier.reached(db, campaign, since, before)

    def shared(self, campaign: str, numbers: Iterable[str], since: float, before: float) -> dict[str, set[int]]:
        """Which of these people each other campaign with a list reached, or may have reached, between two moments, by an id for each."""
        recipients = {self._key.recipient(number) for number in numbers}
        with self._transaction() as db:
            return earlier.shared(db, campaign, recipients, since, before)

    def state(self, campaign: str, message: Outgoing) -> State | None:
        """The state of a message of a campaign; ``None`` if it was never added."""
        return self._state(campaign, message.to, message.body)

    def _state(self, campaign: str, number: str, body: str) -> State | None:
        key = campaign, self._key.recipient(number), self._key.body(body)
        query = "SELECT state FROM message WHERE campaign = ? AND recipient = ? AND body = ?"
        with self._transaction() as db:
            found = db.execute(query, key).fetchone()
            return None if found is None else State(found[0])

    def agents_used(self, currency: str) -> agents.Used:
        """What agents have used of their limits so far."""
        with self._transaction() as db:
            return agents.used(db, self._clock(), currency)

    def first_message(self, number: str, campaign: str | None = None) -> bool:
        """Whether nothing was sent, or may have been sent, to the number yet, apart from one campaign."""
        return self.sent_since(number) == (0 if campaign is None else self.sent_since(number, campaign=campaign))

    def _sent(self, db: sqlite3.Connection, number: str, start: float, campaign: str | None) -> int:
        query = (
            f"SELECT count(*) FROM message WHERE recipient = ? AND {SENT}"  # noqa: S608
            " AND attempted_at >= ? AND (? IS NULL OR campaign = ?)"
        )
        return int(db.execute(query, (self._key.recipient(number), start, campaign, campaign)).fetchone()[0])
