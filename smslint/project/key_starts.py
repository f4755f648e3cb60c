"""Where in a file to look for each of many keys: one look through the file finds the places for all of them.

A file may write all but the letters and digits of a key in several ways, so only those are compared.
"""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MANY: Final = 30
"""Keys; for fewer, it is faster to look for each."""
_KEPT: Final = later(r"[^\W_rubf]+")
"""What is compared. Without r, u, b and f, which may also be before the quote of a string that continues another."""
_UNIT: Final = later(
    r"\\[uU]([dD][89abAB][\da-fA-F]{2})\\[uU]([dD][c-fC-F][\da-fA-F]{2})"
    r"|\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|u\{([\da-fA-F]+)\}|x([\da-fA-F]{2})|[ntr])"
    r"|&(?:#(\d+)|#[xX]([\da-fA-F]+)|(\w+));"
    r"|[^\W_rubf]+"
)
_UNCLEAR: Final = later(r"[\\\ud800-\udfff]|&[#\w]*(?:;|\Z)")
"""Keys that look like an escape themselves."""
_FIELD: Final = later(r"%\(([^()%\n]{1,80})\)s")
"""A field, which the tags of a template that translate what is between them have as ``{{ name }}``."""
_MARK: Final = later(r"[\"'`>%}$]|^", re.MULTILINE)
"""What can be first in all that is before a key."""
_HEAD: Final = 4
_BEFORE: Final = 120
_BEFORE_EACH: Final = 40
"""Characters of a file before the first letter of a key, without white space: names and quotes, and each sign of the key before that letter."""


def matches(pattern: re.Pattern[str], text: str, starts: Sequence[int] | None) -> Iterator[re.Match[str]]:
    """The matches of a pattern; of those that overlap, the first.

    :param starts: all places where one may start, in order, if that is known.
    """
    if starts is None:
        yield from pattern.finditer(text)
        return
    end = 0
    for at in starts:
        if at >= end and (match := pattern.match(text, at)) is not None:
            yield match
            end = match.end()


class Keys:
    """Keys to look for: prepared once for any number of files."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.numbers: Final = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        """Each key, and its number in their order."""
        self._by_letters: Final[dict[str, list[str]]] = {}
        for key in self.numbers if len(self.numbers) > _MANY else ():
            for written in dict.fromkeys((key, _FIELD.sub(r" \1 ", key))):
                letters = "".join(_KEPT.findall(written))
                if letters and not _UNCLEAR.search(key):
                    self._by_letters.setdefault(letters, []).append(key)
        self.indexed: Final = frozenset(key for same in self._by_letters.values() for key in same)
        """Those that one look through a file finds; each of the others must be looked for."""
        self.single: Final = tuple(key for key in self.numbers if key not in self.indexed)
        self._order: Final = sorted(self._by_letters)
        self._shorter: Final = _shorter(self._order)
        self._longest: Final = max(map(len, self._order), default=0)
        self._head: Final = min(_HEAD, *map(len, self._order), _HEAD)
        self._heads: Final = {each[: self._head] for each in self._order}

    def starts(self, text: str) -> dict[str, list[int]]:
        """The indexed keys whose letters a file contains, each with every place where what is around it may start."""
        found: dict[str, set[int]] = {}
        for letters, at in self._found(text) if self.indexed else ():
            for key in self._by_letters[letters]:
                found.setdefault(key, set()).update(_starts(text, key, at))
        return {key: sorted(starts) for key, starts in found.items()}

    def _found(self, text: str) -> Iterator[tuple[str, int]]:
        """Each of the rows of letters that a file contains from the start of a word, and where."""
        letters, spots = _letters(text)
        for spot, at in spots:
            if letters[spot : spot + self._head] not in self._heads:
                continue
            index = bisect_right(self._order, letters[spot : spot + self._longest]) - 1
            each = self._order[index] if index >= 0 else ""
            while each:
                if letters.startswith(each, spot):
                    yield each, at
                each = self._shorter[each]


def _shorter(order: list[str]) -> dict[str, str]:
    """For each of some texts in order the longest of the others that it starts with."""
    found: dict[str, str] = {}
    open_: list[str] = []
    for each in order:
        while open_ and not each.startswith(open_[-1]):
            open_.pop()
        found[each] = open_[-1] if open_ else ""
        open_.append(each)
    return found


def _letters(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The letters and digits of a file, and where in them and in the file each row of them starts."""
    pieces: list[str] = []
    spots: list[tuple[int, int]] = []
    length = 0
    for match in _UNIT.finditer(text):
        piece = match[0] if match[0][0] not in "\\&" else "".join(_KEPT.findall(_decoded(match)))
        if piece:
            spots.append((length, match.start()))
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), spots


def _decoded(match: re.Match[str]) -> str:
    high, low, *codes, decimal, hexadecimal, name = match.groups()
    if high:
        code = 0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
    elif name:
        code = html.entities.name2codepoint.get(name, 0)
    else:
        digits = next(filter(None, [*codes, hexadecimal]), "0").lstrip("0")[:8]
        code = int(decimal.lstrip("0")[:8] or "0") if decimal else int(digits or "0", 16)
    return chr(code) if code <= 0x10FFFF else ""


def _starts(text: str, key: str, at: int) -> Iterator[int]:
    """Where what is before a key may start, if its first letter is at this place."""
    first = _KEPT.search(key)
    low, left = at, _BEFORE + _BEFORE_EACH * (first.start() if first is not None else 0)
    while low and left:
        low -= 1
        left -= not text[low].isspace()
    return (mark.start() for mark in _MARK.finditer(text, low, at + 1))
