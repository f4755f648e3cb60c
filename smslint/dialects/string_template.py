"""Python's ``string.Template``: ``$name``, ``${name}``, and ``$$`` for a dollar sign. Any other dollar sign is text, as ``safe_substitute`` has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN = re.compile(
    r"(?P<escape>\$\$)|\$(?P<bare>[_a-z][_a-z0-9]*)|\$\{(?P<name>[_a-z][_a-z0-9]*)\}", re.ASCII | re.IGNORECASE
)


def parse(source: str) -> Text:
    """The tree of a text for ``string.Template``."""

    def make(match: re.Match[str]) -> Node:
        span = Span(*match.span())
        return Literal("$", span) if match["escape"] else Placeholder(match["bare"] or match["name"], span)

    return parse_pattern(source, _PATTERN, make)
