"""File globs: ``*`` stays inside a folder, ``**`` crosses folders, ``{a,b}`` means either."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from smslint.text.patterns import later

SKIPPED: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache",
     ".pytest_cache", ".smslint_cache", "dist", "build", "vendor"}
)  # fmt: skip
"""Folders that do not contain the project's own sources."""

_TOKEN = later(r"\*\*/|/\*\*$|\*\*|\*|\?|\[!?[^\]/]+\]|\{[^{}/]*\}|.", re.DOTALL)


@lru_cache(maxsize=1024)
def compile_glob(pattern: str) -> re.Pattern[str]:
    """The regular expression of a glob. A pattern without a slash matches at any depth; a pattern that ends with one, a folder."""
    pattern = pattern.replace("\\", "/").removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    anchored = "/" in pattern.rstrip("/*")
    body = "".join(_part(match[0]) for match in _TOKEN.finditer(pattern.removeprefix("/")))
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{body}\\Z", re.DOTALL)


def _part(token: str) -> str:
    match token:
        case "**/":
            return "(?:.*/)?"
        case "/**":
            return "/.*"
        case "**":
            return ".*"
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
    if token[0] == "[" and len(token) > 1:
        return "[" + ("^" if token[1] == "!" else "") + re.escape(token[1:-1].lstrip("!")).replace(r"\-", "-") + "]"
    if token[0] == "{" and len(token) > 1:
        return "(?:" + "|".join(map(re.escape, token[1:-1].split(","))) + ")"
    return re.escape(token)


@lru_cache(maxsize=1024)
def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{compile_glob(pattern).pattern})" for pattern in patterns), re.DOTALL)


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path, relative and with forward slashes, matches any of the globs."""
    return bool(patterns) and _joined(patterns).match(path) is not None
