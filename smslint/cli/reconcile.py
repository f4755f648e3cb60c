"""``smslint reconcile``: the templates of a project found again in its provider's log."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from smslint.cli.project_options import choosing_options
from smslint.cli.terminal import color_option, report_options_of

FORMATS: Final = ("text", "json", "yaml")


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint reconcile sms-log.csv\n"
    "  smslint reconcile messages.json templates/sms\n"
    "  smslint reconcile october.csv.gz --format yaml\n"
    "  smslint reconcile export.csv --layout ours"
)
@click.argument("log", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--layout",
    metavar="NAME",
    help="The kind of log, if it is not recognised: an included one, or one under logs in smslint.yaml.",
)
@click.option("--account", metavar="ID", help="Only the messages of this account.")
@click.option("--encoding", metavar="CODEC", help="The encoding of the log, if the detection is wrong.")
@report_options_of(FORMATS, "yaml is the volumes and values to paste into smslint.yaml")
@click.option("--all", "every", is_flag=True, help="List every template, and nothing shortened.")
@choosing_options
@color_option
def command(log: Path, paths: tuple[Path, ...], **options: Any) -> int:
    """Hold the messages of the project against the provider's LOG: what each was billed, and why that is not what was counted.

    LOG is a message log of Twilio, Vonage, Plivo, Telnyx, AWS, Infobip or MessageBird as CSV or JSON, or any other that
    logs in smslint.yaml describes. PATHS are the files and folders with the messages, by default this one. Texts and
    numbers of the log are printed nowhere.

    Exit status: 0 if messages were found again, 1 if none was, 2 for wrong usage or a log that cannot be read.
    """
    from smslint.cli.reconciling import reconcile

    return reconcile(log, paths, options)
