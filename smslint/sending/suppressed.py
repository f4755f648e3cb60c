"""The suppression list as a sender sees it: read again when it changes, so that an opt-out counts from the next message on."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.recipients.suppression import Suppressed


class SuppressionFile:
    """Numbers not to text, as integers. A list that is not there, or cannot be read, stops the sending: nobody may be
    texted on the ground that the list of those who may not was lost.
    """

    def __init__(self, path: Path, region: str | None = None) -> None:
        self._path, self._region = path, region
        self._lock = Lock()
        self._stamp: tuple[tuple[int, int], ...] | None = None
        self._numbers: Suppressed | None = None

    def __contains__(self, number: int) -> bool:
        """Whether a number is on the list as it is now; :class:`~smslint.errors.RecipientsError` when nobody can know."""
        with self._lock:
            # Stamped before reading: a change meanwhile is seen at the next message.
            stamp = self._now()
            if self._numbers is None or stamp != self._stamp:
                from smslint.recipients.suppression import load

                self._numbers, self._stamp = load(self._path, self._region), stamp
            return number in self._numbers

    def _now(self) -> tuple[tuple[int, int], ...]:
        """Time and size of the file, and of the log that SQLite may keep beside it."""
        stamps = []
        for path in (self._path, self._path.with_name(self._path.name + "-wal")):
            try:
                found = path.stat()
            except FileNotFoundError:
                if path == self._path:
                    raise RecipientsError(f"{path}: there is no suppression list here, so nothing is sent.") from None
            except OSError as error:
                raise RecipientsError(f"{path}: {error.strerror or error}; nothing is sent.") from None
            else:
                stamps.append((found.st_mtime_ns, found.st_size))
        return tuple(stamps)
