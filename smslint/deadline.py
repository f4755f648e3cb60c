"""A call that must end in time, whatever it waits for."""

from __future__ import annotations

from concurrent.futures import Future
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")


class TooLateError(Exception):
    """A call took longer than it may."""


def within(seconds: float, call: Callable[[], _Answer]) -> _Answer:
    """What a call returns or raises.

    In a thread of its own, because a timeout of a connection limits only the wait for each piece: a server that sends one byte at a time
    would hold the caller for ever. A call that is late goes on, and nobody waits for it.

    :raises TooLateError: after so many seconds.
    """
    done = Future[_Answer]()

    def work() -> None:
        try:
            done.set_result(call())
        except BaseException as error:  # noqa: BLE001 (it is raised in the thread of the caller)
            done.set_exception(error)

    Thread(target=copy_context().run, args=(work,), name="smslint-exchange", daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError:
        if done.done():
            raise  # of the call itself
        raise TooLateError from None
