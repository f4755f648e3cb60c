"""Words as people type them, with and without their accents: ``Téléphone``, ``TELEPHONE`` and ``telephone`` are one."""

from __future__ import annotations

import unicodedata
from typing import Final

_OWN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart. (``casefold`` makes two of ``ß``.)"""


def fold(text: str) -> str:
    """A text in lower case and without accents, white space and all other characters as they were."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in letters if unicodedata.category(char) != "Mn").translate(_OWN)
