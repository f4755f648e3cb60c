"""File globs: ``*`` stays inside a folder, ``**`` crosses folders, ``{a,b}`` means either."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from smslint.errors import ConfigError
from smslint.project.wildcards import path_pattern
from smslint.text.patterns import later

SKIPPED: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache",
     ".pytest_cache", ".smslint_cache", "dist", "build", "vendor"}
)  # fmt: skip
"""Folders that do not contain the project's own sources."""

_TOKEN: Final = later(r"\*+|\?|\[(?:![^\]/]+|[^\]/!][^\]/]*)\]|\{[^{}/]*\}|.", re.DOTALL)
_RANGE: Final = later(r"(.)(?:-(.))?", re.DOTALL)
"""A character of a class, or a range."""
_MOST_CROSSINGS: Final = 4
"""How often ``**`` may be part of a name, as in ``sms**.txt``: each doubles the regular expression."""


@lru_cache(maxsize=1024)
def compile_glob(pattern: str) -> re.Pattern[str]:
    """The regular expression of a glob. A pattern without a slash matches at any depth; a pattern that ends with one, a folder.

    :raises ConfigError: if ``**`` is part of a name too often, or if a range in it has no characters.
    """
    pattern = pattern.replace("\\", "/").removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    anchored = "/" in pattern.rstrip("/*")
    bodies = "|".join(path_pattern(each, _TOKEN, _part) for each in _whole(pattern.removeprefix("/")))
    try:
        return re.compile(f"{'' if anchored else '(?:.*/)?'}(?:{bodies})\\Z", re.DOTALL)
    except re.error:
        raise ConfigError(
            f"the pattern {pattern!r} has a range that ends before it starts: write [a-z], not [z-a]"
        ) from None


def _whole(pattern: str) -> list[str]:
    """The pattern with each ``**`` as a whole segment: ``a**b`` means ``a*b`` or ``a*/**/*b``."""
    within = [segment for segment in pattern.split("/") if "**" in segment and segment.strip("*")]
    if sum(len(re.findall(r"\*\*+", segment)) for segment in within) > _MOST_CROSSINGS:
        raise ConfigError(
            f"the pattern {pattern!r} has ** in the middle of names too often: use * there, or **/ for folders"
        )
    choices = [
        _crossings(segment) if segment in within else ["**" if len(segment) > 1 and not segment.strip("*") else segment]
        for segment in pattern.split("/")
    ]
    return ["/".join(choice) for choice in product(*choices)]


def _crossings(segment: str) -> list[str]:
    pieces = re.split(r"\*\*+", segment)
    return [
        pieces[0] + "".join(f"{glue}{piece}" for glue, piece in zip(glues, pieces[1:], strict=True))
        for glues in product(("*", "*/**/*"), repeat=len(pieces) - 1)
    ]


def _part(token: str) -> str:
    if token == "?":  # noqa: S105
        return "[^/]"
    if token[0] == "[" and len(token) > 1:
        parts = _RANGE.finditer(token[1:-1].removeprefix("!"))
        inside = "".join("-".join(map(re.escape, filter(None, part.groups()))) for part in parts)
        return "[" + ("^" if token[1] == "!" else "") + inside + "]"
    if token[0] == "{" and len(token) > 1:
        return "(?:" + "|".join(map(re.escape, token[1:-1].split(","))) + ")"
    return re.escape(token)


@lru_cache(maxsize=1024)
def joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One regular expression for several globs, of which there must be one."""
    return re.compile("|".join(f"(?:{compile_glob(pattern).pattern})" for pattern in patterns), re.DOTALL)


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path, relative and with forward slashes, matches any of the globs."""
    return bool(patterns) and joined(patterns).match(path) is not None
