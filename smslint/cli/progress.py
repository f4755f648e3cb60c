"""A progress bar on standard error: only on a terminal, gone when the work is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self, TextIO

_EVERY: Final = 0.1
_WIDTH: Final = 24


class Progress:
    """Told bytes and rows, it says how far, how fast and how much longer."""

    def __init__(self, size: int, stream: TextIO | None = None) -> None:
        self._size = size
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._start = self._last = time.monotonic()

    def __call__(self, done: int, rows: int) -> None:
        if not self._shown:
            return
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            self._stream.write(f"\r\x1b[2K{line(done, rows, self._size, now - self._start)}")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()


def line(done: int, rows: int, size: int, seconds: float) -> str:
    """``[########----------------]  33 %  1,204,000 rows  612,000 rows/s  4 s left``."""
    rate = rows / seconds if seconds > 0 else 0.0
    said = f"{rows:>11,} rows  {rate:>9,.0f} rows/s"
    if not size or not done:
        return said
    share = min(done / size, 1.0)
    full = round(share * _WIDTH)
    left = seconds * (1 - share) / share
    return f"[{'#' * full}{'-' * (_WIDTH - full)}] {share:4.0%}  {said}  {_duration(left)} left"


def _duration(seconds: float) -> str:
    whole = int(seconds + 0.5)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60:02} s"
