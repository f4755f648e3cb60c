"""GOV.UK Notify: ``((name))``, and ``((name??text shown if name is true))``. Source: GOV.UK Notify, using Notify, formatting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# The shortest stretch between double brackets; a name may hold single ones.
_PATTERN = re.compile(
    r"\(\((?P<name>(?!\()(?:(?!\(\(|\)\)|\?\?).){1,200})(?P<mark>\?\?)?(?P<text>(?(mark)(?:(?!\)\)).){0,2000}))\)\)",
    re.DOTALL,
)


def parse(source: str) -> Text:
    """The tree of a Notify template: a conditional placeholder is a branch with an empty second arm."""

    def make(match: re.Match[str]) -> Node:
        span, name = Span(*match.span()), match["name"].strip()
        if not match["mark"]:
            return Placeholder(name, span)
        start, end = match.span("text")
        shown = Sequence(
            (
                Literal("", Span(span.start, start)),
                *((Literal(match["text"], Span(start, end)),) if start < end else ()),
                Literal("", Span(end, span.end)),
            ),
            span,
        )
        return Branch((Arm(shown, Condition(name)), Arm(Sequence((), Span(span.end, span.end)))), span)

    return parse_pattern(source, _PATTERN, make)
