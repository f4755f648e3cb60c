"""``[[name]]``, as in many template tables of databases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Text

_PATTERN = re.compile(r"\[\[\s*+(?P<name>[^\[\]\n]{1,80}?)\s*\]\]")


def parse(source: str) -> Text:
    """The tree of a text with ``[[name]]``."""
    return parse_pattern(source, _PATTERN, lambda match: Placeholder(match["name"], Span(*match.span())))
