"""GOV.UK Notify: ``((name))``, and ``((name??text shown if name is true))``. Source: ``Field`` of its notifications-utils.

The text between the brackets has no bracket: ``((na(me)))`` is text. A conditional text may contain ``??``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.condition import Compared, Condition, Every, Not
from smslint.text.tree import Arm, Branch, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_SHOWS: Final = "/^(?:yes|y|true|t|1|include|show)$/i"
"""The values that show a conditional text: ``str2bool`` of notifications-utils. White space around one hides it."""
_PATTERN: Final = re.compile(r"\(\((?P<body>[^()]+)\)\)")


def parse(source: str) -> Text:
    """The tree of a Notify template: a conditional placeholder is a branch with an empty second arm."""

    def make(match: re.Match[str]) -> Node:
        span = Span(*match.span())
        name, conditional, text = match["body"].partition("??")
        if not conditional:
            return Placeholder(name.strip(), span)
        end = match.end("body")
        start = end - len(text)
        shown = Sequence(
            (
                Literal("", Span(span.start, start)),
                *((Literal(text, Span(start, end)),) if text else ()),
                Literal("", Span(end, span.end)),
            ),
            span,
        )
        return Branch((Arm(shown, _condition(name.strip())), Arm(Sequence((), Span(span.end, span.end)))), span)

    return parse_pattern(source, _PATTERN, make)


def _condition(name: str) -> Condition:
    """A pattern's ``$`` also stands before a last line feed, which hides the text."""
    return Condition(name, Every((Compared(name, "matches", _SHOWS), Not(Compared(name, "ends", "\n")))))
