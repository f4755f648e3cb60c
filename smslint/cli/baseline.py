"""``smslint baseline``: accept today's findings, look at them, and let go of those that are gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.session import begin, project_options

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.project.baseline import Baseline
    from smslint.result import Result

_FILE = click.option(
    "--baseline", "path", type=click.Path(path_type=Path), help="The file; .smslint-baseline.json by default."
)


@click.group("baseline", short_help="Accept today's findings and report only new ones.")
def command() -> None:
    """Accept today's findings and report only new ones.

    The file is JSON, sorted, without line numbers and dates: keep it in version control. smslint check uses it by itself.
    """


@command.command(epilog="Example: smslint baseline create && git add .smslint-baseline.json")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_FILE
@project_options
def create(paths: tuple[Path, ...], path: Path | None, **options: Any) -> int:
    """Accept all findings of PATHS, or of the current folder. What the file held before is replaced."""
    from smslint.project.baseline import make

    session = begin(paths, options)
    session.warn()
    result = session.run()
    made = make(result, path or default_path(session))
    made.write()
    count, files = sum(made.counts.values()), len({key.path for key in made.counts})
    click.echo(f"{made.path}: {_findings(count)} in {files} file{'s' * (files != 1)} accepted")
    return 0


@command.command()
@_FILE
def show(path: Path | None) -> int:
    """Show how many findings are accepted, by file and rule."""
    from smslint.project.baseline import load

    loaded = load(path or _nearest() or Path(_name()))
    counts: dict[tuple[str, str], int] = {}
    for key, count in loaded.counts.items():
        counts[key.path, key.code] = counts.get((key.path, key.code), 0) + count
    for (name, code), count in sorted(counts.items()):
        click.echo(f"{name}: {code} x{count}")
    click.echo(f"{_findings(sum(counts.values()))} accepted")
    return 0


@command.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_FILE
@project_options
def prune(paths: tuple[Path, ...], path: Path | None, **options: Any) -> int:
    """Take out what no longer matches a finding. Only files below PATHS, and files that are gone, are looked at."""
    from smslint.project.baseline import load

    session = begin(paths, options)
    loaded = load(path or default_path(session))
    _, stale = loaded.apply(session.run(), [target.shown for target in session.targets])
    count = sum(stale.counts.values())
    if count:
        loaded.without(stale).write()
    click.echo(
        f"{loaded.path}: {_findings(count)} taken out, {_findings(sum(loaded.without(stale).counts.values()))} left"
    )
    return 0


def accepted(session: Session, result: Result, path: Path | None) -> Result:
    """A result without what the baseline accepts, if there is one. Says on standard error what in it is stale.

    :raises ConfigError: when the file that was named cannot be read.
    """
    chosen = path or (default_path(session) if default_path(session).is_file() else None)
    if chosen is None:
        return result
    from smslint.project.baseline import load

    kept, stale = load(chosen).apply(result, [target.shown for target in session.targets])
    if stale.counts:
        _say_stale(stale)
    return kept


def _say_stale(stale: Baseline) -> None:
    count = sum(stale.counts.values())
    names = sorted({key.path for key in stale.counts})
    where = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    click.echo(
        f"{stale.path}: {_findings(count)} accepted in {where} no longer exist; run smslint baseline prune", err=True
    )


def default_path(session: Session) -> Path:
    """The baseline that is used without being named: the current folder's, else the one beside the configuration."""
    from smslint.project.files import shown

    return _nearest(session) or Path(shown(_root(session) / _name()))


def _nearest(session: Session | None = None) -> Path | None:
    here = Path(_name())
    if here.is_file():
        return here
    beside = (_root(session) if session is not None else _here_root()) / _name()
    return beside if beside.is_file() else None


def _root(session: Session) -> Path:
    """The folder of the configuration, where there is one file of it."""
    config = session.targets[0].config if session.targets else None
    return config.root if config is not None and config.path is not None else Path()


def _here_root() -> Path:
    from smslint.project.config import find_config

    found = find_config(Path.cwd())
    return found.parent if found is not None else Path()


def _name() -> str:
    from smslint.project.baseline import NAME

    return NAME


def _findings(count: int) -> str:
    return f"{count} finding{'s' * (count != 1)}"
