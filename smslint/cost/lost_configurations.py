"""Configurations that the base has and today does not: what they named is in no comparison, as there are no settings to read it with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from smslint.cost.record import Blind
from smslint.errors import SourceError
from smslint.project.config_path import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.cost.base_files import Start
    from smslint.cost.tree import Tree

_TABLE: Final = b"[tool.smslint"


def lost_configurations(tree: Tree, starts: Sequence[Start]) -> Iterator[Blind]:
    """The configurations below the paths that are compared whose folder has none today, each with why that matters."""
    for path in tree.entries:
        name = next((each for each in NAMES if path == each or path.endswith(f"/{each}")), None)
        if name is None or not _is_configuration(tree, path):
            continue
        folder = path.removesuffix(name)
        shown = next((found for each in starts if (found := each.shown(path)) is not None), None)
        if shown is not None and not any(_is_there(f"{tree.top}/{folder}{each}") for each in NAMES):
            yield Blind(shown, "it was a configuration at the base and is gone, so what it named is not compared")


def _is_configuration(tree: Tree, path: str) -> bool:
    try:
        return not path.endswith("pyproject.toml") or (tree.has(path) and _TABLE in tree.content(path))
    except SourceError:
        return False


def _is_there(path: str) -> bool:
    try:
        if not path.endswith("pyproject.toml"):
            return os.path.lexists(path)
        with open(path, "rb") as file:  # noqa: PTH123 (a path of git is text)
            return _TABLE in file.read(1_000_000)
    except OSError:
        return False
