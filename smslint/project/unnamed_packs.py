"""Rules and other data beside a configuration that nobody reads: a pack counts only if ``packs`` names its folder."""

from __future__ import annotations

import os
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from smslint.finding import Location
from smslint.project.config_places import Said
from smslint.real_paths import real_path
from smslint.rules.packs import ENDS
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.project.config import Config

_SHIPPED: Final = "these ship with smslint, a pack has only rules and lexicons"
_FOLDERS: Final = {
    "rules": ("code", "name the folder of rules under packs"),
    "lexicons": ("lexicon", "lexicons belong to a folder of rules, which packs names"),
    "countries": ("country", _SHIPPED),
    "providers": ("provider", _SHIPPED),
}
"""The names of folders, the key with which their files begin, and what to do."""
_KEY: Final = later(r"^(\w+):[ \t]*\S", re.MULTILINE)
_HEAD: Final = 4_000
_MOST: Final = 200
"""The most files of a folder that are looked at: one is enough to say it."""


def unnamed_packs(config: Config) -> Iterator[Said]:
    """What is to be said about each such folder beside the configuration, at the first of its files."""
    from smslint.project.paths import shown

    packs = [real_path(folder) for folder in config.packs]
    for name, (key, advice) in _FOLDERS.items():
        folder = config.root / name
        if any(real_path(folder).is_relative_to(pack) or pack.is_relative_to(real_path(folder)) for pack in packs):
            continue
        for path in islice(_files(folder), _MOST):
            if _begins_with(path, key):
                inside = path.relative_to(config.root).as_posix()
                yield Said(f"{inside} is not read: {advice}.", Location(shown(path), 1, 1, 1, 1), inside)
                break


def _files(folder: Path) -> Iterator[Path]:
    """The YAML files in a folder, and one folder below it."""
    for place in (folder, *(each for each in _listed(folder) if each.suffix not in ENDS)):
        yield from (each for each in _listed(place) if each.suffix in ENDS)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder / each for each in os.listdir(folder))  # noqa: PTH208 (a file gives nothing)
    except OSError:
        return []


def _begins_with(path: Path, key: str) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return False
    first = _KEY.search(head)
    return first is not None and first[1] == key
