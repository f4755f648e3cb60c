"""The patterns under ``exclude:`` in a configuration that match nothing below its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config_places import own_files
from smslint.project.globs import SKIPPED, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.project.config_places import Said, Written


def dead_excludes(config: Config) -> Iterator[Said]:
    """What is to be said about each pattern that leaves nothing out, and its place.

    Nothing is said about the folders of tools, which are never read and come and go.
    """
    waiting = [(written, pattern) for written, pattern in _patterns(config) if SKIPPED.isdisjoint(pattern.split("/"))]
    if not waiting:
        return
    from smslint.project.nearest import MOST_FILES, MOST_HINTS, files_below, nearest_file, nearest_folder

    files = files_below(config.root)
    if len(files) >= MOST_FILES:
        return  # the rest of the project may hold what it is about
    paths = set(files)
    for path in files:
        while "/" in path and (path := path.rpartition("/")[0]) not in paths:
            paths.update((path, f"{path}/"))
    left = MOST_HINTS
    for written, pattern in waiting:
        if not any(matches(path, (pattern,)) for path in paths):
            close = (nearest_folder(pattern, files) or nearest_file(pattern, files)) if left > 0 else None
            left -= 1
            hint = "" if close is None else f"; the nearest is {close}"
            yield written.said(f"exclude leaves nothing out: no file or folder matches {pattern}{hint}.", config)


def _patterns(config: Config) -> Iterator[tuple[Written, str]]:
    """The patterns that the project's own files state."""
    for top in own_files(config):
        stated = top.node.values.get("exclude")
        if isinstance(stated, str):
            yield top.below("exclude"), stated
        else:
            yield from ((top.below("exclude", number), pattern) for number, pattern in enumerate(stated or ()))
