"""The width of text in a terminal, and how invisible characters are shown.

A terminal gives East Asian wide characters two columns and combining marks none. Controls, format characters, variation
selectors and unusual spaces would be invisible, would shift the caret, or could control the terminal (escape sequences), so
each is replaced by its code point: ``<U+200B>``. This does not use ``wcwidth``, which takes 26 ms to import and would solve only
the first of these problems.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters and marks that are invisible although their category says otherwise (Unicode: Default_Ignorable_Code_Point, and
# the blank Braille pattern).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_SPACES = frozenset(" \u3000")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
TAB = "    "
ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def is_hidden(char: str) -> bool:
    """Whether a character is invisible or could control a terminal."""
    if char in _BLANK or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return True
    category = unicodedata.category(char)
    return category in _HIDDEN_CATEGORIES or (category == "Zs" and char not in _SPACES)


@lru_cache(maxsize=4096)
def shown(char: str) -> str:
    """A character as source lines show it: itself, four columns for a tab, ``<U+200B>`` for a hidden one."""
    if char == "\t":
        return TAB
    return f"<U+{ord(char):04X}>" if is_hidden(char) else char


@lru_cache(maxsize=4096)
def char_width(char: str) -> int:
    """Columns that :func:`shown` takes for one character.

    Terminals disagree about spacing marks (category Mc, such as Devanagari vowels); here they have one column, as Unicode
    says.
    """
    drawn = shown(char)
    if len(drawn) > 1:
        return len(drawn)
    if unicodedata.category(char) in {"Mn", "Me"} or "\u1161" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb":
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def visible(text: str) -> str:
    """Text for one line of any report: no hidden characters, no line breaks, nothing that controls a terminal."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


class _Visible(dict[int, str]):
    """The table of :func:`visible`: each character is looked at once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        drawn = self[code] = _NAMED.get(char) or shown(char)
        return drawn


_VISIBLE = _Visible()


def display_width(text: str) -> int:
    """Columns of a text as :func:`shown` draws it."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(char_width, text))


def pad(text: str, width: int) -> str:
    """Text padded with spaces to a width; longer text is unchanged."""
    return text + " " * (width - display_width(text))


def clip(text: str, width: int) -> str:
    """The start of a text, with an ellipsis if it does not fit in ``width`` columns."""
    if display_width(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += char_width(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept) + ELLIPSIS


def clip_left(text: str, width: int) -> str:
    """The end of a text, with an ellipsis before it if it does not fit: for paths, whose end matters most."""
    if display_width(text) <= width:
        return text
    return ELLIPSIS + clip(text[::-1], width)[-2::-1]


def wrap(text: str, width: int) -> list[str]:
    """Break text at spaces into lines of at most ``width`` columns; longer words are cut."""
    plain = text.isascii() and text.isprintable()
    if plain and len(text) <= width and text[:1] != " ":
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        for piece in (word,) if plain and len(word) <= width else _cut(word, width):
            size = len(piece) if plain else display_width(piece)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = piece, size
            elif line:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                line, used = piece, size
    return [*lines, line]


def hanging(line: str, width: int, indent: int | None = None) -> list[str]:
    """Break one line at spaces; the following lines are indented to the start of its text, after spaces and a list's dash.

    :param indent: where the text starts; by default found from the line.
    """
    text = line.lstrip(" ")
    if indent is None:
        indent = len(line) - len(text) + (2 if text.startswith("- ") else 0)
    head, rest = line[:indent], line[indent:]
    pieces = wrap(rest, max(width - indent, 20))
    return [((head if index == 0 else " " * indent) + piece).rstrip() for index, piece in enumerate(pieces)]


def flowing(line: str, width: int) -> list[str]:
    """A sentence broken at spaces; the following lines are indented."""
    first, *rest = wrap(line, max(width - 2, 20))
    return [first, *(f"  {each}" for each in rest)]


def _cut(word: str, width: int) -> list[str]:
    if display_width(word) <= width:
        return [word]
    pieces, start, used = [], 0, 0
    for index, char in enumerate(word):
        size = char_width(char)
        if used + size > width and index > start:
            pieces.append(word[start:index])
            start, used = index, 0
        used += size
    return [*pieces, word[start:]]
