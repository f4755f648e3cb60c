"""The options of ``check`` and ``baseline`` that choose files, rules and settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from smslint.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

config_option: Final = click.option(
    "--config",
    "configs",
    multiple=True,
    metavar="FILE|KEY=VALUE",
    help="Use this file instead of the closest smslint.yaml, or state a setting, such as rules.LEN002=off. May be repeated.",
)
_CHOOSING: Final = (
    config_option,
    click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
    click.option(
        "--select", multiple=True, metavar="CODES", help="Run only these rules: codes, names or prefixes, separated by commas."
    ),
    click.option("--extend-select", multiple=True, metavar="CODES", help="Run these rules besides those that are selected."),
    click.option("--ignore", multiple=True, metavar="CODES", help="Do not run these rules."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out these files of folders too, as exclude: does. May be repeated."),
    click.option("--allow-empty", is_flag=True, help="Pass even if there is nothing to check."),
    click.option("--no-gitignore", is_flag=True, help="In folders, also check files that .gitignore excludes."),
    click.option("--dialect", help="Read every message in this template dialect."),
    click.option("--kind", type=click.Choice(KINDS), help="The kind of message."),
    click.option("--region", "regions", multiple=True, metavar="ISO2", help="Country of the recipients, such as US. May be repeated."),
    click.option("--provider", help="The provider that sends the messages, such as twilio."),
    click.option("--brand", help="The sender's name as recipients know it."),
)  # fmt: skip
_RUNNING: Final = (
    click.option(
        "--force-exclude", is_flag=True, help="Apply files: and exclude: to files named on the command line too (pre-commit)."
    ),
    click.option("--no-cache", is_flag=True, help="Check every file again. By default, runs over folders use .smslint_cache/."),
    click.option("--cache-dir", type=click.Path(path_type=Path), help="Keep the cache in this folder, for single files too."),
)  # fmt: skip


def choosing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose files, rules and settings to a command."""
    for option in reversed(_CHOOSING):
        function = option(function)
    return function


def project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose files, rules and settings to a command that hooks run, with a cache."""
    for option in reversed(_RUNNING):
        function = option(function)
    return choosing_options(function)
