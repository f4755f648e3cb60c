"""The options that say whom a list may reach, shared by ``recipients`` and ``preflight``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.recipients.screen import Policy

_OPTIONS = (
    click.option("--phone-column", metavar="NAME", help="The column of phone numbers: its name, or its number from 1."),
    click.option("--region", metavar="ISO2", help="Where numbers without a country code are from; only suggests."),
    click.option(
        "--suppress", "suppress", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help="Numbers not to text: text, CSV, JSON Lines or SQLite. May be repeated.",
    ),
    click.option("--enabled", metavar="US,CA", help="The countries that you text; others are refused (NUM005)."),
    click.option("--require-consent", is_flag=True, help="Refuse rows whose consent is unknown: empty is not yes."),
    click.option("--accept-suggestions", is_flag=True, help="Take a lost plus and the like as repaired."),
    click.option("--encoding", metavar="NAME", help="The list's encoding, where the detection is wrong."),
    click.option("--show-numbers", is_flag=True, help="Show phone numbers whole. They are masked otherwise."),
)  # fmt: skip


def list_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def policy(options: dict[str, Any]) -> Policy:
    """The policy that the options state.

    :raises ConfigError: for a word that is no region.
    :raises RecipientsError: for a suppression list that cannot be read.
    """
    from smslint.recipients.screen import make_policy

    announce()
    return make_policy(
        options["suppress"], region=options["region"], enabled=countries(options["enabled"]),
        accept_suggestions=options["accept_suggestions"], require_consent=options["require_consent"],
    )  # fmt: skip


def countries(words: str | None) -> tuple[str, ...]:
    """The words of ``--enabled``."""
    return tuple(word.strip() for word in (words or "").split(",") if word.strip())


def announce() -> None:
    """A word to whoever waits for a plan that is compiled once after an upgrade."""
    from smslint.numbers.store import pending

    if version := pending():
        click.echo(
            f"Compiling the numbering plan of phonenumbers {version}, once: this takes a few seconds ...", err=True
        )
