"""Run one function in several forked copies of this process, each with a share of the work.

A fork inherits everything that this process has read and compiled. Unlike a pool of ``concurrent.futures``, it needs no import of its
own, which takes as long as checking thirty files, and no thread that passes work on.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from smslint import interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = TypeVar("Answer")

MOST: Final = 1_000
"""The most pieces of work: their numbers wait in one pipe, and the smallest pipe has room for a thousand."""
_NUMBER: Final = 4
_SIZE: Final = 8
"""The bytes of the number of a piece, and of the size of an answer."""


def answers(work: Callable[[int], Answer], pieces: int, processes: int) -> Iterator[Answer]:
    """``work(number)`` for each number below ``pieces``, in any order.

    A process that is killed, or in which the function raises an exception, leaves out the piece that it was working on: the caller
    does what is missing, and gets the exception then.

    :param pieces: at most :data:`MOST`.
    """
    import select

    numbers, give = os.pipe()
    os.write(give, b"".join(number.to_bytes(_NUMBER, "big") for number in range(pieces)))
    os.close(give)  # who finds no more numbers has finished
    children: dict[int, int] = {}
    waiting = select.poll()
    try:
        for _ in range(processes):
            pipe, answer = os.pipe()
            with interrupts.deferred():  # or a child could answer it as if it were this process
                child = os.fork()
                if child == 0:
                    for each in (pipe, *children):
                        os.close(each)  # or the children would wait for one another if this process is killed
                    _live(work, numbers, answer)
                os.close(answer)
                children[pipe] = child
            waiting.register(pipe, select.POLLIN)
        while children:
            for pipe, _ in waiting.poll():
                head = _read(pipe, _SIZE)
                body = _read(pipe, int.from_bytes(head, "big")) if head else b""
                if body:
                    yield pickle.loads(body)  # noqa: S301 (what a copy of this process has written)
                else:
                    waiting.unregister(pipe)
                    _end(pipe, children.pop(pipe))
    finally:
        os.close(numbers)
        for pipe, child in children.items():  # the caller wants no more answers
            os.kill(child, signal.SIGKILL)
            _end(pipe, child)


def serve(work: Callable[[int], object], numbers: int, answer: int) -> None:
    """Take one number after another from a pipe, and write each answer to another pipe: its size, then the answer itself."""
    while number := os.read(numbers, _NUMBER):  # whole, because all are of one size
        body = pickle.dumps(work(int.from_bytes(number, "big")), pickle.HIGHEST_PROTOCOL)
        left = memoryview(len(body).to_bytes(_SIZE, "big") + body)
        while left:
            left = left[os.write(answer, left) :]


def _live(work: Callable[[int], object], numbers: int, answer: int) -> NoReturn:
    """What a child does. It ends without what this process does at its end, such as writing what is left in its buffers."""
    try:
        interrupts.leave()
        gc.freeze()  # what is inherited is never freed: the garbage collector need not look at it
        serve(work, numbers, answer)
    finally:
        os._exit(0)


def _read(pipe: int, size: int) -> bytes:
    """So many bytes; nothing if the child ends before."""
    found = b""
    while len(found) < size:
        more = os.read(pipe, size - len(found))
        if not more:
            return b""
        found += more
    return found


def _end(pipe: int, child: int) -> None:
    os.close(pipe)
    os.waitpid(child, 0)
