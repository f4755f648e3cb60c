"""The send journal: the intent to send each message is on disk before the request, and the outcome after it.

**Guaranteed** on one machine with a local disk, even if processes are killed at any time: no message is sent twice automatically,
and every row is queued, attempting (by a running process), accepted, refused, failed or in doubt. **Not possible**: to know whether
the provider accepted a request if a crash hid the answer, because the API has no idempotency key. Such a row is in doubt.

The journal contains no phone numbers and no bodies, only hashes with a key in a separate file (see ``hmac_key``), and masked
numbers. To resume, the list provides numbers and texts again.
"""

from __future__ import annotations

import sqlite3
import time
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.arguments import is_path, must_be
from smslint.calling import called
from smslint.errors import ConfigError, JournalError
from smslint.numbers.masking import mask
from smslint.sending.journal import allowance as agents
from smslint.sending.journal import earlier, owners
from smslint.sending.journal.answers import Answers
from smslint.sending.journal.budget import counted
from smslint.sending.journal.database import Connect, Database
from smslint.sending.journal.entries import (
    COLUMNS,
    ROOM,
    Claim,
    Entry,
    Resolution,
    Row,
    State,
    as_row,
    storable,
)
from smslint.sending.journal.mark import ADD_ATTEMPT
from smslint.sending.journal.suppression import SuppressionMemory
from smslint.sending.mask import scrub
from smslint.sending.outcome import InDoubt, Outcome, Rejected
from smslint.sending.receipt import Receipt
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from smslint.sending.verdict import Allowance, Charge, Outgoing


