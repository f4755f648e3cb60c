"""Which files are checked, under which configuration, and which texts of them: decided here, by globs, never by guessing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.project.config import Config, Entry, find_config, load_config
from smslint.project.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SKIPPED: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache",
     ".pytest_cache", ".smslint_cache", "dist", "build", "vendor"}
)  # fmt: skip
"""Folders that hold no source of the project's own."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to check: its path as reports show it, its configuration and the entries that speak about it."""

    path: Path
    shown: str
    config: Config
    entries: tuple[Entry, ...]
    """Empty for a file that was named on the command line and that no entry describes."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """How targets are chosen. ``config`` is one file for all; otherwise the closest to each file counts."""

    config: Config | None = None
    isolated: bool = False
    force_exclude: bool = False
    """Files named on the command line obey the configuration's globs too: what a pre-commit hook wants."""

    def targets(self, paths: Iterable[Path]) -> Iterator[Target]:
        """The files below the paths, each once, in order.

        :raises ConfigError: for a path that is not there.
        """
        seen: set[Path] = set()
        for path in paths:
            for target in self._below(path) if path.is_dir() else self._named(path):
                real = target.path.resolve()
                if real not in seen:
                    seen.add(real)
                    yield target

    def config_for(self, folder: Path) -> Config:
        """The configuration of the files in a folder."""
        if self.config is not None:
            return self.config
        return Config(folder) if self.isolated else _closest(folder.resolve())

    def _named(self, path: Path) -> Iterator[Target]:
        if not path.exists():
            raise ConfigError(f"{path}: there is no such file or folder")
        target = self._target(path)
        if not self.force_exclude or target.entries or _plainly_sms(target):
            if self.force_exclude and self._excluded(target):
                return
            yield target

    def _below(self, folder: Path) -> Iterator[Target]:
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(each for each in folders if each not in SKIPPED)
            config = self.config_for(Path(root))
            if not config.messages:
                continue
            for name in sorted(files):
                target = self._target(Path(root, name))
                if target.entries and not self._excluded(target):
                    yield target

    def _target(self, path: Path) -> Target:
        config = self.config_for(path.parent)
        inside = _relative(path, config.root)
        entries = tuple(entry for entry in config.messages if matches(inside, entry.files))
        return Target(path, _shown(path), config, entries)

    def _excluded(self, target: Target) -> bool:
        return matches(_relative(target.path, target.config.root), target.config.exclude)


@lru_cache(maxsize=4096)
def _closest(folder: Path) -> Config:
    found = find_config(folder)
    return load_config(found) if found is not None else Config(folder)


def _relative(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _shown(path: Path) -> str:
    """The path as a person typed it, or relative to where they stand; always with forward slashes."""
    return (path if not path.is_absolute() else _from_here(path)).as_posix()


def _from_here(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _plainly_sms(target: Target) -> bool:
    """Without any configuration a hook checks only what can hardly be anything else: a text file with sms in its path."""
    if target.config.messages:
        return False
    from smslint.sources.registry import source_for

    words = target.shown.lower().replace("-", "_").replace("/", "_").replace(".", "_").split("_")
    return "sms" in words and source_for(target.shown).source == "plain" and target.path.suffix in _TEXTS


_TEXTS: Final = frozenset(
    {".txt", ".text", ".sms", ".j2", ".jinja", ".liquid", ".twig", ".mustache", ".hbs", ".gotmpl", ".erb"}
)
