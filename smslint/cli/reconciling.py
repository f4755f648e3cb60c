"""What ``smslint reconcile`` does, with its command line already read."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import write
from smslint.cli.printing import as_ascii, echo, say
from smslint.cli.session import begin
from smslint.cli.terminal import columns, use_color
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cli.session import Session
    from smslint.logs.layout import Layout
    from smslint.project.config import Config
    from smslint.reconcile.record import Reconciliation


def reconcile(log: Path, paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    """Reconcile, print, and return the exit status."""
    from smslint.logs.opened import open_log
    from smslint.reconcile.reconcile import reconcile as hold
    from smslint.reconcile.template import templates
    from smslint.records import replace
    from smslint.report.phrases import not_known

    if not log.exists():
        from smslint.project.nearest import absent

        raise ConfigError(absent(log, "there is no such file"))
    if log.is_dir():
        raise ConfigError(f"{log}: this is a folder: name the log itself")
    unused = {"force_exclude": False, "no_cache": True, "cache_dir": None}
    session = begin(paths, {**options, **unused})
    configs = session.runner.configs()
    opened = open_log(log, _own(configs), options["layout"], options["encoding"])
    _refuse_logs(paths, log, _own(configs))
    read = templates(
        (each for each in session.targets if not each.path.exists() or not each.path.samefile(log)), session.runner
    )
    found, coverage = read
    nothing = session.nothing(len(found))
    if nothing:
        for line in not_known(replace(coverage, guessed=())):
            say(line, err=True)
        say(f"error: {nothing}", err=True)
        return 2
    coverage = replace(coverage, unread=(*session.unmatched_globs(), *coverage.unread))
    done = replace(hold(opened, found, options["account"]), coverage=coverage)
    _report(done, session, log, options)
    if not done.matched:
        say(f"error: {log}: no message of this log is from a template of this project", err=True)
        return 1
    return 0


def _refuse_logs(paths: Iterable[Path], log: Path, own: list[Layout]) -> None:
    """Refuse a second log among the files with messages: its numbers would be taken for names of messages.

    :raises ConfigError: with what to do.
    """
    from smslint.logs.opened import open_log

    for path in paths:
        if path.is_file() and not path.samefile(log):
            try:
                other = open_log(path, own)
            except ConfigError:
                continue  # as it should be
            raise ConfigError(
                f"{path}: this is a log, too ({other.layout.title}): reconcile one log at a time, or write both into one file"
            )


def _own(configs: Iterable[Config]) -> list[Layout]:
    """The layouts of all configurations; of two of one name the first."""
    return list({layout.name: layout for config in reversed(list(configs)) for layout in config.logs}.values())


def _report(done: Reconciliation, session: Session, log: Path, options: dict[str, Any]) -> None:
    form, output = options["format_"], options["output"]
    text = _rendered(done, form, every=options["every"], color=output is None and use_color(options["color"]))
    if output is not None:
        from smslint.cli.kept_inputs import configured, keep

        inputs = [log, *(target.path for target in session.targets)]
        keep([output], [*inputs, *chain(*map(configured, session.runner.configs()))])
        write(output, text)
    else:
        echo(as_ascii(text) if form == "json" else text, nl=False)


def _rendered(done: Reconciliation, form: str, *, every: bool, color: bool) -> str:
    if form == "json":
        from smslint.report.reconcile_json import json

        return json(done, Path.cwd())
    if form == "yaml":
        from smslint.report.reconcile_yaml import yaml

        return yaml(done)
    from smslint.report.reconcile_text import text
    from smslint.report.style import Style

    return "".join(f"{line}\n" for line in text(done, Style(color), columns(), every=every))