class Journal(Answers):
    """One journal file. Safe for several threads and several processes on one machine; cannot be used after a fork.

    :param connect: how to open the database; tests use it to inject failures.
    """

    def __init__(
        self, path: str | Path, *, clock: Callable[[], float] = time.time, connect: Connect = sqlite3.connect
    ) -> None:
        must_be(isinstance(path, str | PathLike), "journal", "the path of a file", path)
        if not is_path(path):
            raise ConfigError(f"{called('journal')}: {shown(str(path))} cannot be the path of a file")
        self.path = Path(path).absolute()
        self._owner: owners.Owner | None = None
        super().__init__(Database(self.path, connect), clock)
        self.suppression = SuppressionMemory(self.path, self._transaction, self._key, clock)
        """What the suppression lists had."""

    def add(self, campaign: str, message: Outgoing) -> Entry:
        """Add one message to the queue; returns the existing entry if it was added before."""
        return self.add_many(campaign, (message,))[0]

    def add_many(self, campaign: str, messages: Iterable[Outgoing]) -> list[Entry]:
        """Add messages to the queue in one transaction, and return their entries in order."""
        with self._transaction() as db:
            return [self._add(db, campaign, message) for message in messages]

    def claim(
        self,
        entry: Entry,
        seen: int | None = None,
        charge: Charge | None = None,
        since: float | None = None,
        allowance: Allowance | None = None,
    ) -> Claim:
        """Claim a queued (or refused) row for sending; on disk before this returns. Only one of several claims is granted.

        :param seen: :meth:`sent_since` of the recipient before the gate was asked. If another process has sent to the recipient
            since then, the claim is not granted, and the row stays as it was: the gate must be asked again.
        :param since: seconds since 1970, when the run decided whom it texts. If the recipient got, or may have got, another text of the
            campaign since then, the claim is not granted, and the row stays as it was: nobody was asked about that.
        :param charge: what the message costs. A claim with which the campaign would cost more than its limit is not granted, and
            the row stays as it was. A message counts once, even if the provider then refuses it.
        :param allowance: the limits of agents. A claim that exceeds one is not granted, and the row stays as it was. Each attempt counts.
        """
        self.suppression.write()
        with self._transaction() as db:
            if seen is not None and seen != self._sent(db, entry.to, 0.0, None):
                return Claim(entry, False, self._row(db, entry.id).state)
            if since is not None and earlier.is_reworded(db, entry, since, self._token):
                return Claim(entry, False, self._row(db, entry.id).state, reworded=True)
            now = self._clock()
            if allowance is not None and (limit := agents.exceeded(db, entry, allowance, now)):
                return Claim(entry, False, self._row(db, entry.id).state, over_limit=limit)
            if charge is not None and not counted(db, entry, charge):
                return Claim(entry, False, self._row(db, entry.id).state, over_budget=True)
            owner = self._owner = self._owner or owners.Owner(self.path)
            granted = db.execute(
                "UPDATE message SET state = 'attempting', owner = ?, attempts = attempts + 1, attempted_at = ?,"
                " finished_at = NULL, note = NULL, room = zeroblob(?) WHERE id = ? AND state IN ('queued', 'refused')",
                (owner.token, now, ROOM, entry.id),
            ).rowcount
            if granted:
                db.execute(ADD_ATTEMPT)
                if allowance is not None:
                    agents.count(db, allowance, now)
                return Claim(entry, granted=True, state=State.ATTEMPTING)
            found = self._row(db, entry.id)
        receipt = None
        if found.state is State.ACCEPTED:
            receipt = Receipt(found.request_id or "", found.message_id or "", found.status_url, entry.to)
        return Claim(entry, False, found.state, receipt, found.note)

    def settle(self, claim: Claim, outcome: Outcome) -> State:
        """Record the outcome of a granted claim, and return the row's new state. If certainly not accepted, it is queued again."""
        state, note, receipt = State.QUEUED, None, None
        match outcome:
            case Receipt():
                state, receipt = State.ACCEPTED, outcome
            case Rejected():
                state, note = State.FAILED, str(outcome)
            case InDoubt():
                state, note = State.IN_DOUBT, outcome.error
        ids = (None, None, None) if receipt is None else storable(receipt, claim.entry.to)
        with self._transaction() as db:
            changed = db.execute(
                "UPDATE message SET state = ?, finished_at = ?, request_id = ?, message_id = ?, status_url = ?, note = ?,"
                " room = NULL WHERE id = ? AND owner = ? AND state IN ('attempting', 'in_doubt')",
                (state.value, self._clock(), *ids, note and scrub(note), claim.entry.id, self._token),
            ).rowcount
            if not changed:
                raise JournalError(
                    f"row {claim.entry.id} was decided by another process or person while it was being sent: {state.value}"
                )
        return state

    def refuse(self, entry: Entry, codes: Iterable[str]) -> None:
        """Record that the gate refused, and why: only codes, no text of the message."""
        with self._transaction() as db:
            db.execute(
                "UPDATE message SET state = 'refused', finished_at = ?, note = ? WHERE id = ? AND state IN ('queued', 'refused')",
                (self._clock(), scrub(", ".join(codes)), entry.id),
            )

    def recover(self) -> int:
        """Mark rows as in doubt that dead processes were sending; returns how many."""
        with self._transaction() as db:
            tokens = {token for (token,) in db.execute("SELECT DISTINCT owner FROM message WHERE state = 'attempting'")}
            dead = [token for token in tokens if token != self._token and not owners.alive(self.path, token)]
            note = "the sending process ended between the request and its answer"
            rows = 0
            for token in dead:
                rows += db.execute(
                    "UPDATE message SET state = 'in_doubt', finished_at = ?, note = ?, room = NULL"
                    " WHERE state = 'attempting' AND owner = ?",
                    (self._clock(), note, token),
                ).rowcount
        for token in dead:
            owners.forget(self.path, token)
        return rows

    def resolve(self, row: int, resolution: Resolution) -> None:
        """Apply a person's decision: a row in doubt counts as sent, or a row in doubt or failed is queued again."""
        sent = resolution is Resolution.AS_SENT
        states = (State.IN_DOUBT,) if sent else (State.IN_DOUBT, State.FAILED)
        with self._transaction() as db:
            found = self._row(db, row)
            if found.state not in states:
                raise JournalError(
                    f"row {row} is {found.state.value}: only {' and '.join(states)} rows can be decided this way"
                )
            after = State.ACCEPTED if sent else State.QUEUED
            if found.state is State.IN_DOUBT and not sent:
                db.execute("DELETE FROM charge WHERE message = ?", (row,))  # it may cost twice
            note = f"a person decided: {resolution.value}"
            db.execute("UPDATE message SET state = ?, owner = NULL, note = ? WHERE id = ?", (after.value, note, row))

    def close(self) -> None:
        """Close the file. Messages that this process was still sending become in doubt at the next :meth:`recover`."""
        with self._database.lock:
            self._database.close()
            if self._owner is not None:
                self._owner.close()
                self._owner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Journal({str(self.path)!r})"

    @property
    def _token(self) -> str | None:
        return self._owner.token if self._owner else None

    def _add(self, db: sqlite3.Connection, campaign: str, message: Outgoing) -> Entry:
        is_message = isinstance(getattr(message, "to", None), str) and isinstance(getattr(message, "body", None), str)
        must_be(is_message, "message", "a smslint.sending.Outgoing", message)
        must_be(isinstance(campaign, str), "campaign", "text", campaign)
        key = campaign, self._key.recipient(message.to), self._key.body(message.body)
        added = db.execute(
            "INSERT OR IGNORE INTO message (campaign, recipient, body, masked, list_row, state, queued_at)"
            " VALUES (?, ?, ?, ?, ?, 'queued', ?)",
            (*key, mask(message.to), message.row, self._clock()),
        )
        if added.rowcount and added.lastrowid:
            return Entry(added.lastrowid, State.QUEUED, message.to)
        query = "SELECT id, state FROM message WHERE campaign = ? AND recipient = ? AND body = ?"
        found, state = db.execute(query, key).fetchone()
        return Entry(found, State(state), message.to)

    def _row(self, db: sqlite3.Connection, row: int) -> Row:
        found = db.execute(f"SELECT {COLUMNS} FROM message WHERE id = ?", (row,)).fetchone()  # noqa: S608
        if found is None:
            raise JournalError(f"the journal {self.path} has no row {row}")
        return as_row(found)
