"""What a run looked for and did not find, and the nearest thing that exists."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from smslint.project.globs import SKIPPED, matches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_FILES: Final = 50_000
"""Files that are looked through for a near one."""
MOST_COMPARED: Final = 1_500
"""Files whose whole paths are compared, letter by letter."""
NEAR: Final = 0.6
"""From which likeness on (0 to 1) a path is worth naming."""


def files_below(root: Path) -> list[str]:
    """The files below a folder, relative to it, without those of tools."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        start = "" if inside == "." else f"{inside}/"
        found += [start + name for name in sorted(names)]
        if len(found) > MOST_FILES:
            break
    return found[:MOST_FILES]


def hint(glob: str, files: Iterable[str], *, whole: bool = True) -> str:
    """What to add to the word that a glob matches no file: why it does not, or the nearest file.

    :param whole: whether all files were looked at, rather than those of a part of the project.
    """
    files = list(files)
    there = next((path for path in files if matches(path, (glob,))), None)
    if there is not None:
        return f": {there} is left out, by exclude or by .gitignore" if whole else f" here: {there} lies elsewhere"
    close = nearest_file(glob, files)
    return "" if close is None else f"; the nearest is {close}"


def nearest_file(glob: str, files: Iterable[str]) -> str | None:
    """The file that a glob without a match probably means: in other letters, in another folder, or with a like name."""
    files = list(files)
    lower = glob.removeprefix("./").lower()
    other_case = [path for path in files if matches(path.lower(), (lower,))]
    if other_case:
        return other_case[0]
    name = lower.rpartition("/")[2]
    moved = [path for path in files if name.strip("*.") and matches(path.lower().rpartition("/")[2], (name,))]
    wanted = _bare(lower)
    scored = [(_likeness(wanted, path.lower()) + 0.5, path) for path in moved[:MOST_COMPARED]]
    scored += [(_likeness(wanted, path.lower()), path) for path in files[:MOST_COMPARED]] if not moved else []
    best = max(scored, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] >= NEAR else None


def nearest_path(path: Path) -> str | None:
    """The file or folder beside a path that is not there whose name is nearest."""
    from smslint.settings import near

    above = path.parent
    while not above.is_dir():
        path, above = above, above.parent
        if path == above:
            return None
    try:
        close = near(path.name, [each.name for each in above.iterdir()])
    except OSError:
        return None
    return None if close is None else (above / close).as_posix()


def _bare(glob: str) -> str:
    return "".join(char for char in glob if char not in "*?[]{}")


def _likeness(wanted: str, path: str) -> float:
    matcher = SequenceMatcher(None, wanted, path, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEAR / 2 else 0.0
