"""Escapes that several hosts share."""

from __future__ import annotations

import re

UNICODE_PAIR = r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
"""The two escapes of one character beyond U+FFFF."""
UNICODE = r"\\u[0-9A-Fa-f]{4}"

_HEX = re.compile(r"[0-9A-Fa-f]+")


def unicode_pair(written: str) -> str:
    """The character of two escapes such as ``\\ud83d\\ude00``."""
    high, low = int(written[2:6], 16), int(written[8:12], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def code_point(digits: str) -> str | None:
    """The character of a code in hexadecimal, or ``None`` when there is no such character."""
    if _HEX.fullmatch(digits) is None or len(digits.lstrip("0")) > 6:
        return None
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else None
