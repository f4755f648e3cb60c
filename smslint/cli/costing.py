"""What ``smslint cost`` does, with its command line already read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import write
from smslint.cli.printing import as_ascii, echo, say
from smslint.cli.session import begin
from smslint.cli.terminal import columns, use_color
from smslint.errors import ConfigError
from smslint.records import replace

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.cli.session import Session
    from smslint.cost.estimate import Estimate
    from smslint.cost.side import Side
    from smslint.cost.stated_volumes import StatedVolumes


def cost(paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    """Price everything, print, and return the exit status."""
    from smslint.cost.estimate import estimate_of
    from smslint.project.budgets import flag

    flags = [] if options["max_total"] is None else [flag(options["max_total"], "total.monthly", "--max-total")]
    session, side = read_side(paths, options)
    nothing = session.nothing(len(side.versions) + len(side.broken))
    if nothing:
        say(f"error: {nothing}", err=True)
        return 2
    found = estimate_of(side, session.runner, session.targets, flags, volumes_of(options["volumes_from"], side))
    _report(found, session, options)
    return 1 if found.fails else 0


def read_side(paths: tuple[Path, ...], options: dict[str, Any]) -> tuple[Session, Side]:
    """The messages of the project as it is."""
    from smslint.cost.side import side_of

    unused = {"force_exclude": False, "no_cache": True, "cache_dir": None}
    session = begin(paths, {**options, **unused})
    session.runner.telling = True
    found = list(session.runner.outcomes(session.targets))
    result = session.runner.result(found)
    if result.coverage is not None:
        known = {(each.path, each.line) for each in result.coverage.unread}
        globs = tuple(each for each in session.unmatched_globs() if (each.path, each.line) not in known)
        result = replace(result, coverage=replace(result.coverage, unread=(*globs, *result.coverage.unread)))
    return session, side_of(found, result)


def volumes_of(path: Path | None, side: Side) -> StatedVolumes | None:
    """The volumes of a file.

    :raises ConfigError: if it has none, or if several configurations could mean the same name.
    """
    if path is None:
        return None
    from smslint.cost.stated_volumes import read_volumes

    if len({each.home for each in side.versions}) > 1:
        raise ConfigError(f"{path}: these messages have several configurations: run the command in the folder of one")
    return read_volumes(path)


def _report(found: Estimate, session: Session, options: dict[str, Any]) -> None:
    """Print the report, or write it to its file."""
    form, output = options["format_"], options["output"]
    text = _rendered(found, form, every=options["every"], color=output is None and use_color(options["color"]))
    if output is not None:
        keep_inputs(session, output, options["volumes_from"])
        write(output, text)
    else:
        echo(as_ascii(text) if form == "json" else text, nl=False)


def keep_inputs(session: Session, output: Path, *others: Path | None) -> None:
    """Refuse to overwrite what is read, or a configuration.

    :raises ConfigError: naming the file.
    """
    from smslint.cli.kept_inputs import configured, keep

    inputs = [*(target.path for target in session.targets), *others]
    keep([output], [*inputs, *chain(*map(configured, session.runner.configs()))])


def _rendered(found: Estimate, form: str, *, every: bool, color: bool) -> str:
    if form == "json":
        from smslint.report.cost_json import json

        return json(found)
    if form == "markdown":
        from smslint.report.cost_markdown import markdown

        return markdown(found)
    from smslint.report.cost_text import text
    from smslint.report.style import Style

    return "".join(f"{line}\n" for line in text(found, Style(color), columns(), every=every))
