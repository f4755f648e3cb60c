"""Numbers as reports and logs show them: enough to recognise your own, not enough to dial."""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "******"
"""Always six, so that even the length is hidden."""
_LEAST_DIGITS = 8
"""Fewer digits are hidden completely: the digits shown would be most of the number."""

_ONE_DIGIT = "17"
_TWO_DIGITS = frozenset(
    [
        "20",
        "27",
        "30",
        "31",
        "32",
        "33",
        "34",
        "36",
        "39",
        "40",
        "41",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "81",
        "82",
        "84",
        "86",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "98",
    ]
)
"""ITU-T E.164: all other calling codes have three digits, so a mask needs no numbering plan."""

# Seven digits or more with only punctuation, spaces and invisible marks between them. 415 555 2671 · (0)30/123456-7
_RUN = re.compile(r"(?:[+＋][^\S\n]*)?\d(?:(?:[^\w\n*+]|_)*\d){6,}")


def mask(number: str) -> str:
    """``+447911123123`` as ``+44******123``: the calling code and the last digits, never more than five in all.

    Safe for any text: fewer than eight digits are hidden completely, and only digits are ever shown.
    """
    before, digits = "", ""
    for character in number:
        value = unicodedata.decimal(character, None)
        if value is not None:
            digits += str(value)
        elif not digits:
            before += character
    if len(digits) < _LEAST_DIGITS:
        return HIDDEN
    code = _calling_code(digits) if "+" in before or "＋" in before else ""
    shown = 2 if len(code) == 3 else 3
    return f"{'+' if code else ''}{code}{HIDDEN}{digits[-shown:]}"


def mask_all(text: str) -> str:
    """A text with every run of seven or more digits masked, with any punctuation. Dates with times are masked too."""
    return _RUN.sub(lambda match: mask(match[0]), text)


def _calling_code(digits: str) -> str:
    if digits[0] in _ONE_DIGIT:
        return digits[0]
    return digits[:2] if digits[:2] in _TWO_DIGITS else digits[:3]
