"""Files of one line that were renamed and changed: git compares lines, so it takes each of them for two files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from smslint.cost.similar import closest
from smslint.errors import SmslintError
from smslint.project.reading import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.cost.git import Entry
    from smslint.cost.tree import Tree
    from smslint.project.files import Target

ALIKE: Final = 0.8
"""Files that are at least as similar are taken for one; more than for messages of one file, where fewer texts are near."""
_LONGEST: Final = 2_000
_MOST: Final = 1_000
"""Of more files, none is compared."""


def renamed_lines(tree: Tree, here: Mapping[str, Target], known: Mapping[str, str]) -> dict[str, str]:
    """The old path of each file of one line that was renamed and changed, and the new one, relative to the top.

    :param here: today's files by their paths.
    :param known: what git found.
    """
    new = {path: target for path, target in here.items() if path not in tree.entries and path not in known.values()}
    suffixes = {_suffix(path) for path in new}
    gone = {
        path: entry
        for path, entry in (tree.entries.items() if new else ())
        if _suffix(path) in suffixes and path not in known and _is_gone(tree, path, entry)
    }
    if not gone or len(gone) > _MOST or len(new) > _MOST:
        return {}
    olds = _lines((path, _read(tree, path)) for path in gone)
    news = _lines((path, _read_today(target)) for path, target in new.items())
    ones, others = list(olds), list(news)
    pairs = closest([olds[each] for each in ones], [news[each] for each in others], ALIKE)
    return {ones[at]: others[to] for at, to in pairs}


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 (asked for every file of a commit)


def _is_gone(tree: Tree, path: str, entry: Entry) -> bool:
    return entry.mode.startswith("100") and not os.path.lexists(f"{tree.top}/{path}")


def _lines(files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The texts of files that have one short line."""
    found = {}
    for path, data in files:
        if data and len(data) <= _LONGEST and b"\n" not in data.strip():
            found[path] = data.decode("utf-8", "replace").strip()
    return found


def _read(tree: Tree, path: str) -> bytes:
    try:
        return tree.content(path)
    except SmslintError:
        return b""


def _read_today(target: Target) -> bytes:
    try:
        return bytes_of(target)
    except SmslintError:
        return b""
