"""Ctrl-C while other processes are started: a terminal sends it to all of them, and only the first one answers it."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def deferred() -> Iterator[None]:
    """Handle Ctrl-C afterwards.

    What is started meanwhile inherits this, until it calls :func:`leave`: or a process that is still loading Python would print a traceback.
    Windows has no such thing.
    """
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def leave() -> None:
    """In a process that another one has started: only the first one handles Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
