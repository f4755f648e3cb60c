"""Percent signs: ``%(name)s`` (Python), ``%{name}`` and ``%<name>s`` (Ruby), ``%s``, ``%d``, ``%1$s`` (printf), ``%%``.

The space flag of printf is not read: "20% off" is a discount, not an octal number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Call, Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_CONVERSION = r"(?P<flags{0}>[-+0#]*)(?P<width{0}>\d+)?(?:\.(?P<precision{0}>\d+))?"
_PATTERN = re.compile(
    r"(?P<escape>%%)|%\{(?P<ruby>[^{}\s]{1,80})\}"
    r"|%(?:\((?P<python>[^()\n]{1,80})\)|<(?P<angle>[^<>\s]{1,80})>)"
    + _CONVERSION.format(1)
    + r"(?P<type1>[sdifgeEFGaruxXoc@])"
    r"|%(?:(?P<position>\d+)\$)?" + _CONVERSION.format(2) + r"(?P<type2>[sdifu@])(?![\w%])"
)


def parse(source: str) -> Text:
    """The tree of a percent-format string."""
    count = 0

    def make(match: re.Match[str]) -> Node | None:
        nonlocal count
        span = Span(*match.span())
        if match["escape"]:
            return Literal("%", span)
        if match["ruby"]:
            return Placeholder(match["ruby"], span)
        name = match["python"] or match["angle"]
        if name:
            return Placeholder(name, span, _filters(match, "1"), calls=_calls(match, "1"))
        if not match["position"]:
            count += 1
        return Placeholder(match["position"] or str(count), span, _filters(match, "2"), calls=_calls(match, "2"))

    return parse_pattern(source, _PATTERN, make)


def _calls(match: re.Match[str], group: str) -> tuple[Call, ...]:
    """``%-10.3s``: the flags, the width and the precision of a text. What a number becomes depends on more than its digits."""
    flags, width, precision = match["flags" + group], match["width" + group], match["precision" + group]
    if match["type" + group] not in "s@" or not (width or precision):
        return ()
    ends = (int(width or 0), int(precision) if precision else None)
    return (Call("%", ("-" if "-" in flags else "", *ends), source=match[0]),)


def _filters(match: re.Match[str], group: str) -> tuple[Filter, ...]:
    kind, width, precision = match["type" + group], match["width" + group], match["precision" + group]
    if kind in "s@":
        cut = (Filter("cut", (int(precision),)),) if precision else ()
        return cut + ((Filter("pad", (int(width),)),) if width else ())
    if kind in "diu" and not precision:
        sign = (1,) if "+" in match["flags" + group] else ()
        return (Filter("number", (int(width or 1), *sign)),)
    return (Filter("unknown" if kind in "rac" else "unknown_number"),)
