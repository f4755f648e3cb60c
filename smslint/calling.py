"""What an option is called where the person gave it: the name of an argument in Python, the flag of a command in a terminal.

Errors deep in the library name the option that was wrong; only the door that was taken knows how it is called there. The command
line says once that its flags are meant; otherwise an option is an argument.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS: Final = {"values": "--set", "suppression": "--suppress"}
"""The flags that are not called as the argument is."""
_of_commands: Final[ContextVar[bool]] = ContextVar("of_commands", default=False)


def called(argument: str, written: str = "", flagged: str | None = None) -> str:
    """An option as whoever gave it calls it: ``max_cost``, or ``--max-cost``.

    :param written: the value behind it, as Python writes it: ``key='sms.welcome'``, ``--key 'sms.welcome'``.
    :param flagged: the value as the command line has it, where that is another.

    >>> called("phone_column", "'Tel'")
    "phone_column='Tel'"
    """
    if _of_commands.get():
        value = written if flagged is None else flagged
        return f"{_FLAGS.get(argument) or '--' + argument.replace('_', '-')}{' ' if value else ''}{value}"
    return f"{argument}{'=' if written else ''}{written}"


@contextmanager
def by_flags() -> Iterator[None]:
    """While a command runs, options are called by their flags."""
    before = _of_commands.set(True)
    try:
        yield
    finally:
        _of_commands.reset(before)
