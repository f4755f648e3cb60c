"""The files of a list that is a folder, or a pattern such as ``contacts/*.parquet``, in one fixed order."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import RecipientsError
from smslint.outside import is_outside
from smslint.recipients.endings import READ_ONLY, WRITTEN, ending
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_FILES: Final = 10_000
"""The files of one list: a folder with more is probably another one than was meant."""
_UNSEEN: Final = (".", "_")
"""How the names of files begin that programs keep beside lists: ``_SUCCESS``, ``.part-0.crc``."""
_SEPARATOR: Final = f"[{re.escape(os.sep + (os.altsep or ''))}]"
_ANY_DEPTH: Final = re.compile(rf"(?:\A|(?<={_SEPARATOR}))(?:\*\*{_SEPARATOR}+)*\*\*(?:{_SEPARATOR}+|\Z)")
"""``**`` as a whole part of a pattern: folders in folders, or none."""


class Gathered(NamedTuple):
    """The files of one list."""

    files: list[Path]
    """By their paths, in the order of characters."""
    notes: list[str]
    """What was left out, in sentences for people."""


def gathered(source: str | Path) -> Gathered | None:
    """The files of a folder with all its folders, or those that a pattern names; ``None`` for the path of a file, or of nothing.

    A file whose name has the signs of a pattern is a file. Of a folder, only files whose names end as those of lists are taken.

    :raises RecipientsError: if there is no list, or there are too many files.
    """
    name = str(source)
    if os.path.isdir(source):  # noqa: PTH112 (a name that no path can have is no folder, and no error)
        found, left = _of_folder(Path(source))
        if not found:
            rest = f": {_some(left)} {'is' if len(left) == 1 else 'are'} none" if left else ""
            raise RecipientsError(
                f"{name}: this folder has no list (CSV, JSON Lines, Parquet, Arrow or a spreadsheet){rest}."
            )
    elif _is_pattern(source):
        found, left = _of_pattern(name)
        if not found:
            raise RecipientsError(f"{name}: no file has such a name.")
    else:
        return None
    for path in found:
        if path.is_symlink() and is_outside(path, path.parent):
            raise RecipientsError(
                f"{path}: this is a link to a file outside of its folder, which nobody has named: name that file itself, or remove the link."
            )
    return _without_empty(name, found, left)


def from_everywhere(source: str | Path) -> str:
    """The absolute name of a list: of a pattern, signs in the names of the folders that lead to it are no signs of the pattern."""
    here = os.getcwd()  # noqa: PTH109 (joined as text: a slash at the end of a pattern has a meaning)
    return os.path.join(glob.escape(here) if _is_pattern(source) else here, source)  # noqa: PTH118


def _is_pattern(source: str | Path) -> bool:
    return glob.has_magic(str(source)) and not os.path.lexists(source)


def _of_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    found: list[Path] = []
    left: list[Path] = []
    for path in _inside(folder):
        (found if _is_list(path) else left).append(path)
    return found, left


def _of_pattern(pattern: str) -> tuple[list[Path], list[Path]]:
    found: list[Path] = []
    left: list[Path] = []
    for path in map(Path, _matches(pattern, left)):
        if any(
            each.startswith(_UNSEEN) and each not in pattern and glob.escape(each) not in pattern for each in path.parts
        ):
            continue
        if not path.is_dir():
            found.append(path)
        elif not _ANY_DEPTH.search(pattern):  # or what is inside is found as well
            inside = _of_folder(path)
            found += inside[0]
            left += inside[1]
        if len(found) > MOST_FILES:
            raise _too_many(pattern)
    links = {each for each in left if each.is_dir()}
    return [path for path in found if links.isdisjoint(path.parents)], left


def _matches(pattern: str, left: list[Path]) -> Iterator[str]:
    """The names that a pattern has. As in a folder, ``**`` does not go through a link to a folder, but adds it to ``left``."""
    anywhere = _ANY_DEPTH.search(pattern)
    if anywhere is None:
        yield from glob.iglob(pattern)  # noqa: PTH207 (a pattern may be absolute)
        return
    head, rest = pattern[: anywhere.start()], pattern[anywhere.end() :]
    for top in glob.iglob(head) if head else ("",):  # noqa: PTH207
        for place, folders, names in os.walk(top or "."):
            folders[:] = [each for each in folders if not each.startswith(".")]
            left += (Path(place, each) for each in _links(place, folders) if not each.startswith(_UNSEEN))
            if rest:
                yield from _matches(os.path.join(glob.escape(place), rest), left)  # noqa: PTH118
            elif anywhere[0].endswith("*"):  # a separator behind it would name folders only
                yield from (os.path.join(place, each) for each in names if not each.startswith("."))  # noqa: PTH118


def _links(place: str, folders: Sequence[str]) -> list[str]:
    """Those of the folders in a place that are links: such a link may lead back to a folder around it."""
    return [each for each in folders if os.path.islink(os.path.join(place, each))]  # noqa: PTH114, PTH118


def _inside(folder: Path) -> Iterator[Path]:
    """The files of a folder and of all folders in it, and the links to folders, which are not followed."""

    def refuse(error: OSError) -> None:
        raise RecipientsError(f"{error.filename or folder}: {error.strerror or error}.") from error

    number = 0
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(each for each in folders if not each.startswith(_UNSEEN))
        for name in (*names, *_links(place, folders)):
            if not name.startswith(_UNSEEN):
                number += 1
                if number > MOST_FILES:
                    raise _too_many(str(folder))
                yield Path(place, name)


def _is_list(path: Path) -> bool:
    """Whether a file has the name of one. A text file beside lists is a message; a pattern reads it as a list."""
    end, _ = ending(path)
    return not path.is_dir() and (end in WRITTEN or end in READ_ONLY)


def _without_empty(name: str, found: Sequence[Path], left: list[Path]) -> Gathered:
    files = sorted(dict.fromkeys(found))
    try:
        empty = [path for path in files if path.is_file() and not path.stat().st_size]
    except OSError as error:
        raise RecipientsError(f"{error.filename or name}: {error.strerror or error}.") from error
    if len(empty) == len(files):
        raise RecipientsError(f"{name}: {_some(empty)} {'is' if len(empty) == 1 else 'are'} empty.")
    links = {path for path in left if path.is_dir()}
    other = [path for path in left if path not in links]
    notes = [f"{_some(other)} of this folder {_was(other)} not read: the name is not that of a list."] if other else []
    if links:
        notes.append(f"{_some([*links])} {_was([*links])} not read: a link to a folder is not followed.")
    notes += [f"{_some(empty)} {'is' if len(empty) == 1 else 'are'} empty."] if empty else []
    if partitions := sorted({each for path in files for each in path.parts[:-1] if "=" in each and each not in name}):
        notes.append(f"The names of folders such as {partitions[0]!r} were not read as columns.")
    without = set(empty)
    return Gathered([path for path in files if path not in without], notes)


def _was(paths: Sequence[Path]) -> str:
    return "was" if len(paths) == 1 else "were"


def _some(paths: Sequence[Path]) -> str:
    """A few files by name."""
    if len(paths) > 3:
        return f"{plural(len(paths), 'file')} (such as {min(paths)})"
    return ", ".join(repr(str(path)) for path in sorted(paths))


def _too_many(name: str) -> RecipientsError:
    return RecipientsError(
        f"{name}: these are more than {MOST_FILES:,} files. Name the files of the list with a pattern."
    )
