"""The files of a project that may contain keys of translations and that cannot be read or changed: a key of theirs is changed nowhere."""

from __future__ import annotations

from stat import S_ISREG
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.outside import is_outside
from smslint.project.spelled import suffix_of
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

OUTSIDE: Final = "is outside of the project"
NOT_READ: Final = "could not be read"
TOO_LARGE: Final = "is too large to be read"
_LANGUAGE: Final = later(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*(?:\.lproj)?")


class Unread(NamedTuple):
    """A file or folder that is not read."""

    inside: str
    """Its path relative to the folder of the project."""
    path: Path
    why: str
    folder: bool = False

    def may_hold_what(self, holder: str) -> bool:
        """Whether it is, by name and folder, a translation or a neighbour of a file that contains the key."""
        own, other = self.inside.split("/"), holder.split("/")
        if self.folder:
            inside = len(own) <= len(other) and own[:-1] == other[: len(own) - 1]
            return inside and len(own) < len(other) and (len(own) > 1 or _LANGUAGE.fullmatch(own[0]) is not None)
        if suffix_of(self.inside) != suffix_of(holder) or len(own) != len(other):
            return False
        # locales/de/a.json and locales/fr/a.json; de/a.de.json and fr/a.fr.json; a.json and b.json of one folder
        pairs = [(a, b) for a, b in zip(own, other, strict=True) if a != b]
        return len(pairs) < 2 or all(_is_language(a) and _is_language(b) for a, b in pairs)


def _is_language(name: str) -> bool:
    return any(_LANGUAGE.fullmatch(part) for part in name.lower().removesuffix(suffix_of(name)).split("."))


def unread_file(inside: str, path: Path, top: Path, largest: int, large: Collection[Path]) -> Unread | None:
    """Why a file is not read; ``None`` if it is, or if there is none.

    :param largest: the most bytes that are read.
    :param large: larger files whose keys are known.
    """
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            return None
        if is_outside(path, top):
            return Unread(inside, path, OUTSIDE)
        if status.st_size > largest:
            return None if path in large else Unread(inside, path, TOO_LARGE)
        _open(path)
    except FileNotFoundError:
        return None
    except OSError:
        return Unread(inside, path, NOT_READ)
    return None


def _open(path: Path) -> None:
    path.open("rb").close()
