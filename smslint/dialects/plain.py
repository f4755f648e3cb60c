"""Text without a template language."""

from __future__ import annotations

from smslint.span import Span
from smslint.text.tree import Literal, Sequence, Text


def parse(source: str) -> Text:
    """A sequence of one literal, or an empty one for empty text."""
    span = Span(0, len(source))
    return Sequence((Literal(source, span),) if source else (), span)
