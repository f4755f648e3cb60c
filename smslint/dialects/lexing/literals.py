"""The text of a template between its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.lexing.tokens import Token

_BREAK: Final = later(r"\r\n?")
_BLANKS: Final = " \t\r\n\f\v"


def is_blank(source: str, token: Token) -> bool:
    """Whether nothing but white space is left of a text."""
    return not source[token.shown_start : max(token.shown_start, token.shown_end)].strip(_BLANKS)


def literals(source: str, token: Token, *, unify_breaks: bool) -> Iterator[Literal]:
    """A text, split into the part that renders and the parts that trim markers removed on both sides.

    :param unify_breaks: whether carriage returns are line feeds for the engine.
    """
    start, end = token.shown_start, max(token.shown_start, token.shown_end)
    if token.start < start:
        yield Literal("", Span(token.start, start))
    if unify_breaks and "\r" in source:
        yield from _unified(source, start, end)
    elif start < end:
        yield Literal(source[start:end], Span(start, end))
    if end < token.end:
        yield Literal("", Span(end, token.end))


def _unified(source: str, start: int, end: int) -> Iterator[Literal]:
    """Each carriage return, with the line feed after it, is a literal of its own."""
    at = start
    for match in _BREAK.finditer(source, start, end):
        if at < match.start():
            yield Literal(source[at : match.start()], Span(at, match.start()))
        at = match.end()
        yield Literal("\n", Span(match.start(), at))
    if at < end:
        yield Literal(source[at:end], Span(at, end))
