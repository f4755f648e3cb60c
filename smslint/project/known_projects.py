"""The projects that arguments name: each is made once, and followed when its files change."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.project.config import Config, load_config, make_config
from smslint.project.config_path import NAMES, find_config, root_of
from smslint.project.project import Project, files_of, make_project
from smslint.real_paths import real_path

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from smslint.project.watch import Watch

KEPT: Final = 128
"""How many projects of paths and mappings are cached."""


def project_of(config: str | Path | Mapping[str, object] | Config | Project | None) -> Project:
    """The project of an argument: a mapping, a path, or an existing project; ``None`` assumes nothing.

    It is made once. A path is followed: if the working folder or one of its files changes (the configuration, what it extends,
    its packs, its rate card), the project is made again. Otherwise nothing is read; only the times of files are checked.
    A mapping is compared by its contents, so changes in it are noticed.

    :raises ConfigError: if there is no such file, or it is invalid.
    """
    if isinstance(config, Project):
        return config
    if config is None:
        return _of_config(_NOTHING)
    if isinstance(config, Config):
        return _of_config(config)
    if isinstance(config, str | Path):
        return _followed(os.path.abspath(_text(config)), Path(config))  # noqa: PTH100 (symbolic links must not be resolved)
    if not isinstance(config, Mapping):
        raise ConfigError(f"config must be a mapping or the path of a smslint.yaml, not {type(config).__name__}")
    return _of_mapping(config)


_NOTHING: Final = Config(Path())
_KNOWN: dict[Hashable, tuple[Project, Watch]] = {}


def _of_config(config: Config) -> Project:
    known = _KNOWN.get(config)
    if known is None:
        from smslint.project.watch import Watch

        known = (make_project(config), Watch(()))
        _keep(config, *known)
    return known[0]


def _keep(key: Hashable, project: Project, watch: Watch) -> None:
    if len(_KNOWN) >= KEPT:
        _KNOWN.clear()
    _KNOWN[key] = (project, watch)


def _followed(absolute: str, path: Path) -> Project:
    known = _KNOWN.get(absolute)
    if known is not None and known[1].holds():
        return known[0]
    passed: list[str] = []
    try:
        found, passed = _found(path)
        _ = found is not None and found.is_file()  # a name that a file cannot have is not a path
    except (OSError, ValueError):
        raise ConfigError("config: this is not the path of a file or folder; pass settings as a mapping") from None
    if found is None:
        raise ConfigError(f"{path}: there is no smslint.yaml here or above")
    return _kept(absolute, lambda: load_config(found), passed)


def _found(path: Path) -> tuple[Path | None, list[str]]:
    """The configuration file for a path, and the folders where a closer one could appear."""
    if not path.is_dir():
        return path, []
    folder = real_path(path)
    found = find_config(folder)
    passed = []
    for each in (folder, *folder.parents):
        passed += [str(each), *(str(each / name) for name in (".config", *NAMES) if (each / name).exists())]
        if found is not None and each == root_of(found):
            break
    return found, passed


def _of_mapping(config: Mapping[str, object]) -> Project:
    try:
        key = (os.getcwd(), _frozen(config))  # noqa: PTH109 (called for every message)
        known = _KNOWN.get(key)
    except (TypeError, RecursionError):  # it contains values that cannot be compared, or itself
        return make_project(make_config(config, Path()))
    if known is not None and known[1].holds():
        return known[0]
    return _kept(key, lambda: make_config(_copied(config), Path()), ())


def _kept(key: Hashable, make: Callable[[], Config], passed: Iterable[str]) -> Project:
    from smslint.project.watch import Watch
    from smslint.rules import lexicons

    _KNOWN.pop(key, None)
    begun, folders = time.time_ns(), Watch.of(passed)
    config = make()
    if config.packs:
        lexicons.forget()
    project = make_project(config)
    watch = Watch((*folders.stamps, *Watch.of(files_of(config)).stamps))
    if not watch.written_after(begun):
        _keep(key, project, watch)
    return project


def _text(path: str | Path) -> str:
    text = os.fspath(path)
    if "\0" in text:
        raise ConfigError("config: this is not the path of a file or folder; pass settings as a mapping")
    return text


def _frozen(value: object) -> Hashable:
    """A hashable form of a value, equal only for equal settings: types and order count."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return dict, tuple((key.__class__, key, _frozen(each)) for key, each in value.items())
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return list, tuple(map(_frozen, value))
    hash(value)
    return value.__class__, value


def _copied(value: Any) -> Any:
    """A copy that the caller cannot change."""
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [_copied(each) for each in value]
    return value
