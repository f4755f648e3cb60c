"""A progress bar for runs over many files: on a terminal, once a second has passed. Never in a pipe, never in a log."""

from __future__ import annotations

import os
import sys
import time
from typing import Final

_AFTER: Final = 1.0
_EVERY: Final = 0.1
_WIDTH: Final = 24


class FileProgress:
    """Counts files and draws on standard error; ``close`` leaves the line as it was."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._start = self._drawn = time.monotonic()
        self._on = sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"

    def step(self) -> None:
        """One more file is done."""
        self.done += 1
        if not self._on:
            return
        now = time.monotonic()
        if now - self._start > _AFTER and now - self._drawn > _EVERY:
            self._drawn = now
            full = _WIDTH * self.done // max(self.total, 1)
            sys.stderr.write(f"\r\x1b[2K[{'#' * full}{'-' * (_WIDTH - full)}] {self.done:,} of {self.total:,} files")
            sys.stderr.flush()

    def close(self) -> None:
        """Take the bar away."""
        if self._on and self._drawn > self._start:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
