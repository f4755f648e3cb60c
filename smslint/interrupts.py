"""Ctrl-C, and the signals that ask a process to end, while something is done that must not stop halfway."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_HELD: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_BLOCKS: Final = hasattr(signal, "pthread_sigmask")
"""Windows has none."""


@contextmanager
def deferred() -> Iterator[None]:
    """Handle them afterwards. Main thread only: no other one is interrupted.

    What is started meanwhile inherits this, until it calls :func:`leave`: or a process that is still loading Python would print a traceback.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    # To block them is not enough: another thread, such as one of Arrow, would get them, and this one would be interrupted.
    handlers = {each: what for each in _HELD if (what := signal.getsignal(each)) not in {signal.SIG_IGN, None}}
    for each in handlers:
        signal.signal(each, lambda number, _: came.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD) if _BLOCKS else set()
    try:
        yield
    finally:
        if _BLOCKS:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for each, what in handlers.items():
            signal.signal(each, what)
        if came:
            signal.raise_signal(came[0])


def leave() -> None:
    """In a process that another one has started: only the first one handles Ctrl-C, and what else asks to end ends it at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in _HELD[1:]:
        if callable(signal.getsignal(each)):
            signal.signal(each, signal.SIG_DFL)
    if _BLOCKS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
