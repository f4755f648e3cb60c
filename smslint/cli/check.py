"""``smslint check``: messages in files and on standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.session import begin, project_options
from smslint.cli.terminal import color_option, report_options
from smslint.report import FORMATS
from smslint.vocabulary import FAIL_LEVELS

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.result import Result


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
@click.option(
    "--format", "format_", type=click.Choice(FORMATS),
    help="The report format; text by default, with annotations added inside GitHub Actions.",
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
@click.option("--baseline", "baseline_path", type=click.Path(path_type=Path),
              help="Report only findings that this file does not accept; .smslint-baseline.json by default.")  # fmt: skip
@click.option("--no-baseline", is_flag=True, help="Also report what the baseline accepts.")
@click.option("--strict", is_flag=True, help="Also fail if something is unknown or could not be parsed.")
@click.option("--list-files", is_flag=True, help="List the files that would be checked, then stop.")
@click.option(
    "--stdin-filename", metavar="PATH", help="A file name for standard input: decides its format and its settings."
)
@click.option("-v", "--verbose", is_flag=True, help="Show every message and every repeated finding.")
@color_option
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check message templates and catalogues: encoding, segments, cost and compliance.

    PATHS are files and folders; - is standard input; the default is the current folder. In folders, the configuration
    says which files contain messages. Only --fix changes them. Exit status: 0 clean, 1 findings, 2 wrong usage.
    """
    from smslint.cli.outputs import parse_outputs, report
    from smslint.finding import Severity

    outputs = parse_outputs(options["outputs"], tuple(FORMATS))
    _consistent(paths, options)
    session = begin(paths, options)
    if options["list_files"]:
        for target in session.targets:
            click.echo(target.shown)
        return _status(session.nothing(len(session.targets)), 0)
    if options["diff"] or options["fix"]:
        from smslint.cli import fixing

        found = fixing.changes(session, unsafe=options["unsafe_fixes"])
        if options["diff"]:
            session.warn()
            return _status(session.nothing(len(session.targets)), fixing.show(found))
        fixing.write(found)
    result = _accepted(session, session.run())
    session.warn()
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    if session.handed and not session.targets and not outputs and options["format_"] is None:
        return 0  # a hook with nothing to do
    formats = {options["format_"], *(form for form, _ in outputs)}
    shown = report_options(options["color"], verbose=options["verbose"], fail_level=level, rules="sarif" in formats)
    report(result, options["format_"], outputs, shown)
    if level is not None and result.reaches(level):
        return 1
    status = _status(session.nothing(len(result.messages)), 0)
    if status == 0 and options["strict"] and result.coverage is not None and not result.coverage.complete:
        click.echo(
            "error: --strict: something is unknown or could not be parsed; see the coverage in the report", err=True
        )
        return 1
    return status


def _status(nothing: str, status: int) -> int:
    """The exit status. If nothing was checked, prints the reason and fails the run."""
    if nothing:
        click.echo(f"error: {nothing}", err=True)
        return 2
    return status


def _consistent(paths: tuple[Path, ...], options: dict[str, Any]) -> None:
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise click.UsageError("--unsafe-fixes needs --diff (to review) or --fix (to write)")
    if options["fix"] and Path("-") in paths:
        raise click.UsageError("--fix cannot write to standard input; use --diff to see the changes")


def _accepted(session: Session, result: Result) -> Result:
    """The result without the findings that the baseline accepts. Reports stale entries on standard error."""
    from smslint.cli.accepting import accepted

    options = session.options
    return result if options["no_baseline"] else accepted(session, result, options["baseline_path"])
