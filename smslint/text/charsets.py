"""Sets of characters that a value may have."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from smslint.records import NamedTuple
from smslint.text.gsm7 import DEFAULT, EXTENSION


class Charset(NamedTuple):
    """A set of characters: all its members or, if it has no limit, samples of every cost that a member can have.

    A member may be several characters: one character of a value may become several when a filter changes its case.
    """

    name: str
    members: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.name)  # equal sets have equal names, and a set has many members


DIGITS = Charset("digits", tuple("0123456789"))
# Printable ASCII includes a backtick, which is not in GSM-7: an ASCII value can force UCS-2.
ASCII = Charset("ascii", tuple(map(chr, range(0x20, 0x7F))))
GSM7_BASIC = Charset("gsm7_basic", tuple(DEFAULT))
GSM7_TEXT = Charset("gsm7_text", tuple(char for char in DEFAULT if char not in "&<>\"'"))
"""Without the characters that HTML escapes: dates, times and phone numbers have none of them."""
GSM7 = Charset("gsm7", tuple(DEFAULT + EXTENSION))
ANY = Charset("any", (*DEFAULT, *EXTENSION, "ł", "\U0001f600"))

CHARSETS: Final[dict[str, Charset]] = {each.name: each for each in (DIGITS, ASCII, GSM7_TEXT, GSM7_BASIC, GSM7, ANY)}


@lru_cache(maxsize=64)
def within_gsm7(charset: Charset) -> Charset:
    """The characters of a set that GSM-7 has."""
    members = tuple(each for each in charset.members if each in GSM7.members)
    if members == GSM7.members:
        return GSM7
    return charset if members == charset.members else Charset(f"{charset.name} in gsm7", members)
