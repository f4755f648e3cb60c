"""``smslint baseline``: accept today's findings, show them, and remove those that no longer exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from smslint.cli.accepting import default_path, nearest_path
from smslint.cli.outputs import say_unknown
from smslint.cli.printing import say
from smslint.cli.project_options import project_options
from smslint.cli.session import begin
from smslint.errors import ConfigError
from smslint.vocabulary import BASELINE
from smslint.wording import plural

_FILE = click.option(
    "--baseline", "path", type=click.Path(path_type=Path), help="The file; .smslint-baseline.json by default."
)


@click.group("baseline", short_help="Accept today's findings and report only new ones.")
def command() -> None:
    """Accept today's findings and report only new ones.

    The file is sorted JSON without line numbers or dates: keep it in version control. smslint check uses it automatically.
    """


@command.command(epilog="Example: smslint baseline create && git add .smslint-baseline.json")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_FILE
@project_options
def create(paths: tuple[Path, ...], path: Path | None, **options: Any) -> int:
    """Accept all findings of PATHS, or of the current folder. Replaces the previous contents of the file."""
    from smslint.project.baseline import make

    session = begin(paths, options)
    result = session.run()
    session.warn()
    if nothing := session.nothing(len(session.targets)):
        raise ConfigError(nothing)
    made = make(result, path or default_path(session))
    made.write()
    count, files = sum(made.counts.values()), len({key.path for key in made.counts})
    say(f"{made.path}: {plural(count, 'finding')} in {plural(files, 'file')} accepted")
    say_unknown(result)
    return 0


@command.command()
@_FILE
def show(path: Path | None) -> int:
    """Show how many findings are accepted, by file and rule."""
    from smslint.project.baseline import load

    loaded = load(path or nearest_path() or Path(BASELINE))
    counts: dict[tuple[str, str], int] = {}
    for key, count in loaded.counts.items():
        counts[key.path, key.code] = counts.get((key.path, key.code), 0) + count
    for (name, code), count in sorted(counts.items()):
        say(f"{name}: {code} x{count}")
    say(f"{plural(sum(counts.values()), 'finding')} accepted")
    return 0


@command.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_FILE
@project_options
def prune(paths: tuple[Path, ...], path: Path | None, **options: Any) -> int:
    """Remove entries that no longer match a finding. Only for files below PATHS, and for files that no longer exist."""
    from smslint.project.baseline import load

    session = begin(paths, options)
    loaded = load(path or default_path(session))
    if nothing := session.nothing(len(session.targets)):
        raise ConfigError(nothing)
    result = session.run()
    _, stale = loaded.apply(result, [target.shown for target in session.targets])
    count = sum(stale.counts.values())
    if count:
        loaded.without(stale).write()
    say(
        f"{loaded.path}: {plural(count, 'finding')} removed, {plural(sum(loaded.without(stale).counts.values()), 'finding')} left"
    )
    say_unknown(result)
    return 0
