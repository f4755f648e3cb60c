"""The message when nothing was checked: what smslint looked for, and the nearest thing that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.config_path import misnamed
from smslint.project.entries import places
from smslint.project.globs import matches
from smslint.project.nearest import MOST_HINTS, files_below, hint
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from smslint.cli.session import Session
    from smslint.project.config import Config

MOST: Final = 3
"""How many entries of a configuration the message names."""
_WAYS: Final = "; use --allow-empty if that is expected"


def why(session: Session) -> str:
    """One sentence for a run that found no message: what it looked for, and what to do."""
    if session.targets:
        names = first_of([target.shown for target in session.targets], MOST)
        asked = next((f"; {found}" for target in session.targets for found in _asked(target.config)), "")
        return f"nothing was checked: no message was found in {names}{asked}{_WAYS}"
    where = " or ".join(map(str, session.paths))
    where = "this folder" if where in {"", "."} else where
    configs = _configs(session)
    missing = [sentence for config in configs for sentence in _missing(config, whole=config in session.whole)]
    if missing:
        return f"nothing was checked in {where}: " + "; ".join(missing[:MOST]) + _WAYS
    for config in configs:
        if config.path is not None:
            return (
                f"nothing was checked in {where}: {config.path} lists no files under messages; "
                f"smslint discover prints lines to add{_WAYS}"
            )
    for config in configs:
        if (other := misnamed(config.root)) is not None:
            return f"nothing was checked in {where}: {other}{_WAYS}"
    return f"nothing was checked in {where}: there is no smslint.yaml here or above. Name files, or run smslint init{_WAYS}"


def void(session: Session, seen: Container[str] | None = None) -> str:
    """A sentence for each configuration whose own entries read nothing, where the files of others were checked; else an empty text.

    A configuration that others extend may have entries for them alone.

    :param seen: the files with messages, as reports show them; without it, every file counts.
    """
    used = {target.config for target in session.targets if seen is None or target.shown in seen}
    extended = {path for config in session.whole for path in config.files if path != config.path}
    found = []
    for config in session.whole:
        own = [place for place in places(config) if place.written.belongs_to(config)]
        if own and config not in used and config.path is not None and config.path not in extended:
            missing = "; ".join(_missing(config, whole=True)[:MOST])
            there = any(target.config is config for target in session.targets)
            found.append(
                f"nothing was checked for {own[0].written.path}: {'no message was found' if there else missing}"
            )
    return "; ".join(found) + _WAYS if found else ""


def unmatched(session: Session) -> list[str]:
    """A sentence for each glob that matches no file, of configurations whose files were all asked for."""
    return [
        sentence
        for config in session.whole
        for sentence in _missing(
            config, [target.inside for target in session.targets if target.config is config], whole=True
        )
    ]


def _configs(session: Session) -> list[Config]:
    from pathlib import Path

    from smslint.project.files import Chooser

    chooser = session.chooser or Chooser(None, session.options["isolated"])
    if chooser.config is not None:
        return [chooser.config]
    if session.whole:
        return list(session.whole)
    folders = [path if path.is_dir() else path.parent for path in session.paths or (Path(),)]
    return list(dict.fromkeys(chooser.config_for(folder) for folder in folders))


def _missing(config: Config, seen: Sequence[str] = (), *, whole: bool) -> list[str]:
    """For each glob of a configuration that matches nothing: a message with the nearest file.

    :param seen: the files that its globs matched, relative to it.
    """
    lost = [
        (place, index, glob)
        for place in places(config)
        if not seen or place.written.belongs_to(config)
        for index, glob in enumerate(place.entry.files)
        if not any(matches(path, (glob,)) for path in seen)
    ]
    files = files_below(config.root) if lost else []
    return [
        f"no file matches {glob} ({place.shown('files', index)})"
        f"{hint(glob, files, whole=whole) if number < MOST_HINTS else ''}"
        for number, (place, index, glob) in enumerate(lost)
    ]


def _asked(config: Config) -> list[str]:
    """The keys that the entries of a configuration select."""
    return [
        f"{place.shown(key)} asks for {key}: {', '.join(place.entry.texts(key))}"
        for place in places(config)
        for key in ("keys", "names", "columns")
        if place.entry.texts(key)
    ]
