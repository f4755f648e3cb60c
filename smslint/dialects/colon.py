"""Laravel's ``:name``: ``:Name`` capitalises and ``:NAME`` upper-cases the value. Source: Laravel's localization guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Filter, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# Not in "http://", "10:30" or "Order:" - a placeholder follows neither a word nor another colon.
_PATTERN = re.compile(r"(?<![\w:/]):(?P<name>[A-Za-z][A-Za-z0-9_]*)")


def parse(source: str) -> Text:
    """The tree of a Laravel language line."""

    def make(match: re.Match[str]) -> Node:
        name = match["name"]
        filters: tuple[Filter, ...] = ()
        if len(name) > 1 and name.isupper():
            filters = (Filter("upper"),)
        elif name[0].isupper():
            filters = (Filter("title"),)
        return Placeholder(name.lower() if name.isupper() else name[0].lower() + name[1:], Span(*match.span()), filters)

    return parse_pattern(source, _PATTERN, make)
