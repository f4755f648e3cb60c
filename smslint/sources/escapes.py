"""Escapes that several hosts share, read and written.

Every source writes the text of a fix: ``escape(replacement, quote, before)`` is the replacement as the file writes it between
these quotes (none: ``""``) after this text, or ``None`` if it cannot be written reliably. A mistake costs a fix, never a
text: the code that writes a file reads it again and compares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNICODE_PAIR = r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
"""The two escapes of one character beyond U+FFFF."""
UNICODE = r"\\u[0-9A-Fa-f]{4}"

_HEX = later(r"[0-9A-Fa-f]+")


def unicode_pair(written: str) -> str:
    """The character of two escapes such as ``\\ud83d\\ude00``."""
    high, low = int(written[2:6], 16), int(written[8:12], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def code_point(digits: str) -> str | None:
    """The character of a hexadecimal code, or ``None`` if there is no such character."""
    if _HEX.fullmatch(digits) is None or len(digits.lstrip("0")) > 6:
        return None
    code = int(digits, 16)
    return chr(code) if code <= 0x10FFFF else None


# These have no special meaning in any host or template language, except at the ends of a plain scalar.
_HARMLESS: Final = later(r"[^\W_]*(?:[ .,;!?()+=-][^\W_]*)*", re.ASCII)
C_LIKE: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Escapes with a backslash, except those of quotes."""


def through(replacement: str, table: Mapping[str, str]) -> str | None:
    """Escaped with a table; a control character that is not in the table cannot be written."""
    out = [table.get(char, char) for char in replacement]
    return "".join(out) if all(len(each) > 1 or each.isprintable() for each in out) else None


def harmless(replacement: str) -> str | None:
    """The replacement unchanged, if it contains only letters, digits and simple signs."""
    return replacement if _HARMLESS.fullmatch(replacement) else None


def raw(replacement: str, _quote: str, _before: str) -> str | None:
    """A host without escapes: everything is written unchanged."""
    return replacement


def by_table(table: Mapping[str, str]) -> Callable[[str, str, str], str | None]:
    """A host that writes texts in the same way everywhere."""

    def escape(replacement: str, _quote: str, _before: str) -> str | None:
        return through(replacement, table)

    return escape


double_quoted: Final = by_table({**C_LIKE, '"': '\\"'})
"""A host whose texts are all in double quotes."""


def quoted(replacement: str, quote: str, _before: str) -> str | None:
    """Python and JavaScript: escapes the quote of the string, and ``${`` in a template literal."""
    if not quote:
        return harmless(replacement)
    table = {**C_LIKE, quote[0]: f"\\{quote[0]}"}
    if quote == "`":
        table["$"] = "\\$"
    return through(replacement, table)
