"""Symfony's ``%name%`` in translations, and its plural forms: ``{0} none|{1} one|]1,Inf[ %count% many``.

The bars of a text with ``%count%`` or with the numbers of its forms separate forms: ``trans`` splits at them as soon as it gets a count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.dialects.plural_bars import has_numbers, with_forms
from smslint.span import Span
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN = re.compile(r"%(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,60})%", re.ASCII)


def parse(source: str) -> Text:
    """The tree of a translation."""

    def make(match: re.Match[str]) -> Node:
        return Placeholder(match["name"], Span(*match.span()))

    text = parse_pattern(source, _PATTERN, make)
    if "%count%" in source or any(map(has_numbers, source.split("|"))):
        return with_forms(text) or text
    return text
