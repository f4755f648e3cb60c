"""Suppression lists for senders: read again when they change, so that an opt-out applies to the next message."""

from __future__ import annotations

import time
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.errors import RecipientsError
from smslint.recipients.policy import home_region
from smslint.recipients.suppression import SUDDEN_SECONDS, Suppressed, is_sudden, missing, others_of
from smslint.sending.unknown import once
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smslint.recipients.suppression import Memory
    from smslint.sending.arguments import Numbers


_Stamp: TypeAlias = tuple[tuple[int, ...], ...]
_TRIES: Final = 5
_PAUSE: Final = 0.05
"""How often a list that is being written is read again, and the pause between, in seconds."""
_LONGEST_NUMBER: Final = 16
"""Characters of a number in E.164 form, with its plus sign."""


def is_listed(number: str, numbers: Numbers) -> bool:
    """Whether a recipient is among the numbers not to text.

    :param number: in E.164 form; other text is not listed.
    """
    # A longer text is no number, and Python refuses to read thousands of digits.
    return len(number) <= _LONGEST_NUMBER and number[1:].isdecimal() and int(number[1:]) in numbers


@lru_cache(maxsize=16)
def suppression_file(path: Path, regions: tuple[str, ...], *, allow_empty: bool | None) -> SuppressionFiles:
    """One list for all guards of a process that name it: a sudden loss is seen by all, and it is read once."""
    return SuppressionFiles([path], home_region(None, regions), allow_empty=allow_empty)


class SuppressionFiles:
    """Numbers not to text, as integers. A missing or unreadable list stops the sending, because opt-outs would be ignored;
    so does one that suddenly loses many numbers.

    :param region: the country of numbers without a calling code.
    :param allow_empty: whether a list may have no numbers, or fewer than entries that are none; by default not.
    :param memory: of a journal: what each list had in earlier runs.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        region: str | None = None,
        *,
        allow_empty: bool | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._paths, self._region, self._allow_empty, self._memory = tuple(paths), region, allow_empty, memory
        self._lock = Lock()
        self._stamps: dict[Path, _Stamp] = {}
        self._numbers: dict[Path, Suppressed] = {}
        self._complete: dict[Path, tuple[float, Suppressed]] = {}

    def read(self) -> None:
        """Read the list now, so that one that is missing fails where it is named. Entries that protect nobody are said once.

        :raises RecipientsError: if it cannot be read.
        """
        from smslint.recipients.suppression_files import said_unreadable

        with self._lock:
            self._refresh()
            for path, found in self._numbers.items():
                if words := said_unreadable(path, found):
                    once(words)

    def __contains__(self, number: int) -> bool:
        """Whether a number is on the current list; :class:`~smslint.errors.RecipientsError` if the list cannot be read."""
        with self._lock:
            self._refresh()
            return any(number in found for found in self._numbers.values())

    def _refresh(self) -> None:
        """Read the lists that have changed. What is refused is read again for the next message."""
        changed = {}
        for path in self._paths:
            stamp = _stamp(path)
            if stamp != self._stamps.get(path):
                changed[path] = self._read(path, stamp)
        if not changed:
            return
        lists = {**self._numbers, **{path: found for path, (found, _) in changed.items()}}
        if self._memory is not None:
            for path in changed:
                self._memory.refuse_loss(path, lists[path], others_of(path, lists))
            for path in changed:
                self._memory.note(path, lists[path])
        self._numbers = lists
        self._stamps.update((path, stamp) for path, (_, stamp) in changed.items())

    def _read(self, path: Path, stamp: _Stamp) -> tuple[Suppressed, _Stamp]:
        """The numbers, read while nobody wrote, and the stamp of the file."""
        from smslint.recipients.suppression_files import load, refuse_useless

        for _ in range(_TRIES):
            found, failure = Suppressed(), None
            try:
                found = load(path, self._region, allow_empty=True)
            except RecipientsError as error:
                failure = error
            after = _stamp(path)
            if after == stamp:
                if failure is not None:
                    raise failure
                self._compare(path, found)
                if not self._allow_empty:
                    refuse_useless(path, found)
                return found, stamp
            stamp = after
            time.sleep(_PAUSE)
        raise RecipientsError(
            f"{path}: this suppression list changes all the time, so it cannot be read; nothing is sent."
        )

    def _compare(self, path: Path, found: Suppressed) -> None:
        """Refuse a list that lost many numbers within an hour, also if they disappeared one by one."""
        since, before = self._complete.get(path, (0.0, None))
        if before is not None:
            _refuse_loss(path, before, found)
        now = time.monotonic()
        if before is None or len(found) >= len(before) or now - since > SUDDEN_SECONDS:
            self._complete[path] = now, found


def _refuse_loss(path: Path, before: Suppressed, found: Suppressed) -> None:
    """Refuse a list that lost many numbers at once.

    :raises RecipientsError: if more than one number is missing and more than one of a hundred.
    """
    lost = missing(before, found)
    if is_sudden(lost, len(before)):
        raise RecipientsError(
            f"{path}: {lost:,} of the {plural(len(before), 'number')} of this suppression list disappeared while messages are sent: it is "
            "damaged, or being written. Nothing more is sent; start again when the list is complete."
        )


def _stamp(path: Path) -> _Stamp:
    """Times, size and identity of the file, and of the log that SQLite may keep next to it.

    The time of a change of the file's data can be set back by its writer, so the time of any change counts too. Not of the log: when
    root reads it, SQLite sets its owner each time.
    """
    stamps = []
    for each in (path, path.with_name(path.name + "-wal")):
        try:
            found = each.stat()
        except FileNotFoundError:
            if each == path:
                raise RecipientsError(f"{path}: there is no suppression list here, so nothing is sent.") from None
        except OSError as error:
            raise RecipientsError(f"{path}: {error.strerror or error}; nothing is sent.") from None
        else:
            changed = found.st_ctime_ns if each == path else 0
            stamps.append((found.st_mtime_ns, changed, found.st_size, found.st_ino))
    return tuple(stamps)
