"""What the ``send`` commands share: their options, the key, the journal, the question before anything leaves."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint import clock
from smslint.errors import ConfigError
from smslint.vocabulary import OCTOPODS_API

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from smslint.project.config import Config
    from smslint.sending.journal.journal import Journal
    from smslint.sending.key import ApiKey
    from smslint.sending.pace import Pace


_BASE = click.option("--base", default=OCTOPODS_API, show_default=True, metavar="URL", help="The API's address: https.")
_KEY_FILE = click.option(
    "--key-file", type=click.Path(path_type=Path), help="A file that holds the API key; else OCTOPODS_API_KEY does."
)
_SENDING = (
    click.option("--journal", "journal_path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                 help="Where intent and fate of each message are kept. A list needs one."),
    click.option("--campaign", metavar="NAME", help="The same words go to a number once in a campaign; the template's name."),
    click.option("--dry-run", is_flag=True, help="Check everything and say what would be sent. Nothing leaves."),
    click.option("-y", "--yes", is_flag=True, help="Do not ask: for scripts."),
    click.option("--at", metavar="TIME", help="With --dry-run: check as of a time, such as 2026-12-01T10:00-05:00."),
    click.option("--prices", metavar="CARD", help="A rate card: a file, or reference:NAME for one that ships."),
    click.option("--max-cost", metavar="AMOUNT", help="Stop before the run costs more: 250, or 250 USD."),
    click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="N", help="Messages a second, at most."),
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
    """The key from the file, or from the environment. A warning about the file is said in one line.

    :raises ConfigError: where there is none.
    """
    from smslint.sending.key import ApiKey

    if path is None:
        return ApiKey.from_env()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        key = ApiKey.from_file(path)
    for warning in caught:
        click.echo(f"warning: {warning.message}", err=True)
    return key


def moment(options: Mapping[str, Any]) -> dt.datetime | None:
    """The planned time of a dry run.

    :raises click.UsageError: for a time without ``--dry-run``: the provider sends at once, whatever the time is.
    """
    word = options["at"]
    if word is None:
        return None
    if not options["dry_run"]:
        raise click.UsageError("--at goes with --dry-run: the provider sends at once. Run the command at that time")
    return clock.moment(word, "--at")


def pace(config: Config, options: Mapping[str, Any]) -> Pace | None:
    """The rate that the project or the command asks for."""
    from smslint.sending.pace import pace_of

    return pace_of(config.sending, options["rate"])


def open_journal(path: Path | None, *, dry_run: bool = False, must_exist: bool = False) -> Journal | None:
    """The journal at a path. A dry run makes none: it reads the one that is there.

    :raises ConfigError: where there has to be one and there is none.
    """
    from smslint.sending.journal.journal import Journal

    if path is None or (dry_run and not path.exists()):
        return None
    if must_exist and not path.exists():
        raise ConfigError(f"{path}: there is no journal here")
    return Journal(path)


def agreed(question: str, *, yes: bool) -> bool:
    """Whether a person wants it; ``--yes`` says so beforehand.

    :raises click.UsageError: where nobody is there to ask.
    """
    if yes:
        return True
    if not interactive():
        raise click.UsageError("there is no terminal to ask on: add --yes to send without asking, or --dry-run to look")
    return click.confirm(question, default=False)


def interactive() -> bool:
    """Whether a person sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()
