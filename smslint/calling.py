"""The name of an option where the user gave it: an argument in Python, a flag on the command line.

Errors deep in the library name the invalid option, but only the caller knows whether it was a flag or an argument. The command
line calls :func:`by_flags` once; otherwise an option is an argument.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS: Final = {"values": "--set", "columns": "--column", "suppression": "--suppress"}
"""Flags whose name differs from the argument."""
_of_commands: Final[ContextVar[bool]] = ContextVar("of_commands", default=False)


def called(argument: str, written: str = "", flagged: str | None = None) -> str:
    """An option as the user wrote it: ``max_cost``, or ``--max-cost``.

    :param written: its value as Python writes it: ``key='sms.welcome'``, ``--key 'sms.welcome'``.
    :param flagged: its value on the command line, if that is different.

    >>> called("phone_column", "'Tel'")
    "phone_column='Tel'"
    """
    if _of_commands.get():
        value = written if flagged is None else flagged
        return f"{_FLAGS.get(argument) or '--' + argument.replace('_', '-')}{' ' if value else ''}{value}"
    return f"{argument}{'=' if written else ''}{written}"


@contextmanager
def by_flags() -> Iterator[None]:
    """Name options by their flags while a command runs."""
    before = _of_commands.set(True)
    try:
        yield
    finally:
        _of_commands.reset(before)
