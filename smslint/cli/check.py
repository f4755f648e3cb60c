"""``smslint check``: messages in files and on standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.terminal import color_option, report_options
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.run import Runner
    from smslint.result import Result

LEVELS = ("error", "warning", "info", "never")
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")


@click.command(
    epilog="Examples: smslint check   |   smslint check templates/sms --select ENC,LEN   |   "
    "smslint check welcome.txt --kind marketing --region US   |   echo 'Hi' | smslint check -"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    help="Use this file instead of the closest smslint.yaml.",
)
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option(
    "--select", multiple=True, metavar="CODES", help="Run only these rules: codes, names or prefixes, with commas."
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these rules out.")
@click.option(
    "--fail-level",
    type=click.Choice(LEVELS),
    default="error",
    show_default=True,
    help="The mildest finding that fails the run.",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="How to report; text by default.")
@click.option(
    "--stdin-filename", metavar="PATH", help="What to call standard input: decides its format and its settings."
)
@click.option(
    "--force-exclude", is_flag=True, help="Obey files: and exclude: also for files that are named (pre-commit)."
)
@click.option("--dialect", help="Read every message in this template dialect.")
@click.option("--kind", type=click.Choice(("marketing", "transactional", "otp")), help="What the messages are for.")
@click.option("--region", "regions", multiple=True, metavar="ISO2", help="Where they go, such as US. May be repeated.")
@click.option("--provider", help="Who sends them, such as twilio.")
@click.option("--brand", help="The name that recipients know the sender by.")
@click.option("-v", "--verbose", is_flag=True, help="Show every message and every repeated finding.")
@color_option
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check message templates and catalogues: encoding, segments, cost and compliance.

    PATHS are files and folders; - is standard input; nothing means the current folder. In folders, the configuration says
    which files hold messages. Nothing is written. Exit status: 0 clean, 1 findings, 2 wrong use.
    """
    from smslint.finding import Severity
    from smslint.project.run import Runner
    from smslint.report import render

    runner = Runner(_words(options["select"]), _words(options["ignore"]))
    targets, result = _run(paths or (Path(),), options, runner)
    for error in runner.refused:
        click.echo(f"warning: a rule was left out: {error}", err=True)
    if not targets:
        _nothing(paths)
    chosen = options["format_"] or "text"
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    shown = report_options(options["color"], verbose=options["verbose"], fail_level=level, rules=chosen == "sarif")
    for piece in render(chosen, result, shown):
        click.echo(piece, nl=False)
    return 1 if level is not None and result.reaches(level) else 0


def _run(paths: tuple[Path, ...], options: dict[str, Any], runner: Runner) -> tuple[list[Target], Result]:
    from smslint.project.files import Chooser

    chooser = Chooser(_config(options), isolated=options["isolated"], force_exclude=options["force_exclude"])
    overrides = _overrides(options)
    if paths == (Path("-"),):
        target = _stdin_target(options, chooser.config_for(_folder(options["stdin_filename"])))
        return [target], _checked_stdin(runner, _overridden(target, overrides))
    targets = [_overridden(target, overrides) for target in chooser.targets(paths)]
    return targets, runner.run(targets)


def _checked_stdin(runner: Runner, target: Target) -> Result:
    from dataclasses import replace

    data = sys.stdin.buffer.read()
    outcome = runner.text(target, data)
    return replace(
        runner.run(()), files=1, messages=outcome.messages, findings=outcome.findings, suppressed=outcome.suppressed
    )


def _stdin_target(options: dict[str, Any], config: Config) -> Target:
    from smslint.project.files import Chooser

    name = options["stdin_filename"] or "<stdin>"
    return Chooser(config).target(Path(name))


def _folder(name: str | None) -> Path:
    return Path(name).parent if name else Path()


def _config(options: dict[str, Any]) -> Config | None:
    from smslint.project.config import load_config

    path: Path | None = options["config_path"]
    if path is None:
        return None
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such configuration file")
    return load_config(path)


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """What the command line says about every message."""
    found = {key: options[key] for key in ("dialect", "kind", "provider", "brand") if options[key]}
    if options["regions"]:
        found["regions"] = [word for region in options["regions"] for word in region.upper().split(",")]
    if found:
        from smslint.project.config import check_settings

        check_settings(found, "command line")
    return found


def _overridden(target: Target, overrides: dict[str, Any]) -> Target:
    if not overrides:
        return target
    from dataclasses import replace

    from smslint.project.config import Entry

    entries = target.entries or (Entry((), {}),)
    return replace(target, entries=tuple(replace(entry, settings={**entry.settings, **overrides}) for entry in entries))


def _words(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())


def _nothing(paths: tuple[Path, ...]) -> None:
    where = " or ".join(map(str, paths)) or "this folder"
    click.echo(
        f"Nothing to check: no configuration says which files in {where} hold messages. "
        "Name files, or run smslint init.",
        err=True,
    )
