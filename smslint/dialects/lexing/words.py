"""The words of an expression, in every language with filters and conditions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS: Final = 400
"""The most characters of an expression: the value of a longer one is unknown."""
DEEPEST: Final = 20
MOST_DIGITS: Final = 18
"""A longer number is not read: nothing in a message is counted by it, and Python refuses to convert thousands of digits."""


class Word(NamedTuple):
    """A token of an expression, and the depth of its brackets."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


_WORDS = later(
    r"""(?P<space>\s+)
      | (?P<string>(?<!\\)(?:"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')|`[^`]*`)
      | (?P<number>\d+(?:\.\d+)?(?![\w]))
      | (?P<name>[A-Za-z_@$][\w$]*)
      | (?P<operator>\?\?|\?:|\|\||&&|:=|[-+*/%~<>=!]=?|.)""",
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"


def words(source: str, start: int, end: int) -> list[Word]:
    """The words of an expression, without white space."""
    return list(each_word(source, start, end))


def each_word(source: str, start: int, end: int) -> Iterator[Word]:
    """Like :func:`words`, for callers that look for one word: the rest is not read."""
    depth = 0
    for match in _WORDS.finditer(source, start, end):
        kind = match.lastgroup or "operator"
        if kind == "space":
            continue
        text = match[0]
        if kind == "operator" and text in _CLOSING:
            depth -= 1
        yield Word(kind, text, match.start(), match.end(), depth)
        if kind == "operator" and text in _OPENING:
            depth += 1


def unwrap(found: list[Word]) -> list[Word]:
    """The words without brackets around the whole expression, if there are any."""
    if len(found) > 2 and found[0].text == "(" and found[-1].text == ")":
        inner = found[1:-1]
        if all(word.depth > found[0].depth for word in inner):
            return [word._replace(depth=word.depth - 1) for word in inner]
    return found


def split(found: list[Word], operators: tuple[str, ...]) -> list[list[Word]] | None:
    """The operands between operators outside brackets; ``None`` if there is no operator, or an operand is missing."""
    operands: list[list[Word]] = [[]]
    for word in found:
        if word.depth == 0 and word.text in operators and word.kind in {"name", "operator"}:
            operands.append([])
        else:
            operands[-1].append(word)
    return operands if len(operands) > 1 and all(operands) else None


def split_arguments(found: list[Word], depth: int) -> list[list[Word]]:
    """The words between the commas at a depth of brackets, which is 0 in the result; all as one argument where one is missing."""
    inner = [word._replace(depth=word.depth - depth) for word in found]
    return split(inner, (",",)) or [inner]


def at_top(found: list[Word], text: str) -> int | None:
    for index, word in enumerate(found):
        if word.depth == 0 and word.text == text and word.kind in {"name", "operator"}:
            return index
    return None


def path(found: list[Word]) -> tuple[str, int]:
    """A dotted name, with literal indexes: ``user.names[0]``; the name and the number of words used."""
    if not found or found[0].kind != "name":
        return "", 0
    parts, at = [found[0].text], 1
    while at + 1 < len(found):
        if found[at].text == "." and found[at + 1].kind in {"name", "number"}:
            parts.append("." + found[at + 1].text)
            at += 2
        elif (
            found[at].text == "[" and at + 2 < len(found) and found[at + 2].text == "]"
            and found[at + 1].kind in {"string", "number"}
        ):  # fmt: skip
            parts.append("." + found[at + 1].text.strip("'\""))
            at += 3
        else:
            break
    return "".join(parts), at
