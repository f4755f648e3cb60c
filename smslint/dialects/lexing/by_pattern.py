"""Dialects without blocks: a regular expression finds the placeholders and escapes, the rest is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.span import Span
from smslint.text.tree import Literal, Node, Sequence, Text
from smslint.text.values import LONGEST

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


def parse_pattern(source: str, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Node | None]) -> Text:
    """The tree of a source. ``make`` returns the node of a match, with its span, or ``None`` for plain text."""
    parts: list[Node] = []
    text_start = 0
    for match in pattern.finditer(source):
        node = make(match)
        if node is None:
            continue
        if text_start < match.start():
            span = Span(text_start, match.start())
            parts.append(Literal(source[span.start : span.end], span))
        parts.append(node)
        text_start = match.end()
    if text_start < len(source):
        span = Span(text_start, len(source))
        parts.append(Literal(source[span.start : span.end], span))
    return Sequence(tuple(parts), Span(0, len(source)))


def width(digits: str) -> int | None:
    """A width or a precision as written; ``None`` if it is not a number, or too large for any value."""
    if not digits.isdecimal() or len(digits) > len(str(LONGEST)):
        return None
    number = int(digits)
    return number if number <= LONGEST else None
