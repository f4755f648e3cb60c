"""Paths of a project: as reports show them, relative to a configuration's folder, and whether ``exclude`` matches them."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.project.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config


def excluded(inside: str, config: Config) -> bool:
    """Whether ``exclude:`` matches a file or a folder."""
    if not config.exclude:
        return False
    return matches(inside, config.exclude) or matches(f"{inside}/", _whole_folders(config.exclude))


@lru_cache(maxsize=64)
def _whole_folders(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in patterns if each.endswith(("/", "/**")))


def with_parents(inside: str) -> Iterator[str]:
    yield inside
    while "/" in inside:
        inside = inside.rpartition("/")[0]
        if inside:
            yield inside


def inside_of(real: str, root: Path) -> str:
    """A real path relative to a configuration's folder, or in full if it is outside of it."""
    top = resolved(str(root))
    if real == top:
        return "."
    start = top if top.endswith(os.sep) else top + os.sep
    return (real.removeprefix(start)).replace(os.sep, "/")


@lru_cache(maxsize=1024)
def resolved(path: str) -> str:
    return os.path.realpath(path)


def shown(path: Path) -> str:
    """The path as the user typed it, or relative to the working folder; always with forward slashes."""
    return (path if not path.is_absolute() else _from_here(path)).as_posix()


def _from_here(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
