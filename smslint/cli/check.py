"""``smslint check``: messages in files and on standard input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smslint.cli.project_options import project_options
from smslint.cli.strictness import strict_option
from smslint.cli.terminal import color_option
from smslint.report import FORMATS
from smslint.vocabulary import CONFIDENCES, FAIL_LEVELS, PAGE


@click.command(
    epilog="\b\nExamples:\n"
    "  smslint check\n"
    "  smslint check templates/sms --select ENC,LEN\n"
    "  smslint check --diff\n"
    "  smslint check welcome.txt --kind marketing --region US\n"
    "  echo 'Hi' | smslint check -"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@project_options
@click.option(
    "--fail-level",
    type=click.Choice(FAIL_LEVELS),
    default="error",
    show_default=True,
    help="The lowest severity that fails the run.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings; errors still exit with 2.")
@click.option(
    "--min-confidence", type=click.Choice(CONFIDENCES), help="Leave out findings of rules that are less reliable."
)
@click.option(
    "--format", "format_", type=click.Choice((*FORMATS, PAGE)),
    help="The report format; text by default, with annotations added inside GitHub Actions. html is a page for people who write.",
)  # fmt: skip
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="Also write a report to a file. May be repeated.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--fix", is_flag=True, help="Apply the fixes that do not change the meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also fixes that a person should review.")
@click.option("--show-fixes", is_flag=True, help="With --fix or --diff: list what is fixed, by file and rule.")
@click.option(
    "--add-directives", metavar="REASON", help="Write a directive with this reason for each warning and error."
)
@click.option("--baseline", "baseline_path", type=click.Path(path_type=Path),
              help="Report only findings that this file does not accept; .smslint-baseline.json by default.")  # fmt: skip
@click.option("--no-baseline", is_flag=True, help="Also report what the baseline accepts.")
@strict_option
@click.option("--list-files", is_flag=True, help="List the files that would be checked, then stop.")
@click.option(
    "--stdin-filename", metavar="PATH", help="A file name for standard input: decides its format and its settings."
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use at most N processes; 1 uses no other one.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the findings that fail the run.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule: --format statistics.")
@click.option("-v", "--verbose", is_flag=True, help="Show every message and every repeated finding.")
@color_option
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check message templates and catalogues: encoding, segments, cost and compliance.

    PATHS are files and folders; - is standard input; the default is the current folder. In folders, the configuration
    says which files contain messages. Only --fix changes them. Exit status: 0 clean, 1 findings, 2 wrong usage.
    """
    from smslint.cli.checking import check
    from smslint.cli.variables import with_variables

    return check(paths, with_variables(click.get_current_context(), options))
