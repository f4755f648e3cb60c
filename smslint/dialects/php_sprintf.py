"""PHP's ``sprintf``: ``%s``, ``%'.10d``, ``%-5s``, ``%2$.2f``, ``%%``. Source: ``php_formatted_print`` of PHP 8.

A space or a zero after the sign is the character that fills a width, as is the one after ``'``: "20% discount" takes a number. Widths and
precisions count bytes. Numbers are those that a text begins with, so ``0042`` is 42 and a name is 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.gsm7 import DEFAULT
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN: Final = re.compile(
    r"%(?:(?P<escape>%)|(?:(?P<place>\d+)\$)?(?P<flags>(?:[-+ 0]|'[\x00-\x7f])*)(?P<width>\d+|\*(?:\d+\$)?)?"
    r"(?:\.(?P<precision>\d+|\*(?:\d+\$)?)?)?l?(?P<kind>[sdueEfFgGhHoxXcb%])?)",
    re.ASCII,
)
_PADDING: Final = re.compile(r"[ 0]|'(.)", re.DOTALL)
_BYTES: Final = 4
"""The most bytes of a character."""
_MOST: Final = {"b": 64, "o": 22, "x": 16, "X": 16}
"""The most digits of a number of 64 bits."""


def parse(source: str) -> Text:
    """The tree of a format string.

    :raises TemplateError: at a conversion for which PHP 8 throws a ``ValueError``.
    """
    count = 0

    def make(match: re.Match[str]) -> Node:
        nonlocal count
        span = Span(*match.span())
        if match["escape"]:
            return Literal("%", span)
        place = width(match["place"]) if match["place"] else None
        if match["kind"] is None or (match["place"] and not place):
            raise TemplateError(
                "sprintf refuses this text: no conversion begins with this %; write %% for a percent sign", span
            )
        stars = match[0].count("*") - match["flags"].count("*")
        count += stars + (place is None)
        if match["kind"] == "%":  # it takes a value, and prints none
            return Literal("%", span)
        return Placeholder(
            str(count if place is None else place), span, () if stars == 0 and match[0] == "%s" else _filters(match)
        )

    return parse_pattern(source, _PATTERN, make)


def _filters(match: re.Match[str]) -> tuple[Filter, ...]:
    kind, wide = match["kind"], width(match["width"] or "0")
    cut = width(match["precision"]) if match["precision"] else None
    *_, padding = (" ", *(each[1] or each[0] for each in _PADDING.finditer(match["flags"])))
    if wide is None or (match["precision"] and cut is None) or (wide and kind != "c" and not _is_plain(padding)):
        return (Filter("unknown"),)
    signed = (1,) if "+" in re.sub(r"'.", "", match["flags"], flags=re.DOTALL) else ()
    match kind:
        case "s":
            shorter = (Filter("cut", (cut, "", 0, _BYTES)),) if cut is not None else ()
            return shorter + ((Filter("pad", (wide, _BYTES)),) if wide else ())
        case "d" | "u":
            return (Filter("integer", (wide or 1, *(signed if kind == "d" else ()))),)
        case "c":
            return (Filter("words", (1, 1)),)
        case "b" | "o" | "x" | "X":
            if cut is not None:  # PHP cuts the digits away, whatever the precision is
                return (Filter("plain", (wide, wide)),)
            return (Filter("plain", (max(wide, 1), max(wide, _MOST[kind]))),)
        case _:
            return (Filter("unknown_number"),)


def _is_plain(padding: str) -> bool:
    """Whether a character takes one septet."""
    return padding in DEFAULT
