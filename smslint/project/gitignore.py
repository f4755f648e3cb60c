"""``.gitignore`` files: smslint skips what git ignores. Patterns as in gitignore(5), tested against git itself.

This does not use ``pathspec``, which is good but takes 61 ms and 81 modules to import, more than checking a small project.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from smslint.project.wildcards import path_pattern

_TOKEN: Final = re.compile(r"\\.|\[(?:[!^])?\]?(?:\\.|\[:\w{1,10}:\]|[^\]\\]){0,100}\]|\*+|\?|.", re.DOTALL)
_LARGEST: Final = 256 * 1024
_LONGEST: Final = 1024
_CLASSES: Final = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \t", "digit": "0-9", "lower": "a-z", "space": r"\s", "upper": "A-Z",
    "xdigit": "0-9A-Fa-f", "punct": r"!-/:-@\[-`{-~",
}  # fmt: skip


class Group(NamedTuple):
    """Consecutive lines that all ignore or all re-include, as one regular expression for folders and one for any path."""

    ignored: bool
    any: re.Pattern[str] | None
    folders: re.Pattern[str] | None


class Ignores:
    """The patterns of one folder, and those of the folders above it. Closer files and later lines win."""

    __slots__ = ("_above", "_cut", "_groups")

    def __init__(self, folder: str, text: str, above: Ignores | None = None) -> None:
        self._cut = len(folder.rstrip("/")) + 1
        self._groups = _groups(text)
        self._above = above

    def hides(self, path: str, *, folder: bool = False) -> bool:
        """Whether git would ignore a full path. Its parents are not tested: the walk has tested them before."""
        found: Ignores | None = self
        while found is not None:
            inside = _as_bytes(path[found._cut :])  # noqa: SLF001 (of the same class)
            for group in found._groups:  # noqa: SLF001
                if (group.any is not None and group.any.match(inside)) or (
                    folder and group.folders is not None and group.folders.match(inside)
                ):
                    return group.ignored
            found = found._above  # noqa: SLF001
        return False


def enter(folder: str, above: Ignores | None) -> Ignores | None:
    """The patterns that apply inside a folder."""
    text = _read(os.path.join(folder, ".gitignore"))  # noqa: PTH118 (a walk over many folders: strings are faster)
    return Ignores(folder, text, above) if text else above


def around(folder: str) -> Ignores | None:
    """The patterns that apply in a folder because of the folders above it, up to the root of the repository."""
    parents = _parents(folder)
    if parents is None:
        return None
    found: Ignores | None = None
    exclude = _read(f"{parents[0]}/.git/info/exclude")
    if exclude:
        found = Ignores(parents[0], exclude)
    for each in parents[:-1]:
        found = enter(each, found)
    return found


def hidden_above(folder: str) -> bool:
    """Whether a folder is inside one that git ignores."""
    parents = _parents(folder)
    if parents is None:
        return False
    found: Ignores | None = None
    for parent, child in pairwise(parents):
        found = enter(parent, found)
        if found is not None and found.hides(child, folder=True):
            return True
    return False


def _parents(folder: str) -> list[str] | None:
    """The folders from the root of the repository down to the folder; ``None`` outside of a repository."""
    chain = [folder]
    while not os.path.exists(f"{chain[-1].rstrip('/')}/.git"):  # noqa: PTH110
        up = os.path.dirname(chain[-1])  # noqa: PTH120
        if up == chain[-1]:
            return None
        chain.append(up)
    return chain[::-1]


def _read(path: str) -> str:
    if not os.path.isfile(path):  # noqa: PTH113  # a pipe would be waited for
        return ""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:  # noqa: PTH123
            return file.read(_LARGEST)
    except OSError:
        return ""


@lru_cache(maxsize=256)
def _groups(text: str) -> tuple[Group, ...]:
    """The last line first, because the last matching line decides."""
    grouped: list[tuple[bool, list[str], list[str]]] = []
    for line in text.splitlines():
        parsed = _line(line)
        if parsed is None:
            continue
        ignored, folders_only, body = parsed
        if not grouped or grouped[-1][0] is not ignored:
            grouped.append((ignored, [], []))
        (grouped[-1][2] if folders_only else grouped[-1][1]).append(body)
    return tuple(Group(sign, _joined(any_), _joined(folders)) for sign, any_, folders in reversed(grouped))


def _as_bytes(text: str) -> str:
    """A character for each byte, because git compares bytes: ``?`` is one of them."""
    return text if text.isascii() else text.encode("utf-8", errors="surrogateescape").decode("latin-1")


def _joined(bodies: list[str]) -> re.Pattern[str] | None:
    return re.compile("(?:" + "|".join(bodies) + r")\Z", re.DOTALL) if bodies else None


def _line(line: str) -> tuple[bool, bool, str] | None:
    """Whether it ignores, whether it applies only to folders, and its regular expression; ``None`` without a pattern."""
    line = _as_bytes(line.rstrip("\r"))
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    if not line or line.startswith("#") or len(line) > _LONGEST:
        return None
    ignored = not line.startswith("!")
    line = line if ignored else line[1:]
    folders_only = line.endswith("/")
    line = line.rstrip("/") if folders_only else line
    if not line:
        return None
    anchored = "/" in line
    body = _body(line.removeprefix("/"))
    if body is None:
        return None
    return ignored, folders_only, body if anchored else f"(?:.*/)?{body}"


def _body(pattern: str) -> str | None:
    body = path_pattern(pattern, _TOKEN, _part)
    try:
        re.compile(body)
    except re.error:
        return None  # an invalid class, such as [z-a]: it matches nothing in git either
    return body


def _part(token: str) -> str:
    if token == "?":  # noqa: S105
        return "[^/]"
    if token[0] == "\\" and len(token) == 2:
        return re.escape(token[1])
    if token[0] == "[" and len(token) > 2:
        return _class(token[1:-1])
    return re.escape(token)


def _class(inside: str) -> str:
    negated = inside[0] in "!^"
    inside = inside[1:] if negated else inside
    inside = re.sub(r"\[:(\w+):\]", lambda match: _CLASSES.get(match[1], ""), inside.replace("[[", "[\\["))
    inside = re.sub(r"\\([A-Za-z0-9])|\\.", lambda match: match[1] or match[0], inside)  # ``\a`` is the letter
    body = re.sub(r"(?<!\\)([\[\]&~|^])", r"\\\1", inside)
    # A class never matches a slash.
    return f"(?!/)[{'^' if negated else ''}{body}]"
