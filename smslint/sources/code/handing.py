"""Which argument of a call is given as a parameter of a function of the file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.sources.brackets import inside_of, split
from smslint.sources.helpers import body_of
from smslint.sources.sending_calls import definitions

if TYPE_CHECKING:
    from smslint.sources.code.values import Value

_HEAD = re.compile(r"(?<![\w.])([\w!?]++)\s*(?:[:=]\s*(?:async\s+)?(?:function\s*\w*\s*)?)?\(")
"""A name with its parameters, also of a function that is a value: ``const wrap = (text) => ...``."""
_ASSIGNMENT = re.compile(r"(?<![\w.])(\w++)\s*+(?::\s*+[\w.<>?]++\s*+)?(?:[-+*/.|&?:]{1,2}|<<)?=(?![=>~])([^\n;]*)")
_WORD = re.compile(r"\w+")


def given_as(
    parameter: str, function: str, given: list[tuple[str | None, Value]], source: str
) -> tuple[str, Value] | None:
    """What a call gives as a parameter, with its key or its place; ``None`` if that is not known."""
    place = _place(parameter, function, source)
    labels = {parameter} if place is None else {parameter, place[1]}
    for key, value in given:
        if key in labels:
            return str(key), value
    if place is None or place[0] >= len(given) or given[place[0]][0] is not None:
        return None
    return str(place[0]), given[place[0]][1]


def _place(parameter: str, function: str, source: str) -> tuple[int, str] | None:
    """Where a function has a parameter, and the first word of it there: what Swift's callers write before the value."""
    for start in _heads(source).get(function, ()):
        for index, each in enumerate(split(inside_of(source, start))):
            words = _WORD.findall(re.split(r"[=:]", each, maxsplit=1)[0])
            if parameter in words:
                return index, words[0]
    return None


def is_assigned(parameter: str, function: str, source: str, end: int) -> bool:
    """Whether a function gives its parameter another value before a place in it."""
    start = max((each for each in _heads(source).get(function, ()) if each <= end), default=end)
    body = start + len(inside_of(source, start))
    return _assigns(parameter).search(source, body, end) is not None


def made_of(parameter: str, function: str, source: str, end: int) -> set[str]:
    """The variables of a function that may be made of its parameter before a place in it, and the parameter."""
    start = max((each for each in _heads(source).get(function, ()) if each <= end), default=end)
    names = {parameter}
    for name, value in _ASSIGNMENT.findall(source[start:end]):
        if any(mentions(each, value) for each in names):
            names.add(name)
    return names


def changes(function: str, place: int, source: str) -> bool:
    """Whether a function of the file gives its parameter in this place another value: more than without white space at its ends."""
    words, start, end = _parameter(function, place, source)
    if not words:
        return False
    name = re.escape(words[-1])
    trimmed = re.compile(rf"\$?{name}\s*=\s*(?:trim|strip)\(\s*\$?{name}\s*\)")
    return _assigns(words[-1]).search(trimmed.sub(lambda each: " " * len(each[0]), source[start:end])) is not None


def parameter_words(function: str, place: int, source: str) -> frozenset[str]:
    """The words of the parameter that a function of the file has in a place: its name, and in some languages its type."""
    return frozenset(_parameter(function, place, source)[0])


def _parameter(function: str, place: int, source: str) -> tuple[list[str], int, int]:
    """The words of a parameter, and where the body of its function begins and ends; no words if the file has neither."""
    defined = definitions(source).get(function)
    given = split(defined.inside) if defined is not None else []
    words = _WORD.findall(given[place].partition("=")[0]) if place < len(given) else []
    if defined is None or not words:
        return [], 0, 0
    body = body_of(source, defined.start, defined.end)
    start = source.find(body, defined.end)
    return words, start, start + len(body)


def _assigns(parameter: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@]){re.escape(parameter)}\s*(?:[-+*/.|&?:]{{1,2}}|<<)?=(?![=>~])")


def mentions(parameter: str, expression: str) -> bool:
    """Whether an expression has the name of a parameter in it."""
    return re.search(rf"(?<![\w.@]){re.escape(parameter)}(?!\w)", expression) is not None


@lru_cache(maxsize=2)
def _heads(source: str) -> dict[str, list[int]]:
    """Where the parentheses after each name open: those of its definition and of its calls."""
    found: dict[str, list[int]] = {}
    for each in _HEAD.finditer(source):
        found.setdefault(each[1], []).append(each.end())
    return found
