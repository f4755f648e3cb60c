"""C#'s ``string.Format``: ``{0}``, ``{1,10}``, ``{2:N2}``, and ``{{`` and ``}}`` for braces.

Source: "Composite formatting" of the .NET documentation. Named items, as in an interpolated string or a log, are read in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN: Final = re.compile(
    r"(?P<escape>\{\{|\}\})|\{\s*(?P<name>\d{1,6}|[A-Za-z_][\w.]{0,80})\s*(?:,\s*(?P<width>-?\d{1,6})\s*)?(?::(?P<form>[^{}]{0,200}))?\}"
)


def parse(source: str) -> Text:
    """The tree of a composite format string. Its format decides how long a value gets: the value is then unknown."""

    def make(match: re.Match[str]) -> Node:
        span = Span(*match.span())
        if match["escape"]:
            return Literal(match["escape"][0], span)
        filters: tuple[Filter, ...] = (Filter("unknown"),) if match["form"] else ()
        wide = width((match["width"] or "0").lstrip("-"))
        if wide is None:
            filters = (Filter("unknown"),)
        elif wide:
            filters = (*filters, Filter("pad", (wide,)))
        return Placeholder(match["name"], span, filters)

    return parse_pattern(source, _PATTERN, make)
