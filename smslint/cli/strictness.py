"""``--strict``: what is unknown fails a command, in one sense for all commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.cli.printing import echo
from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--strict``, shared by the commands that say what is unknown."""
    import click

    return click.option("--strict", is_flag=True, help="Also fail if something is unknown or could not be parsed.")(
        function
    )


MOST_NAMED: Final = 20
"""The most unknowns that are named one by one."""


def fails(strict: bool, unknown: Iterable[str]) -> bool:
    """Whether a run fails because it is strict and not everything is known; names each unknown on standard error.

    :param unknown: what is unknown, each with its place if it has one: ``a.txt:3: the kind of 2 messages``.
    """
    if not strict:
        return False
    named = list(dict.fromkeys(unknown))
    if not named:
        return False
    more = [f"and {len(named) - MOST_NAMED:,} more"] if len(named) > MOST_NAMED else []
    lines = (f"\n  {each}" for each in map(visible, [*named[:MOST_NAMED], *more]))
    echo(f"error: --strict: something is unknown or could not be parsed:{''.join(lines)}", err=True)
    return True
