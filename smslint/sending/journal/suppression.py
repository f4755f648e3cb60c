"""How many numbers each suppression list had when a message was last sent, so that a list that was cut between two runs is noticed."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Final

from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import SUDDEN_SECONDS, is_sudden

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from smslint.sending.journal.hmac_key import HmacKey

# A longer list is remembered at once, a shorter one when the memory is old.
_NOTE: Final = """
INSERT INTO suppression VALUES (?, ?, ?)
ON CONFLICT (list) DO UPDATE SET numbers = excluded.numbers, seen_at = excluded.seen_at
WHERE excluded.numbers >= numbers OR abs(excluded.seen_at - seen_at) > ?
"""


class SuppressionSizes:
    """The memory of one journal. It is written with the next claim, so that a dry run, which claims nothing, changes nothing."""

    def __init__(
        self,
        journal: Path,
        transaction: Callable[[], AbstractContextManager[sqlite3.Connection]],
        key: HmacKey,
        clock: Callable[[], float],
    ) -> None:
        self._journal, self._transaction, self._key, self._clock = journal, transaction, key, clock
        self._seen: dict[str, int] = {}

    def refuse_shorter(self, path: Path, count: int) -> None:
        """Compare a list with what is remembered of it.

        :param path: of the list.
        :param count: how many numbers it has now.
        :raises RecipientsError: if many are missing, saying how to accept that.
        """
        with self._transaction() as db:
            found = db.execute("SELECT numbers FROM suppression WHERE list = ?", (self._name(path),)).fetchone()
        if found is not None and is_sudden(found[0] - count, found[0]):
            accept = shlex.join(("smslint", "send", "journal", "--journal", str(self._journal), "--accept-shorter"))
            raise RecipientsError(
                f"{path}: this suppression list has {count:,} numbers, but it had {found[0]:,} when messages of this journal were last "
                f"sent: it may be cut, or another list. Nothing is sent; restore it. If so many people may be texted again, say so "
                f"with: {accept} {shlex.quote(str(path))}"
            )

    def note(self, path: Path, count: int) -> None:
        """Remember, with the next claim, how many numbers a list has."""
        self._seen[self._name(path)] = count

    def write(self) -> None:
        """Write what is to be remembered."""
        if not self._seen:
            return
        seen, now = dict(self._seen), self._clock()
        with self._transaction() as db:
            db.executemany(_NOTE, [(name, count, now, SUDDEN_SECONDS) for name, count in seen.items()])
        for name, count in seen.items():  # it is on the disk, unless another thread has read a longer list since
            if self._seen.get(name) == count:
                self._seen.pop(name, None)

    def accept(self, path: str | Path) -> None:
        """Apply a person's decision: a list may be shorter than remembered. It is remembered anew with the next message.

        :raises JournalError: if the journal remembers no such list.
        """
        with self._transaction() as db:
            found = db.execute("DELETE FROM suppression WHERE list = ?", (self._name(path),)).rowcount
        if not found:
            raise JournalError(f"the journal {self._journal} remembers no suppression list {path}")

    def _name(self, path: str | Path) -> str:
        return self._key.path(os.path.abspath(path))  # noqa: PTH100 (the name as it was given: a link may lead elsewhere tomorrow)
