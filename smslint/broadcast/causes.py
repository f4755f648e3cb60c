"""Why a message is expensive: the merge field whose value makes it UCS-2, or makes it long."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smslint.text.gsm7 import GSM_7
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.broadcast.program import Field
    from smslint.text.gsm7 import Alphabet, Measure

TEMPLATE = ""
"""Used instead of a field's name for the template's own text."""


class Offender(NamedTuple):
    """A character outside GSM-7, and the field that contains it."""

    field: str
    char: str

    @property
    def shown(self) -> str:
        """``U+0142 ł (LATIN SMALL LETTER L WITH STROKE)``."""
        return describe(self.char)


def describe(char: str) -> str:
    """A character for people: code point, the character if visible, and its name."""
    seen = f" {char}" if char.isprintable() and not unicodedata.combining(char) else ""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X}{seen}" + (f" ({name})" if name else "")


@lru_cache(maxsize=20_000)
def _first(cell: str, alphabet: Alphabet) -> str:
    """The first character of a value that is not in the alphabet; empty if all are. Cached, because values repeat."""
    at = alphabet.first_offender(cell)
    return cell[at] if at >= 0 else ""


def offender(text: str, cells: Sequence[str], fields: Sequence[Field], alphabet: Alphabet) -> Offender | None:
    """A character of a text that is not in GSM-7, and where it is from."""
    for each in fields:
        cell = cells[each.column] if each.column < len(cells) else ""
        if not cell.isascii() and (char := _first(cell, alphabet)) and char in text:
            return Offender(each.name, char)
    at = alphabet.first_offender(text)
    if at < 0:
        return None
    char = text[at]
    for each in fields:
        cell = cells[each.column] if each.column < len(cells) else ""
        # A filter may have made it: à is in GSM-7, À is not.
        if char in cell or char in cell.upper() or char in cell.lower():
            return Offender(each.name, char)
    return Offender(TEMPLATE, char)


def explain(text: str, measured: Measure, cells: Sequence[str], fields: Sequence[Field], alphabet: Alphabet) -> str:
    """A short text about one row: ``\\`first_name\\` contains U+0142 ł (...) → UCS-2, 2 segments``."""
    encoding, units, count = measured
    many = plural(count, "segment")
    if encoding != GSM_7 and (found := offender(text, cells, fields, alphabet)) is not None:
        holder = f"`{found.field}`" if found.field else "the template"
        return f"{holder} contains {found.shown} → {encoding}, {many}"
    lengths = [(len(cells[each.column]), each.name) for each in fields if each.column < len(cells)]
    if not lengths:
        return f"{units} septets → {encoding}, {many}"
    longest, name = max(lengths)
    return f"`{name}` has {longest} characters; {units} septets → {encoding}, {many}"
