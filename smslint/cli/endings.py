"""The signals that ask a process to end act like Ctrl-C: what was begun is finished or taken back, and no temporary copy of a list remains."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: Final = ("SIGTERM", "SIGHUP")


@contextmanager
def as_interrupts() -> Iterator[list[int]]:
    """Let SIGTERM and SIGHUP do what Ctrl-C does, where nobody ignores them; the list has those that came. Main thread only."""
    came: list[int] = []

    def handler(number: int, frame: object) -> None:
        came.append(number)
        interrupt = signal.getsignal(signal.SIGINT)
        # A job in the background ignores Ctrl-C, and ends all the same when it is asked to.
        (interrupt if callable(interrupt) else signal.default_int_handler)(number, frame)  # type: ignore[arg-type]

    before = {each: signal.getsignal(each) for each in _present()}
    ours = [each for each, what in before.items() if what is signal.SIG_DFL]
    for each in ours:
        signal.signal(each, handler)
    try:
        yield came
    finally:
        for each in ours:
            signal.signal(each, before[each])


def _present() -> list[int]:
    """Those of the signals that the system has: Windows has no SIGHUP."""
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
