"""The messages of vue-i18n: ``{name}``, ``{0}``, ``{'@'}`` for text, ``@:other.key`` for another message, ``one | many`` for plural forms.

Source: vue-i18n's guide to its message format syntax. A linked message is not read here: it is a placeholder with an unknown value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.dialects.plural_bars import with_forms
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_PATTERN = re.compile(
    r"\{\s*(?:'(?P<text>[^'\n]*)'|(?P<name>\w[\w.$-]*))\s*\}"
    r"|(?P<link>@(?:\.[a-zA-Z]\w*)?:(?:\([^()\s]+\)|\{[^{}]*\}|[\w.$-]*[\w$]))"
)


def parse(source: str) -> Text:
    """The tree of a message; its plural forms are the arms of a branch."""

    def make(match: re.Match[str]) -> Node:
        span = Span(*match.span())
        if match["text"] is not None:
            return Literal(match["text"], span)
        return Placeholder(match["name"], span) if match["name"] else Placeholder(match["link"], span, opaque=True)

    text = parse_pattern(source, _PATTERN, make)
    return with_forms(text) or text
