"""What ``smslint diff`` does, with its command line already read."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import write
from smslint.cli.printing import as_ascii, echo, say, workflow_commands
from smslint.cli.session import begin
from smslint.cli.terminal import columns, use_color
from smslint.errors import ConfigError
from smslint.records import replace

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.cost.base_files import Start
    from smslint.cost.record import Diff
    from smslint.cost.tree import Tree
    from smslint.project.budgets import Limit
    from smslint.project.config import Config


def diff(named: str | None, paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    """Compare, print, and return the exit status."""
    flags = _flags(options)
    found, session = _compared(named, paths, options, flags)
    nothing = session.nothing(len(found.lines) + len(found.blind))
    if nothing:
        say(f"error: {nothing}", err=True)
        return 2
    _report(found, session, options)
    return 1 if found.fails else 0


def _compared(
    named: str | None, paths: tuple[Path, ...], options: dict[str, Any], flags: list[Limit]
) -> tuple[Diff, Session]:
    from smslint.cost.base import find_base
    from smslint.cost.compare import Comparison, starts_of
    from smslint.cost.diff import diff_of
    from smslint.cost.git import Git

    git = Git(Path.cwd())
    base = find_base(git, named)
    starts = starts_of(paths or (Path(),), git.top)
    there = tuple(path for path in paths if path.exists())
    session = _begin(there or (paths if not paths else ()), options, any_file=bool(there) or not paths)
    assert session.chooser is not None
    comparison = Comparison(git, base, session.runner, session.chooser)
    try:
        _known(paths, starts, comparison.tree)
        states = comparison.states(session.targets, starts, session.adapted)
        found = diff_of(states, base, session.runner, session.targets, flags, options["per"])
        return _with_lost_globs(found, session, comparison.tree), session
    finally:
        comparison.close()


def _with_lost_globs(found: Diff, session: Session, tree: Tree) -> Diff:
    """A comparison that also says which globs match no file now and did at the base, or were not written there; said here for people."""
    from smslint.project.config_path import NAMES
    from smslint.project.globs import matches

    def is_new(config: Config, glob: str) -> bool:
        start = f"{os.path.realpath(config.root).removeprefix(tree.top).strip('/')}/".removeprefix("/")
        below = (path.removeprefix(start) for path in tree.entries if path.startswith(start))
        own = (config.path.name,) if config.path is not None else ()
        known = [f"{tree.top}/{start}{name}" for name in {*own, *NAMES}]
        written = any(tree.has(path) and glob in tree.read(path).decode("utf-8", "replace") for path in known)
        return not written or any(matches(each, (glob,)) for each in below)

    globs = session.unmatched_globs(is_new)
    for path, line, why in globs:
        say(f"warning: {path}:{line}: {why}", err=True)
    if not globs or found.coverage is None:
        return found
    return replace(found, coverage=replace(found.coverage, unread=(*globs, *found.coverage.unread)))


def _begin(paths: tuple[Path, ...], options: dict[str, Any], *, any_file: bool) -> Session:
    unused = {"force_exclude": False, "no_cache": True, "cache_dir": None}
    session = begin(paths, {**options, **unused})
    session.runner.telling, session.runner.whole, session.runner.strays = True, (), ()
    if not any_file:
        session.targets = []
    return session


def _known(paths: tuple[Path, ...], starts: list[Start], tree: Tree) -> None:
    """Refuse a path that neither side has.

    :raises ConfigError: with the nearest one.
    """
    for path, start in zip(paths, starts, strict=False):
        there = start.inside in tree.entries or any(each.startswith(f"{start.inside}/") for each in tree.entries)
        if not path.exists() and not there:
            from smslint.project.nearest import absent

            raise ConfigError(absent(path, "there is no such file or folder, now or at the base"))


def _flags(options: dict[str, Any]) -> list[Limit]:
    """The limits of the command line; of two for one figure the last counts.

    :raises ConfigError: for a word that is no limit.
    """
    from smslint.project.budgets import flag

    found = [flag(word, "change", "--max-increase") for word in options["max_increase"]]
    for key, figure in (("max_total", "total.monthly"), ("max_segments", "message.segments")):
        if options[key] is not None:
            found.append(flag(options[key], figure, f"--{key.replace('_', '-')}"))
    return list({each.name: each for each in found}.values())


def _report(found: Diff, session: Session, options: dict[str, Any]) -> None:
    """Print the report, or write it to its file."""
    form, output = options["format_"], options["output"]
    quiet = found.quiet and not (options["always"] or options["every"])
    if quiet and form != "json":
        if form == "text" and output is None:
            what = "no message changed" if found.same else "the change is smaller than what is reported"
            say(f"{what}, compared with {found.base}", err=True)
        text = ""
    else:
        text = _rendered(found, form, every=options["every"], color=output is None and use_color(options["color"]))
    if output is not None:
        _keep_inputs(session, output)
        write(output, text)
    elif form == "github":
        with workflow_commands():
            echo(text, nl=False)
    elif text:
        echo(as_ascii(text) if form == "json" else text, nl=False)


def _rendered(found: Diff, form: str, *, every: bool, color: bool) -> str:
    if form == "json":
        from smslint.report.diff_json import json

        return json(found, Path.cwd(), every=every)
    if form == "markdown":
        from smslint.report.diff_markdown import markdown

        return markdown(found, every=every)
    if form == "github":
        from smslint.report.diff_github import github

        return github(found)
    from smslint.report.diff_text import text
    from smslint.report.style import Style

    return "".join(f"{line}\n" for line in text(found, Style(color), columns(), every=every))


def _keep_inputs(session: Session, output: Path) -> None:
    """Refuse to overwrite what is compared, or a configuration.

    :raises ConfigError: naming the file.
    """
    from smslint.cli.kept_inputs import configured, keep

    configs = session.runner.configs()
    keep([output], [*(target.path for target in session.targets), *chain(*map(configured, configs))])
