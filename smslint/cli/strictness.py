"""``--strict``: what is unknown fails a command, in one sense for all commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.cli.printing import echo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--strict``, shared by the commands that say what is unknown."""
    import click

    return click.option("--strict", is_flag=True, help="Also fail if something is unknown or could not be parsed.")(
        function
    )


def fails(strict: bool, complete: bool, lines: Iterable[str] = ()) -> bool:
    """Whether a run fails because it is strict and not everything is known; says so on standard error.

    :param lines: the lines of its printed report that say what is unknown: ``not known: brand``.
    """
    if not strict or complete:
        return False
    named = dict.fromkeys(f"'{line.partition(':')[0]}:'" for line in lines)
    where = f"the lines that begin with {' and '.join(named)}" if named else "the coverage in the report"
    echo(f"error: --strict: something is unknown or could not be parsed; see {where}", err=True)
    return True
