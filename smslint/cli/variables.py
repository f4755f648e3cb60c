"""Options of ``check`` in the environment: ``SMSLINT_FORMAT``, ... Only what cannot turn a red run green is read, and each is named when it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from smslint.cli.printing import say
from smslint.user_cache import STATED as CACHE_DIR

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "SMSLINT_"
READ: Final = ("format", "color", "fail-level", "strict", "no-cache", "extend-select")
"""The options that are read: how a report looks, and what makes a run stricter."""
OPENING: Final = {"SMSLINT_FAIL_LEVEL": ("never",)}
"""Values that would open a gate."""


def with_variables(context: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a command with those that the environment states; the command line overrides it. Says which it uses, and which not.

    :raises UsageError: for an invalid value, and for one that would open a gate.
    """
    found = dict(options)
    for parameter in context.command.params:
        option = max(parameter.opts, key=len).removeprefix("--")
        variable = PREFIX + option.upper().replace("-", "_")
        value = os.environ.get(variable, "")
        if not value or variable == CACHE_DIR or not isinstance(parameter, click.Option) or parameter.name is None:
            continue
        if option not in READ:
            say(f"warning: {variable} is not read: only the command line can state --{option}", err=True)
        elif context.get_parameter_source(parameter.name) is not click.core.ParameterSource.COMMANDLINE:
            found[parameter.name] = _read(parameter, variable, value, context)
            say(f"note: --{option} is {value}, from {variable}", err=True)
    return found


def _read(parameter: click.Option, variable: str, value: str, context: click.Context) -> Any:
    if value in OPENING.get(variable, ()):
        raise click.UsageError(f"{variable}={value}: only the command line can let every run pass", context)
    try:
        return parameter.type_cast_value(context, (value,) if parameter.multiple else value)
    except click.BadParameter as error:
        raise click.UsageError(f"{variable}: {error.message}", context) from None
