"""Shared by the ``send`` commands: options, the key, the journal, and the question before anything is sent."""

from __future__ import annotations

import math
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint import clock
from smslint.cli.printing import say
from smslint.errors import ConfigError
from smslint.vocabulary import OCTOPODS_API

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from smslint.project.config import Config
    from smslint.sending.journal.journal import Journal
    from smslint.sending.key import ApiKey
    from smslint.sending.pace import Pace


_BASE = click.option(
    "--base", default=OCTOPODS_API, show_default=True, metavar="URL", help="The address of the API (https)."
)
_KEY_FILE = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="A file with the API key; by default the key is in OCTOPODS_API_KEY.",
)


class FiniteNumber(click.FloatRange):
    """A number in a range: what is not a number is in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        found = float(super().convert(value, param, ctx))
        if not math.isfinite(found):
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return found


def campaign_option(text: str) -> Callable[..., Any]:
    """The option that names a campaign, with its help."""
    return click.option("--campaign", metavar="NAME", callback=_campaign, help=text)


def _campaign(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from smslint.arguments import must_be_campaign

    must_be_campaign(value)
    return value


_SENDING = (
    click.option("--journal", "journal_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                 help="A file that records each message, so that none is sent twice. Required for a list."),
    campaign_option("The campaign: it sends the same text to a number only once. By default the template's name."),
    click.option("--changed-text", type=click.Choice(("skip", "send")),
                 help="Recipients who got an earlier wording of the campaign: skip them, or send to them too. By default, ask."),
    click.option("--dry-run", is_flag=True, help="Check everything and show what would be sent. Sends nothing."),
    click.option("-y", "--yes", is_flag=True, help="Do not ask: for scripts."),
    click.option("--at", metavar="TIME", help="With --dry-run: check for this time, such as 2026-12-01T10:00-05:00."),
    click.option("--plan", "plan_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                 help="Follow this plan of smslint preflight --plan: send to those whose time has come, and say until when the others wait."),
    click.option("--prices", metavar="CARD", help="A rate card: a file, or reference:NAME for an included one."),
    click.option("--max-cost", metavar="AMOUNT", help="Stop before the run costs more than this: 250, or 250 USD."),
    click.option("--rate", type=FiniteNumber(0, min_open=True), metavar="N", help="At most this many messages per second."),
    click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
    _BASE,
    _KEY_FILE,
)  # fmt: skip


def sending_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of sending to a command."""
    for option in reversed(_SENDING):
        function = option(function)
    return function


def asking_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that a command needs to ask the provider."""
    return _BASE(_KEY_FILE(function))


def api_key(path: Path | None) -> ApiKey:
    """The key from the file, or from the environment. Prints a warning about the file in one line.

    :raises ConfigError: if there is none.
    """
    from smslint.sending.key import ApiKey

    if path is None:
        return ApiKey.from_env()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        key = ApiKey.from_file(path)
    for warning in caught:
        say(f"warning: {warning.message}", err=True)
    return key


def moment(options: Mapping[str, Any]) -> dt.datetime | None:
    """The planned time of a dry run.

    :raises click.UsageError: for a time without ``--dry-run``: the provider always sends immediately.
    """
    word = options["at"]
    if word is None:
        return None
    if not options["dry_run"]:
        raise click.UsageError("--at needs --dry-run: the provider sends immediately. Run the command at that time")
    return clock.moment(word, "--at")


def pace(config: Config, options: Mapping[str, Any]) -> Pace | None:
    """The rate limit of the command or the project."""
    from smslint.sending.pace import pace_of

    return pace_of(config.sending, options["rate"])


def open_journal(path: Path | None, *, dry_run: bool = False, must_exist: bool = False) -> Journal | None:
    """The journal at a path. A dry run does not create one: it only reads an existing one.

    :raises ConfigError: if it must exist and does not.
    """
    from smslint.sending.journal.journal import Journal

    if path is None or (dry_run and not path.exists()):
        return None
    if must_exist and not path.exists():
        raise ConfigError(f"{path}: there is no journal here")
    return Journal(path)


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the user agrees; ``--yes`` agrees in advance.

    :raises click.UsageError: if there is no terminal to ask on.
    """
    if yes:
        return True
    if not interactive():
        raise click.UsageError(
            "there is no terminal to ask on: add --yes to send without asking, or --dry-run to only check"
        )
    return click.confirm(question, default=False)


def interactive() -> bool:
    """Whether there is an interactive terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
