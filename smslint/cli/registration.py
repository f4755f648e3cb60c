"""``smslint registration``: the campaigns of a project, as they are registered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smslint.cli.terminal import color_option
from smslint.report import FORMATS
from smslint.vocabulary import FAIL_LEVELS, PAGE


@click.group("registration", short_help="Hold what was registered against the rules of its registry.")
def command() -> None:
    """Campaigns and their sample messages, before a registry reads them.

    registration.yaml stands beside smslint.yaml: the brand, and each campaign with its use case, message flow, samples,
    and replies. Nothing is sent anywhere.
    """


@command.command(
    "check",
    short_help="Say why a registration would be refused.",
    epilog="\b\nExamples:\n  smslint registration check\n  smslint registration check registration.yaml --format json",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice((*FORMATS, PAGE)),
    help="The report format; text by default, html is a page for people who write.",
)  # fmt: skip
@click.option("--output", "outputs", multiple=True, metavar="FORMAT=PATH", help="Write a report to a file, too.")
@click.option(
    "--fail-level", type=click.Choice(FAIL_LEVELS), default="error", show_default=True, help="The severity that fails."
)
@click.option("--verbose", is_flag=True, help="Show everything about each finding.")
@color_option
def check(file: Path | None, **options: Any) -> int:
    """Say why a registration would be refused: each field by the rules of its registry, with the code that it would earn.

    FILE is by default the registration.yaml beside smslint.yaml.

    Exit status: 0 clean, 1 findings at or above --fail-level, 2 wrong usage or an invalid file.
    """
    from smslint.cli.registering import check as run

    return run(file, options)


@command.command(
    "init",
    short_help="Write a commented registration.yaml.",
    epilog="\b\nExamples:\n  smslint registration init\n  smslint registration init --force",
)
@click.option("--force", is_flag=True, help="Replace an existing registration.yaml.")
def init(force: bool) -> int:
    """Write a registration.yaml beside smslint.yaml: the brand, a campaign for each kind of message, samples from the templates.

    What no file says is left empty, with a comment on what it is for.
    """
    from smslint.cli.registering import init as run

    return run(force=force)


@command.command(
    "show",
    short_help="Print the fields as a form takes them.",
    epilog="\b\nExamples:\n  smslint registration show --for twilio\n  smslint registration show --for aws --campaign orders",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--for", "registry", metavar="REGISTRY", help="twilio, tcr, telnyx, aws, bandwidth; by default the campaign's own."
)
@click.option("--campaign", metavar="NAME", help="Only this campaign.")
def show(file: Path | None, registry: str | None, campaign: str | None) -> int:
    """Print each campaign as a sheet to paste: the fields in the order of the form, with their lengths."""
    from smslint.cli.registering import show as run

    return run(file, registry, campaign)
