"""Choose which files are checked, with which configuration, and which of their texts: by globs, never by guessing."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.outside import is_outside
from smslint.project.config import Config, Entry, load_config, with_settings
from smslint.project.config_path import NAMES, find_config
from smslint.project.globs import SKIPPED, joined, matches
from smslint.project.paths import excluded, inside_of, resolved, shown, with_parents
from smslint.records import NamedTuple, dataclass, field
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from smslint.project.gitignore import Ignores

SIDECAR: Final = ".smslint.yaml"
"""The suffix of a settings file next to a file that has no comments (``en.json.smslint.yaml``)."""


_MISNAMED: Final = (".smslint.yml", ".smslint.json", ".smslint.toml")


OWN: Final = frozenset({*NAMES[:-1], ".smslint-baseline.json"})
"""smslint's own files, which a glob such as ``*.yaml`` does not match."""


STARTS: Final = frozenset(name.partition("/")[0] for name in NAMES)
"""What a folder with its own configuration contains: the file, or the folder ``.config``."""


COMMAND_LINE: Final = "--config"
"""Where the settings of the command line are stated, in errors and in ``config show``."""


class Stray(NamedTuple):
    """A settings file next to no message, so that nothing reads it."""

    config: Config
    shown: str
    inside: str
    """Its path relative to the configuration's folder."""
    why: str


class Target(NamedTuple):
    """A file to check: its path as reports show it, its configuration and the entries that match it."""

    path: Path
    shown: str
    config: Config
    entries: tuple[Entry, ...]
    """Empty for a file that was named on the command line and that no entry matches."""
    inside: str = ""
    """The path relative to the configuration's folder, so it does not depend on the working folder."""
    outside: bool = False
    """Whether it was found in a folder and is a link to a file outside of the project: then it is not read."""


