"""``smslint diff``: what a change of texts costs, before it is merged."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from smslint.cli.project_options import choosing_options
from smslint.cli.terminal import color_option, report_options_of

FORMATS: Final = ("text", "markdown", "json", "github")


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint diff\n"
    "  smslint diff origin/main\n"
    "  smslint diff HEAD~1 templates/sms\n"
    "  smslint diff v1.4 --format markdown --output comment.md\n"
    "  smslint diff --max-increase 500 --max-increase 5% --max-segments 2"
)
@click.argument("base", required=False)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@report_options_of(FORMATS)
@click.option(
    "--max-increase",
    multiple=True,
    metavar="LIMIT",
    help="Fail if a month costs more by more than this: 500, 500 USD or 5%. May be repeated.",
)
@click.option("--max-total", metavar="AMOUNT", help="Fail if a month costs more than this.")
@click.option("--max-segments", metavar="COUNT", help="Fail if a new or changed message may take more segments.")
@click.option("--all", "every", is_flag=True, help="List unchanged messages too.")
@click.option("--always", is_flag=True, help="Print the total even if nothing changed.")
@click.option(
    "--per",
    type=click.IntRange(1, 10**9),
    default=1000,
    show_default=True,
    help="For how many sendings to say what a message without a volume costs.",
)
@choosing_options
@color_option
def command(base: str | None, paths: tuple[Path, ...], **options: Any) -> int:
    """Compare the messages on disk with those of a commit: segments, cost, and why a message costs more.

    BASE is a commit, a tag or a branch; of a branch, the commit where this one left it is taken. By default, or for -, it
    is the commit or the branch into which CI says that the change goes, or the default branch. PATHS are files and
    folders. Both sides are read with today's configuration, rate card and volumes. Nothing is checked out and nothing is
    written.

    Exit status: 0 inside the budgets, 1 outside or not known to be inside, 2 wrong usage or an error of git.
    """
    from smslint.cli.diffing import diff

    return diff(base, paths, options)
