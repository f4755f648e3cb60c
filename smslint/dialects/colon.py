"""Laravel's ``:name``: ``:Name`` capitalises and ``:NAME`` upper-cases the value. Source: Laravel's localization guide.

A plural is split into its forms only if each has its numbers, ``{0} none|[1,19] some|[20,*] many``. In ``one|many`` the bar may
be an ordinary character (only the call, ``trans_choice``, decides), so it stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.dialects.plural_bars import has_numbers, with_forms
from smslint.span import Span
from smslint.text.tree import Call, Filter, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# Not in "http://", "10:30" or "mailto:bob": a placeholder does not follow an ASCII word or another colon. Letters of other scripts are not
# part of a name or word: Laravel inserts a value at every place of its name.
_PATTERN = re.compile(r"(?<![A-Za-z0-9_:/]):(?P<name>[A-Za-z][A-Za-z0-9_]*)")


def parse(source: str) -> Text:
    """The tree of a Laravel language line."""
    text = _line(source)
    if all(map(has_numbers, source.split("|"))):
        return with_forms(text) or text
    return text


def _line(source: str) -> Text:
    def make(match: re.Match[str]) -> Node:
        name = match["name"]
        filters: tuple[Filter, ...] = ()
        calls: tuple[Call, ...] = ()
        if len(name) > 1 and name.isupper():
            filters, calls = (Filter("upper"),), (Call(":NAME", source=match[0]),)
        elif name[0].isupper():
            filters, calls = (Filter("title"),), (Call(":Name", source=match[0]),)
        column = name.lower() if name.isupper() else name[0].lower() + name[1:]
        return Placeholder(column, Span(*match.span()), filters, calls=calls)

    return parse_pattern(source, _PATTERN, make)
