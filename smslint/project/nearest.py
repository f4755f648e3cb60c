"""Hints for what a run looked for and did not find: the nearest thing that exists."""

from __future__ import annotations

import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from smslint.project.config_path import NAMES
from smslint.project.globs import SKIPPED, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_FILES: Final = 50_000
"""How many files are searched for a near one."""
MOST_COMPARED: Final = 1_500
"""How many files are compared by their whole paths, letter by letter."""
MOST_HINTS: Final = 50
"""For how many patterns of a configuration something near is looked for: each is compared with every file."""
NEAR: Final = 0.6
"""The lowest similarity (0 to 1) of a path that is suggested."""


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
    """The end of the message that a glob matches no file: why it does not, or the nearest file.

    :param whole: whether all files were searched, not only a part of the project.
    """
    files = list(files)
    there = next((path for path in files if matches(path, (glob,))), None)
    if there is not None:
        nested = (f"{folder}/{name}" for folder in _folders(there) for name in NAMES)
        own = next((path for path in nested if path in files), None)
        if own is not None and not own.endswith(NAMES[-1]):
            return f": {there} belongs to {own}"
        return f": {there} is excluded, by exclude or by .gitignore" if whole else f" here: {there} is elsewhere"
    if glob != glob.strip():
        return ": it begins or ends with a space"
    skipped = next((segment for segment in glob.split("/") if segment in SKIPPED), None)
    if skipped is not None:
        return f": no file in a folder called {skipped} is read unless it is named on the command line"
    inside = f"{glob.removeprefix('./')}/**"
    if any(matches(path, (inside,)) for path in files):
        return f": it is a folder; {inside} matches the files in it"
    close = nearest_folder(glob, files) or nearest_file(glob, files)
    return "" if close is None else f"; the nearest is {close}"


def nearest_file(glob: str, files: Iterable[str]) -> str | None:
    """The file that a glob without a match probably means: in different case, in another folder, or with a similar name."""
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


def nearest_folder(glob: str, files: Iterable[str]) -> str | None:
    """The glob of the files in the folder that a glob without wildcards probably means: ``sms/**`` for ``SMS`` or ``smss``."""
    from smslint.wording import near

    wanted = glob.removeprefix("./").rstrip("/*")
    if not wanted or _bare(wanted) != wanted or "." in wanted.rpartition("/")[2]:
        return None
    folders = dict.fromkeys(folder for path in files for folder in _folders(path))
    lower = {folder.lower(): folder for folder in folders}
    found = lower.get(wanted.lower()) or near(wanted, list(folders))
    return None if found is None else f"{found}/**"


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def absent(path: Path, what: str = "there is no such file or folder") -> str:
    """Why a path cannot be read that does not exist: a link that leads nowhere, or else ``what``, and the nearest file."""
    if os.path.lexists(path):
        return f"{path}: this is a link to a file that does not exist, or a circle of links"
    close = nearest_path(path)
    return f"{path}: {what}{f' (did you mean {close!r}?)' if close else ''}"


def nearest_path(path: Path) -> str | None:
    """The existing file or folder with the name nearest to a path that does not exist."""
    from smslint.wording import near

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
