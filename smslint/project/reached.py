"""Whether a run over a whole project reads one file: what an editor asks of each file that is opened."""

from __future__ import annotations

import os
from itertools import accumulate
from typing import TYPE_CHECKING

from smslint.outside import is_outside
from smslint.project import gitignore
from smslint.project.files import OWN, SIDECAR
from smslint.project.globs import SKIPPED
from smslint.project.paths import excluded
from smslint.real_paths import real_path

if TYPE_CHECKING:
    from smslint.project.files import Target


def reached(target: Target) -> bool:
    """Whether ``smslint check`` in the folder of its configuration would read the file: an entry matches it, nothing excludes it, and git
    does not ignore it."""
    name = target.path.name
    if not target.entries or name in OWN or name.lower().endswith(SIDECAR):
        return False
    config, inside = target.config, target.inside
    if target.path.is_symlink() and is_outside(target.path, config.root):
        return False
    if os.path.isabs(inside):  # noqa: PTH117 (it is a text)
        return False
    ways = list(accumulate(inside.split("/"), lambda above, each: f"{above}/{each}"))
    if any(part in SKIPPED for part in inside.split("/")[:-1]) or any(excluded(way, config) for way in ways):
        return False
    top = str(real_path(config.root))
    if gitignore.hidden_above(top):
        return True  # a folder that is named is read even if git ignores it
    ignores = gitignore.around(top)
    for way in ways:
        folder, _, _ = way.rpartition("/")
        ignores = gitignore.enter(f"{top}/{folder}".rstrip("/"), ignores)
        if ignores is not None and ignores.hides(f"{top}/{way}", folder=way != inside):
            return False
    return True
