"""How ``check`` uses a baseline. Separate from ``baseline``, because most runs have no baseline to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from smslint.cli.printing import say
from smslint.vocabulary import BASELINE
from smslint.wording import first_of, plural

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.project.baseline import Baseline
    from smslint.result import Result


def accepted(session: Session, result: Result, path: Path | None) -> Result:
    """A result without the findings that the baseline accepts, if there is one. Reports stale entries on standard error.

    :raises ConfigError: when the named file cannot be read.
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
    where = first_of(names)
    say(
        f"{stale.path}: {plural(count, 'finding')} accepted in {where} no longer exist{'s' if count == 1 else ''}; run smslint baseline prune",
        err=True,
    )


def default_path(session: Session) -> Path:
    """The default baseline: the one in the current folder, else the one next to the configuration."""
    from smslint.project.paths import shown

    return nearest_path(session) or Path(shown(_root(session) / BASELINE))


def nearest_path(session: Session | None = None) -> Path | None:
    """The baseline in the current folder, or the one next to the configuration; ``None`` where neither exists."""
    here = Path(BASELINE)
    if here.is_file():
        return here
    baseline = (_root(session) if session is not None else _here_root()) / BASELINE
    return baseline if baseline.is_file() else None


def _root(session: Session) -> Path:
    """The folder of the configuration, if the run uses exactly one."""
    config = session.targets[0].config if session.targets else None
    return config.root if config is not None and config.path is not None else Path()


def _here_root() -> Path:
    from smslint.project.config_path import find_config, root_of

    found = find_config(Path.cwd())
    return root_of(found) if found is not None else Path()
