"""What ``check`` and ``baseline`` share: the options that choose files, rules and settings, and the run itself."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint import clock
from smslint.records import dataclass, replace
from smslint.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.run import Runner
    from smslint.result import Result

FOR_THE_EYE = ("text", "concise", "github")
"""Formats that do not name the numbering plan."""

_OPTIONS = (
    click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path),
        help="Use this file instead of the closest smslint.yaml.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
    click.option(
        "--select", multiple=True, metavar="CODES", help="Run only these rules: codes, names or prefixes, with commas."
    ),
    click.option("--ignore", multiple=True, metavar="CODES", help="Leave these rules out."),
    click.option(
        "--force-exclude", is_flag=True, help="Obey files: and exclude: also for files that are named (pre-commit)."
    ),
    click.option("--allow-empty", is_flag=True, help="Pass also where there is nothing to check."),
    click.option("--no-gitignore", is_flag=True, help="Check in folders also what .gitignore leaves out."),
    click.option("--dialect", help="Read every message in this template dialect."),
    click.option("--kind", type=click.Choice(KINDS), help="What the messages are for."),
    click.option("--region", "regions", multiple=True, metavar="ISO2", help="Where they go, such as US. May be repeated."),
    click.option("--provider", help="Who sends them, such as twilio."),
    click.option("--brand", help="The name that recipients know the sender by."),
    click.option("--no-cache", is_flag=True, help="Check every file anew. Otherwise runs over folders keep .smslint_cache/."),
    click.option("--cache-dir", type=click.Path(path_type=Path), help="Keep the cache here, also for single files."),
)  # fmt: skip


def project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose files, rules and settings."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(eq=False, repr=False)
class Session:
    """One command's run: its options, what it chose and what it found."""

    paths: tuple[Path, ...]
    options: dict[str, Any]
    runner: Runner
    targets: list[Target]
    stdin: bytes | None = None
    whole: tuple[Config, ...] = ()
    """The configurations of which every file was looked at."""

    @property
    def may_be_empty(self) -> bool:
        """Whether it is meant that nothing may be checked: said so, or a hook that was handed other files."""
        return bool(self.options.get("allow_empty")) or self.handed

    @property
    def handed(self) -> bool:
        """Whether a hook handed in the files that changed, which need not be any of the project's messages."""
        return self.options["force_exclude"] and bool(self.paths) and not any(path.is_dir() for path in self.paths)

    def nothing(self, messages: int) -> str:
        """Where no message was checked: what was looked for, and the nearest thing that exists."""
        if messages or self.may_be_empty:
            return ""
        from smslint.cli.emptiness import why

        return why(self)

    def run(self) -> Result:
        """Check everything; the cache is written at the end."""
        from smslint.cli.bar import progress_of

        if self.stdin is not None:
            from smslint.project.covering import coverage

            outcome = self.runner.text(self.targets[0], self.stdin)
            return replace(
                self.runner.run(()),
                files=1,
                messages=outcome.messages,
                findings=outcome.findings,
                suppressed=outcome.suppressed,
                coverage=coverage([(self.targets[0], outcome)]),
            )
        with progress_of(len(self.targets), 200) as progress:
            done = count(1)
            result = self.runner.run(self.targets, lambda: progress(next(done), 0))
        if self.runner.cache is not None:
            self.runner.cache.save()
        return result

    def warn(self) -> None:
        """Say which rules are past the day of their review."""
        today = clock.today().isoformat()
        if any(rule.review_by < today for rule in self.runner.rules()):
            from smslint.rules.review import overdue

            for finding in overdue(self.runner.rules(), clock.today()):
                click.echo(f"warning: {finding.code}: {finding.message} {finding.help}", err=True)


def begin(paths: tuple[Path, ...], options: dict[str, Any]) -> Session:
    """Choose files, rules and settings.

    :raises ConfigError: for a path, a setting or a rule that is not known.
    """
    from smslint.project.files import Chooser
    from smslint.project.run import Runner

    select, ignore = words(options["select"]), words(options["ignore"])
    overrides = _overrides(options)
    chooser = Chooser(_config(options), options["isolated"], options["force_exclude"], not options["no_gitignore"])
    runner = Runner(select, ignore)
    runner.names_plan = bool(options.get("outputs")) or options.get("format_") not in {None, *FOR_THE_EYE}
    if paths == (Path("-"),):
        name = options.get("stdin_filename") or "<stdin>"
        return Session(
            paths, options, runner, [_overridden(chooser.target(Path(name)), overrides)], sys.stdin.buffer.read()
        )
    if Path("-") in paths:
        raise click.UsageError("- is standard input and stands alone")
    paths = paths or (Path(),)
    if not options["no_cache"] and (options["cache_dir"] or any(path.is_dir() for path in paths)):
        from smslint.project.cache import Cache

        runner.cache = Cache(repr((select, ignore, overrides)), options["cache_dir"])
    targets = [_overridden(target, overrides) for target in chooser.targets(paths)]
    # A rule or a pack that cannot be used fails the run also where the cache knows every file.
    for config in dict.fromkeys((*(target.config for target in targets), *chooser.whole)):
        runner.checker(config)
    runner.whole = tuple(chooser.whole)
    return Session(paths, options, runner, targets, whole=tuple(chooser.whole))


def words(options: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an option that may be repeated and may hold commas."""
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())


def _config(options: dict[str, Any]) -> Config | None:
    from smslint.project.config import load_config

    path: Path | None = options["config_path"]
    return None if path is None else load_config(path)


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """What the command line says about every message."""
    found = {key: options[key] for key in ("dialect", "kind", "provider", "brand") if options[key]}
    if options["regions"]:
        found["regions"] = [word for region in options["regions"] for word in region.upper().split(",")]
    if found:
        from smslint.project.config import check_settings
        from smslint.settings import Named, Node

        for key, value in found.items():
            option = "--region" if key == "regions" else f"--{key}"
            check_settings(Node(Named(option), {key: value}))
    return found


def _overridden(target: Target, overrides: dict[str, Any]) -> Target:
    if not overrides:
        return target
    from smslint.project.config import Entry

    entries = target.entries or (Entry((), {}),)
    return target._replace(entries=tuple(entry._replace(settings={**entry.settings, **overrides}) for entry in entries))
