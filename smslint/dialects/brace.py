"""``str.format`` and the many places that write ``{name}``. Source: Python's format string syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Call, Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN = re.compile(
    r"""(?P<escape>\{\{|\}\})
      | \{ (?P<name>[^{}!:\s"']{0,80}) (?P<conversion>![rsa])? (?: : (?P<spec>(?:[^{}]|\{[^{}]{0,80}\}){0,80}) )? \}""",
    re.VERBOSE,
)
_SPEC = re.compile(
    r"(?:.?[<>=^])?[-+ ]?z?\#?(?P<zero>0)?(?P<width>\d+)?[,_]?(?:\.(?P<precision>\d+))?(?P<type>[a-zA-Z%])?"
)


def parse(source: str) -> Text:
    """The tree of a ``str.format`` string. A brace that opens no field is plain text."""
    count = 0

    def make(match: re.Match[str]) -> Node | None:
        nonlocal count
        span = Span(*match.span())
        if match["escape"]:
            return Literal(match["escape"][0], span)
        name = match["name"]
        if not name:
            name, count = str(count), count + 1
        filters = () if match["conversion"] in {None, "!s"} else (Filter("unknown"),)
        spec = match["spec"] or ""
        calls = (Call(":", (spec,), literal="{" not in spec, source=match[0]),) if spec and not filters else ()
        return Placeholder(name, span, filters + format_spec(spec), calls=calls)

    return parse_pattern(source, _PATTERN, make)


def format_spec(spec: str) -> tuple[Filter, ...]:
    """What a format specification does to a value's length: width pads, precision cuts, number types hold no letters."""
    match = _SPEC.fullmatch(spec)
    if match is None:
        return (Filter("unknown"),) if spec else ()
    filters = []
    kind = match["type"] or "s"
    if kind == "s":
        if match["precision"]:
            filters.append(Filter("cut", (int(match["precision"]),)))
        if match["width"]:
            filters.append(Filter("pad", (int(match["width"]),)))
    elif kind == "d" and "," not in spec and "_" not in spec:
        sign = (1,) if "+" in spec or " " in spec else ()
        filters.append(Filter("number", (int(match["width"] or 1), *sign)))
    else:
        filters.append(Filter("unknown_number"))
    return tuple(filters)
