"""Go's ``fmt.Sprintf``: ``%s``, ``%d``, ``%-10v``, ``%[2]s``, ``%%``. Source: the documentation of package fmt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN: Final = re.compile(
    r"(?P<escape>%%)|%(?P<flags>[-+#0]*)(?P<width>\d+|(?:\[\d{1,4}\])?\*)?(?:\.(?P<precision>\d+|(?:\[\d{1,4}\])?\*)?(?P<point>))?"
    r"(?:\[(?P<index>\d{1,4})\])?(?P<verb>[vTtbcdoOqxXUeEfFgGsp])",
    re.ASCII,
)


def parse(source: str) -> Text:
    """The tree of a format string. Without a number in brackets a verb takes the argument after the last one."""
    last = 0

    def make(match: re.Match[str]) -> Node:
        nonlocal last
        span = Span(*match.span())
        if match["escape"]:
            return Literal("%", span)
        for taken in (match["width"] or "", match["precision"] or ""):
            if taken.endswith("*"):
                last = int(taken[1:-2]) if len(taken) > 1 else last + 1
        last = int(match["index"]) if match["index"] else last + 1
        filters = (Filter("unknown"),) if "*" in match[0] else _filters(match)
        return Placeholder(str(last), span, filters)

    return parse_pattern(source, _PATTERN, make)


def _filters(match: re.Match[str]) -> tuple[Filter, ...]:
    verb, wide = match["verb"], width(match["width"] or "0")
    cut = width(match["precision"] or "0") if match["point"] is not None else None
    if wide is None or "#" in match["flags"] or (match["precision"] and cut is None):
        return (Filter("unknown"),)
    if verb == "d" and cut is None:
        return (Filter("number", (wide or 1, *((1,) if "+" in match["flags"] else ()))),)
    if verb == "c":
        return (Filter("words", (max(wide, 1), max(wide, 1))),)
    if verb not in "sv" or (verb == "v" and cut is not None):
        return (Filter("unknown_number" if verb in "eEfFgG" else "unknown"),)
    shorter = (Filter("cut", (cut,)),) if cut is not None else ()
    return (*shorter, *((Filter("pad", (wide,)),) if wide else ()))
