"""Texts as they are compared: providers and exports change quotes, spaces and line breaks, and nothing of that makes another message."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.substitutions import default_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.reconcile.form import Spans

_SPACES: Final = "\t\n\r\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_NOTHING: Final = "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad"


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """What a character is compared as: the replacement that reads the same, a space for white space."""
    lossless = {ord(char): each.replacement for char, each in default_table().items() if each.lossless}
    return {**lossless, **dict.fromkeys(map(ord, _SPACES), " "), **dict.fromkeys(map(ord, _NOTHING), "")}


def canonical(text: str) -> str:
    """A text as it is compared, without white space at its ends."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.strip(" ")
    return folded(text).strip(" ")


def folded(text: str) -> str:
    """A part of a text as it is compared."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return _changed()(_instead, text)  # faster than a translation: few characters are others


def _instead(found: re.Match[str]) -> str:
    return _table()[ord(found[0])]


@lru_cache(maxsize=1)
def _changed() -> Callable[[Callable[[re.Match[str]], str], str], str]:
    """Puts in place of each character what it is compared as."""
    return re.compile(f"[{''.join(map(re.escape, map(chr, _table())))}]").sub


@lru_cache(maxsize=1)
def _resized() -> frozenset[str]:
    """The characters that are compared as several, or as none."""
    return frozenset(chr(char) for char, instead in _table().items() if len(instead) != 1)


def moved(spans: Spans, text: str, shown: str) -> Spans:
    """Where in a text the parts of its canonical form are.

    :param shown: the canonical form.
    """
    if len(text) == len(shown) and "\r" not in text and _resized().isdisjoint(text):
        return spans
    at = _places(text)
    return tuple((at[start], at[end]) if end > start else (at[start], at[start]) for start, end in spans)


def _places(text: str) -> list[int]:
    """Where in a text each character of its canonical form begins, and where the last one ends."""
    table = _table()
    found: list[int] = []
    pieces: list[str] = []
    for at, char in enumerate(text):
        piece = "" if char == "\r" and text[at + 1 : at + 2] == "\n" else table.get(ord(char), char)
        pieces.append(piece)
        found += [at] * len(piece)
    whole = "".join(pieces)
    start = len(whole) - len(whole.lstrip(" "))
    end = len(whole.rstrip(" "))
    return [*found[start:end], found[end - 1] + 1 if end > start else 0]
