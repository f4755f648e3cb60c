"""The length of a formatted date: the parts of Django's and Twig's (PHP's) ``date`` formats and of ``strftime``."""

from __future__ import annotations

import re
from typing import Final

from smslint.text.patterns import later
from smslint.text.tree import Filter

_NAMES = (2, 20)  # the name of a day or month in some language, short or long

PHP: Final[dict[str, tuple[int, int]]] = {
    "d": (2, 2), "j": (1, 2), "D": _NAMES, "l": _NAMES, "N": (1, 20), "w": (1, 1), "z": (1, 3), "W": (1, 2), "S": (2, 2),
    "m": (2, 2), "n": (1, 2), "M": _NAMES, "F": _NAMES, "b": _NAMES, "E": _NAMES, "t": (2, 2), "L": (1, 5), "Y": (4, 4),
    "y": (2, 2), "o": (4, 4), "a": (2, 20), "A": (2, 20), "g": (1, 2), "G": (1, 2), "h": (2, 2), "H": (2, 2), "i": (2, 2),
    "s": (2, 2), "f": (1, 5), "P": (4, 20), "u": (6, 6),
}  # fmt: skip
"""Format letters to the least and most characters they become. Other letters make the length unknown."""

_LOCALISED = frozenset("DlNMFbEaAP")
_PHP_LETTER = later(r"\\(.)|([A-Za-z])|(.)", re.DOTALL)

STRFTIME: Final[dict[str, tuple[int, int]]] = {
    "d": (2, 2), "e": (1, 2), "j": (3, 3), "a": _NAMES, "A": _NAMES, "b": _NAMES, "B": _NAMES, "h": _NAMES, "m": (2, 2),
    "y": (2, 2), "Y": (4, 4), "H": (2, 2), "I": (2, 2), "k": (1, 2), "l": (1, 2), "M": (2, 2), "S": (2, 2), "p": (2, 20),
    "P": (2, 20), "F": (10, 10), "T": (8, 8), "R": (5, 5), "D": (8, 8), "%": (1, 1), "u": (1, 1), "w": (1, 1),
}  # fmt: skip
_STRFTIME_LOCALISED = frozenset("aAbBhpP")
_STRFTIME_PART = later(r"%[-_0^#]?([A-Za-z%])|(.)", re.DOTALL)


def php_date(pattern: str) -> Filter | None:
    """The effect of Django's or Twig's ``date`` with a literal format."""
    least = most = 0
    plain = True
    for match in _PHP_LETTER.finditer(pattern):
        if match[2] is None:
            low = high = 1
            plain = plain and (match[1] or match[3]).isascii()
        elif match[2] in PHP:
            low, high = PHP[match[2]]
            plain = plain and match[2] not in _LOCALISED
        else:
            return None
        least, most = least + low, most + high
    return Filter("plain" if plain else "words", (least, most))


def strftime(pattern: str) -> Filter | None:
    """The effect of Liquid's ``date`` with a literal format."""
    least = most = 0
    plain = True
    for match in _STRFTIME_PART.finditer(pattern):
        if match[1] is None:
            low = high = 1
            plain = plain and match[2].isascii()
        elif match[1] in STRFTIME:
            low, high = STRFTIME[match[1]]
            plain = plain and match[1] not in _STRFTIME_LOCALISED
        else:
            return None
        least, most = least + min(low, 1), most + high
    return Filter("plain" if plain else "words", (least, most))
