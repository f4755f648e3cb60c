"""``smslint cost``: what the messages of a project cost in a month."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from smslint.cli.project_options import choosing_options
from smslint.cli.terminal import color_option, report_options_of

FORMATS: Final = ("text", "markdown", "json")


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint cost\n"
    "  smslint cost templates/sms --all\n"
    "  smslint cost --volumes-from october.json\n"
    "  smslint cost --format json --output cost.json\n"
    "  smslint cost --max-total 20000"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--volumes-from",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take volumes from what smslint reconcile wrote, as JSON or YAML, before those of smslint.yaml.",
)
@report_options_of(FORMATS)
@click.option("--max-total", metavar="AMOUNT", help="Fail if a month costs more than this: 20000 or 20000 USD.")
@click.option("--all", "every", is_flag=True, help="List every message, and nothing shortened.")
@choosing_options
@color_option
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Say what the messages of a project cost in a month: by template, country and kind, and in the cheapest wording known.

    PATHS are files and folders, by default this folder. How often each message is sent stands under volumes in
    smslint.yaml, or in the report of smslint reconcile. What is not known is in no sum, and is listed.

    Exit status: 0 inside budgets.total, 1 outside or not known to be inside, 2 for wrong usage or an invalid file.
    """
    from smslint.cli.costing import cost

    return cost(paths, options)
