"""What is between brackets in a program of any language, by its characters alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 4000
"""How many characters are read, at most."""
OPEN, CLOSED = "([{", ")]}"
_FARTHEST: Final = 3_000
"""How many characters before a place are read, at most, for the brackets around it."""


def inside_of(text: str, start: int) -> str:
    """What is between a parenthesis that opens before ``start`` and the one that closes it."""
    depth = 1
    for at in range(start, min(len(text), start + LONGEST)):
        depth += (text[at] in OPEN) - (text[at] in CLOSED)
        if depth == 0:
            return text[start:at]
    return ""


def around(text: str, start: int, most: int) -> Iterator[int]:
    """Where the brackets around a place open, the closest first.

    :param most: how many are wanted, at most.
    """
    depth = levels = 0
    for at in range(start - 1, max(start - _FARTHEST, -1), -1):
        depth += (text[at] in CLOSED) - (text[at] in OPEN)
        if depth < 0:
            yield at
            depth, levels = 0, levels + 1
            if levels == most:
                return


def split(inside: str) -> list[str]:
    """The parts of a list between its commas; those in brackets and in strings separate nothing."""
    parts = [""]
    depth, quote = 0, ""
    for sign in inside[:LONGEST]:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        depth += 0 if quote else (sign in OPEN) - (sign in CLOSED)
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return [each for each in parts if each.strip()]