@sealed
@dataclass(frozen=True, slots=True)
class Chooser:
    """How targets are chosen. ``config`` is one file for all; otherwise each file uses the closest one."""

    config: Config | None = None
    isolated: bool = False
    force_exclude: bool = False
    """Apply the configuration's globs to files named on the command line too: pre-commit hooks need this."""
    gitignore: bool = True
    """Below a folder, skip files that git ignores."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """Settings of the command line, on top of each configuration."""
    _folders: dict[str, Config] = field(default_factory=dict)
    _files: dict[Path, Config] = field(default_factory=dict)
    """The configuration of each folder and of each file, read once."""
    whole: list[Config] = field(default_factory=list)
    """The configurations whose files were all checked: their folder, or one above it, was named."""
    strays: list[Stray] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    """The folders that cannot be opened, as reports show them."""

    def targets(self, paths: Iterable[Path]) -> Iterator[Target]:
        """The files below the paths, each once, in order.

        :raises ConfigError: for a path that does not exist.
        """
        seen: set[str] = set()
        for path in paths:
            for target, real in self._below(path) if path.is_dir() else self._named(path):
                if real not in seen:
                    seen.add(real)
                    yield target

    def config_for(self, folder: Path) -> Config:
        """The configuration of the files in a folder."""
        if self.config is None and not self.isolated:
            return self._closest(os.path.realpath(folder))
        known = self._folders.get("")
        if known is None:
            known = self._stated(self.config or Config(folder))
            if self.config is not None:
                self._folders[""] = known
        return known

    def _stated(self, config: Config) -> Config:
        """A configuration with the settings of the command line."""
        return with_settings(config, self.settings, COMMAND_LINE) if self.settings else config

    def _closest(self, folder: str) -> Config:
        if folder not in self._folders:
            found = find_config(Path(folder))
            if found is not None and found not in self._files:
                self._files[found] = self._stated(load_config(found))
            self._folders[folder] = self._files[found] if found is not None else self._stated(Config(Path(folder)))
        return self._folders[folder]

    def target(self, path: Path) -> Target:
        """The target of one path, which need not exist (standard input)."""
        config = self.config_for(path.parent)
        inside = inside_of(os.path.realpath(path), config.root)
        return Target(path, shown(path), config, _speaking(config, inside), inside)

    def _named(self, path: Path) -> Iterator[tuple[Target, str]]:
        if not path.exists():
            from smslint.project.nearest import absent

            raise ConfigError(absent(path))
        target = self.target(path)
        if not self.force_exclude or target.entries or _plainly_sms(target):
            if self.force_exclude and any(excluded(each, target.config) for each in with_parents(target.inside)):
                return
            yield target, os.path.realpath(path)

    def _below(self, start: Path) -> Iterator[tuple[Target, str]]:
        real = os.path.realpath(start)
        config = self.config_for(start)
        self._looked_through(config, real)
        inside = inside_of(real, config.root)
        if any(excluded(each, config) for each in with_parents(inside)):
            return
        # A folder that is named explicitly is checked even if git ignores it.
        from smslint.project import gitignore

        respect = self.gitignore and not gitignore.hidden_above(real)
        ignores = gitignore.around(real) if respect else None
        yield from self._walk(start, real, ignores, respect)

    def _looked_through(self, config: Config, folder: str) -> None:
        """Record a configuration whose whole folder is inside the folder that is walked."""
        top = resolved(str(config.root))
        below = top == folder or top.startswith(folder.rstrip(os.sep) + os.sep)
        if below and config.path is not None and config not in self.whole:
            self.whole.append(config)

    def _walk(self, start: Path, real: str, ignores: Ignores | None, respect: bool) -> Iterator[tuple[Target, str]]:
        """Depth first, by name. Uses a stack instead of recursion, and strings instead of paths, because trees can be large."""
        from smslint.project import gitignore

        prefix = shown(start)
        stack = [(real, "" if prefix == "." else prefix.rstrip("/") + "/", ignores, self.config_for(start))]
        while stack:
            folder, prefix, above, config = stack.pop()
            try:
                listed = _listed(folder)
            except OSError:
                self.closed.append(prefix.rstrip("/") or ".")
                continue
            names = {entry.name for entry in listed}
            if self.config is None and not self.isolated and not names.isdisjoint(STARTS):
                config = self.config_for(Path(folder))
                self._looked_through(config, folder)
            base = inside_of(folder, config.root)
            base = "" if base == "." else base + "/"
            if respect and ".gitignore" in names:
                above = gitignore.enter(folder, above)
            folders = []
            matchers = [(entry, joined(entry.files).match) for entry in config.messages if entry.files]
            for entry in listed:
                name = entry.name
                inside = base + name
                if _is_folder(entry):
                    if name not in SKIPPED and not excluded(inside, config) and not _hides(above, entry, folder=True):
                        folders.append((entry.path, f"{prefix}{name}/", above, config))
                    continue
                if not matchers or name in OWN:
                    continue
                if name.lower().endswith((SIDECAR, *_MISNAMED)):
                    if not excluded(inside, config) and not _hides(above, entry, folder=False):
                        self.strays.extend(_stray(config, prefix, base, name, names))
                    continue
                entries = tuple([each for each, match in matchers if match(inside)])
                if entries and not excluded(inside, config) and not _hides(above, entry, folder=False):
                    link = entry.is_symlink()
                    where = os.path.realpath(entry.path) if link else entry.path
                    outside = link and is_outside(Path(entry.path), config.root)
                    yield Target(Path(prefix + name), prefix + name, config, entries, inside, outside), where
            stack += reversed(folders)


def _stray(config: Config, prefix: str, base: str, name: str, there: Container[str]) -> Iterator[Stray]:
    """What is wrong with the name of a settings file: no file that is checked has these settings.

    :param there: the names of the files in its folder.
    """
    about = name[: name.lower().rindex(".smslint.")]
    why = ""
    if not name.endswith(SIDECAR):
        why = f"This file is not read: call it {about}{SIDECAR}."
    elif about not in there:
        why = f"There is no file {about} that these settings are about."
    elif not _speaking(config, base + about):
        why = f"No entry of messages matches {about}, so these settings are not read."
    if why:
        yield Stray(config, prefix + name, base + name, why)


def _hides(ignores: Ignores | None, entry: os.DirEntry[str], *, folder: bool) -> bool:
    return ignores is not None and ignores.hides(entry.path, folder=folder)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _speaking(config: Config, inside: str) -> tuple[Entry, ...]:
    return tuple([entry for entry in config.messages if matches(inside, entry.files)])


def _plainly_sms(target: Target) -> bool:
    """Without a configuration, a hook checks only files that are almost certainly messages: text files with sms in their path."""
    if target.config.messages:
        return False
    from smslint.sources.registry import source_for

    words = target.shown.lower().replace("-", "_").replace("/", "_").replace(".", "_").split("_")
    return "sms" in words and source_for(target.shown).source == "plain" and target.path.suffix in TEXTS


TEXTS: Final = frozenset(
    {".txt", ".text", ".sms", ".j2", ".jinja", ".liquid", ".twig", ".mustache", ".hbs", ".gotmpl", ".erb"}
)
"""Suffixes of files that usually contain one message."""
