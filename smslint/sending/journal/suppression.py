"""What each suppression list had when a message was last sent, so that one that was cut or exchanged between two runs is noticed.

How many numbers, and a sample of them: those whose keyed hashes are the smallest. The same numbers give the same sample in any
order, file and form, and without the key of the journal nobody can read a number back.
"""

from __future__ import annotations

import os
import shlex
from heapq import nsmallest
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import SUDDEN_SECONDS, is_sudden
from smslint.wording import plural

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from smslint.recipients.suppression import Suppressed
    from smslint.sending.journal.hmac_key import HmacKey

SAMPLE: Final = 512
"""How many numbers are remembered of a list; shorter lists are remembered completely."""
_A_FEW: Final = 3
_SHARE: Final = 20
"""One of so many numbers may be exchanged for others."""
_HASH: Final = 8
"""Bytes of a hash."""
_PART: Final = 10_000

# A longer list is remembered at once, a shorter one when the memory is old.
_NOTE: Final = """
INSERT INTO suppression VALUES (?, ?, ?)
ON CONFLICT (list) DO UPDATE SET numbers = excluded.numbers, seen_at = excluded.seen_at
WHERE excluded.numbers >= numbers OR abs(excluded.seen_at - seen_at) > ?
"""
# A sample that still has all numbers of the last one is remembered at once, another one when the memory is old.
_KNOWN: Final = "SELECT hashes, seen_at FROM suppression_sample WHERE list = ?"
_NOTE_SAMPLE: Final = "INSERT OR REPLACE INTO suppression_sample VALUES (?, ?, ?)"


class _Seen(NamedTuple):
    """What is to be remembered of a list."""

    numbers: int
    sample: tuple[bytes, ...]
    """Hashes in order."""


class SuppressionMemory:
    """The memory of one journal. It is written with the next claim, so that a dry run, which claims nothing, changes nothing."""

    def __init__(
        self,
        journal: Path,
        transaction: Callable[[], AbstractContextManager[sqlite3.Connection]],
        key: HmacKey,
        clock: Callable[[], float],
    ) -> None:
        self._journal, self._transaction, self._key, self._clock = journal, transaction, key, clock
        self._seen: dict[str, _Seen] = {}

    def refuse_loss(self, path: Path, found: Suppressed, others: Iterable[Suppressed] = ()) -> None:
        """Compare a list with what is remembered of it.

        :param path: of the list.
        :param found: its numbers now.
        :param others: the other lists of the run: numbers that moved there are not lost. They are read only if many are missing.
        :raises RecipientsError: if many are missing, saying how to accept that.
        """
        name = self._name(path)
        with self._transaction() as db:
            count = db.execute("SELECT numbers FROM suppression WHERE list = ?", (name,)).fetchone()
            known = db.execute(_KNOWN, (name,)).fetchone()
        if count is None:
            return
        sample = set(_cut(known[0])) if known else set()
        gone = missing = self._without(sample, found)
        shorter = is_sudden(count[0] - len(found), count[0])
        if not shorter and not _is_another(len(gone), len(sample)):
            return
        for other in others:
            gone = self._without(gone, other)
        if len(gone) < len(missing):  # its length says nothing: numbers moved to another list
            shorter = is_sudden(len(gone), len(sample))
        if not shorter and not _is_another(len(gone), len(sample)):
            return
        if shorter and len(gone) == len(missing):
            what = f"has {plural(len(found), 'number')}, but it had {count[0]:,} when messages of this journal were last sent: it may be cut, or another list"
        else:
            of = f"{len(gone):,} of {plural(len(sample), 'number')}" + (" looked at" if count[0] > len(sample) else "")
            what = f"has {plural(len(found), 'number')}, but {of} that it had when messages of this journal were last sent are not among them: it may be another list"
        accept = shlex.join(("smslint", "send", "journal", "--journal", str(self._journal), "--accept-shorter"))
        raise RecipientsError(
            f"{path}: this suppression list {what}. Nothing is sent; restore it. If so many people may be texted again, say so "
            f"with: {accept} {shlex.quote(str(path))}"
        )

    def note(self, path: Path, found: Suppressed) -> None:
        """Remember, with the next claim, what a list has."""
        smallest: list[bytes] = []
        for part in self._hashes(found):
            smallest = nsmallest(SAMPLE, {*smallest, *part})
        self._seen[self._name(path)] = _Seen(len(found), tuple(smallest))

    def write(self) -> None:
        """Write what is to be remembered."""
        if not self._seen:
            return
        seen, now = dict(self._seen), self._clock()
        with self._transaction() as db:
            for name, each in seen.items():
                db.execute(_NOTE, (name, each.numbers, now, SUDDEN_SECONDS))
                known = db.execute(_KNOWN, (name,)).fetchone()
                if known is None or _is_all_of(known[0], each.sample) or abs(now - known[1]) > SUDDEN_SECONDS:
                    db.execute(_NOTE_SAMPLE, (name, b"".join(each.sample), now))
        for name, each in seen.items():  # it is on the disk, unless another thread has read the list anew since
            if self._seen.get(name) == each:
                self._seen.pop(name, None)

    def accept(self, path: str | Path) -> None:
        """Apply a person's decision: a list may be shorter or another one. It is remembered anew with the next message.

        :raises JournalError: if the journal remembers no such list.
        """
        name = self._name(path)
        with self._transaction() as db:
            found = db.execute("DELETE FROM suppression WHERE list = ?", (name,)).rowcount
            db.execute("DELETE FROM suppression_sample WHERE list = ?", (name,))
        if not found:
            raise JournalError(f"the journal {self._journal} remembers no suppression list {path}")

    def _name(self, path: str | Path) -> str:
        return self._key.path(os.path.abspath(path))  # noqa: PTH100 (the name as it was given: a link may lead elsewhere tomorrow)

    def _without(self, wanted: set[bytes], found: Suppressed) -> set[bytes]:
        """Which of some hashes are of no number of a list."""
        if not wanted:
            return wanted
        return wanted.difference(*self._hashes(found))

    def _hashes(self, found: Suppressed) -> Iterator[list[bytes]]:
        """The hashes of the numbers of a list, in parts, because it may have millions."""
        keys = found.keys()
        for start in range(0, len(keys), _PART):
            yield self._key.suppressed(keys[start : start + _PART], _HASH)


def _is_another(gone: int, sample: int) -> bool:
    """Whether so many numbers of a sample are gone that people cannot have left the list one by one.

    :param gone: how many of the sample are on no list of the run.
    """
    return gone > max(_A_FEW, sample // _SHARE) or gone == sample > 1


def _is_all_of(known: bytes, sample: tuple[bytes, ...]) -> bool:
    """Whether a sample has all of an earlier one, as far as it goes: of a longer list, it ends at a smaller hash."""
    last = sample[-1] if len(sample) == SAMPLE else b"\xff" * (_HASH + 1)
    return {each for each in _cut(known) if each <= last} <= set(sample)


def _cut(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH)]
