"""Texts with places for values, as an expression writes them: ``"Hi #{name}"``, ``"Hi %s"|format(name)``, ``"Hi NAME"|replace("NAME", name)``.

Each gives the parts of the text: literals, and the numbers of the arguments that stand in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.words import each_word
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    Part = str | tuple[int, tuple[Call, ...]]
    """A text, or the number of an argument and the calls on it."""

_PERCENT: Final = later(r"%(?:(%)|([-0+ #]*\d*(?:\.\d+)?[sdfeg]))?")
_BRACES: Final = later(r"\{\{|\}\}|\{(\d*)\}|[{}]")
_MOST_ARGUMENTS: Final = 50


def percents(text: str, *, plain: bool) -> list[Part] | None:
    """``%s`` for each argument in turn, and ``%%``; ``None`` for anything else.

    :param plain: whether only ``%s`` is read.
    """
    parts: list[Part] = []
    at = count = 0
    for match in _PERCENT.finditer(text):
        parts.append(text[at : match.start()] + ("%" if match[1] else ""))
        at = match.end()
        if match[2]:
            if plain and match[2] != "s":
                return None
            parts.append((count, () if match[2] == "s" else (Call("%", (match[2],), source=match[0]),)))
            count += 1
        elif not match[1]:
            return None
    return [*parts, text[at:]]


def braces(text: str) -> list[Part] | None:
    """``{}`` for each argument in turn, or ``{0}``."""
    parts: list[Part] = []
    at = count = 0
    numbered: set[bool] = set()
    for match in _BRACES.finditer(text):
        parts.append(text[at : match.start()] + (match[0][0] if match[0] in {"{{", "}}"} else ""))
        at = match.end()
        if match[1] is not None:
            numbered.add(bool(match[1]))
            place = int(match[1][:3]) if match[1] else count
            parts.append((place, ()))
            count += 1
        elif match[0] not in {"{{", "}}"}:
            return None
    return None if len(numbered) > 1 else [*parts, text[at:]]


def replaced(text: str, keys: Mapping[str, int]) -> list[Part] | None:
    """Each key is a place for an argument; the longest key first."""
    if not keys or "" in keys or len(keys) > _MOST_ARGUMENTS:
        return None
    ordered = sorted(keys, key=lambda key: len(key.encode()), reverse=True)
    parts: list[Part] = []
    at = 0
    for match in re.finditer("|".join(map(re.escape, ordered)), text):
        parts += (text[at : match.start()], (keys[match[0]], ()))
        at = match.end()
    return [*parts, text[at:]]


def interpolated(source: str, span: Span) -> list[Span] | None:
    """The code in each ``#{}`` of a string; ``None`` where it has no end."""
    found: list[Span] = []
    at = span.start + 1
    while True:
        at = _next(source, at, span.end - 1)
        if at < 0:
            return found
        inner = each_word(source, at + 2, span.end - 1)
        end = next((word.start for word in inner if word.text == "}" and word.depth < 0), None)
        if end is None:
            return None
        found.append(Span(at + 2, end))
        at = end + 1


def _next(source: str, at: int, end: int) -> int:
    """Where the next interpolation begins; -1 if there is none."""
    while at < end:
        if source[at] == "\\":
            at += 2
        elif source.startswith("#{", at, end):
            return at
        else:
            at += 1
    return -1
