"""``--strict``: what is unknown fails a command, in one sense for all commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.cli.printing import echo

if TYPE_CHECKING:
    from collections.abc import Callable


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--strict``, shared by the commands that say what is unknown."""
    import click

    return click.option("--strict", is_flag=True, help="Also fail if something is unknown or could not be parsed.")(
        function
    )


def fails(strict: bool, complete: bool) -> bool:
    """Whether a run fails because it is strict and not everything is known; says so on standard error."""
    if not strict or complete:
        return False
    echo("error: --strict: something is unknown or could not be parsed; see the coverage in the report", err=True)
    return True
