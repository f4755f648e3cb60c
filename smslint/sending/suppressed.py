"""Suppression lists for senders: read again when they change, so that an opt-out applies to the next message."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smslint.recipients.suppression import Suppressed


class SuppressionFiles:
    """Numbers not to text, as integers. A missing or unreadable list stops the sending, because opt-outs would be ignored.

    :param region: the country of numbers without a calling code.
    """

    def __init__(self, paths: Sequence[Path], region: str | None = None) -> None:
        self._paths, self._region = tuple(paths), region
        self._lock = Lock()
        self._stamps: dict[Path, tuple[tuple[int, int], ...]] = {}
        self._numbers: dict[Path, Suppressed] = {}

    def __contains__(self, number: int) -> bool:
        """Whether a number is on the current list; :class:`~smslint.errors.RecipientsError` if the list cannot be read."""
        with self._lock:
            return any(number in self._fresh(path) for path in self._paths)

    def _fresh(self, path: Path) -> Suppressed:
        # Stamped before reading: a change during the read is noticed at the next message.
        stamp = _stamp(path)
        if path not in self._numbers or stamp != self._stamps[path]:
            from smslint.recipients.suppression_files import load

            self._numbers[path], self._stamps[path] = load(path, self._region), stamp
        return self._numbers[path]


def _stamp(path: Path) -> tuple[tuple[int, int], ...]:
    """Time and size of the file, and of the log that SQLite may keep next to it."""
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
            stamps.append((found.st_mtime_ns, found.st_size))
    return tuple(stamps)
