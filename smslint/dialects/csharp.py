"""C#'s ``string.Format``: ``{0}``, ``{1,10}``, ``{2:N2}``, and ``{{`` and ``}}`` for braces.

Source: "Composite formatting" of the .NET documentation. Named items, as in an interpolated string or a log, are read in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern, width
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN: Final = re.compile(
    r"(?P<escape>\{\{|\}\})|\{\s*(?P<name>\d{1,6}|[A-Za-z_][\w.]{0,80})\s*(?:,\s*(?P<width>-?\d{1,6})\s*)?(?::(?P<form>[^{}]{0,200}))?\}"
    r"|(?P<refused>\{\s*(?:\}|[-+]?\d|[^{}]*+(?:\{|\Z)))|(?P<closing>\})"
)
_FORMATTED: Final = re.compile(r"\{\{|\{\s*(?:\d|[A-Za-z_][\w.]*\s*\}|\})")
"""What shows that a text is formatted: without it, a closing brace alone is text."""


def parse(source: str) -> Text:
    """The tree of a composite format string. Its format decides how long a value gets: the value is then unknown.

    :raises TemplateError: at an item for which ``string.Format`` throws a ``FormatException``; names and signs of others are left as text.
    """

    formatted = _FORMATTED.search(source) is not None

    def make(match: re.Match[str]) -> Node:
        span = Span(*match.span())
        if match["refused"]:
            raise TemplateError(
                "string.Format refuses this text: '{' opens no item such as {0}", Span(span.start, span.start + 1)
            )
        if match["closing"]:
            if not formatted:
                return Literal("}", span)
            raise TemplateError("string.Format refuses this text: '}' closes no item; write }} for a brace", span)
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
