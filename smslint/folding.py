"""Compare words as people type them, with or without accents: ``Téléphone``, ``TELEPHONE`` and ``telephone`` are equal."""

from __future__ import annotations

import unicodedata
from typing import Final

_OWN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not decompose. (``casefold`` turns ``ß`` into two letters.)"""


def folded_words(*lines: str) -> frozenset[str]:
    """The folded words of lines, between ``|``."""
    return frozenset(fold(word.strip()) for line in lines for word in line.split("|"))


def fold(text: str) -> str:
    """A text in lower case and without accents; white space and all other characters are unchanged."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in letters if unicodedata.category(char) != "Mn").translate(_OWN)
