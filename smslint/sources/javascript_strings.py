"""The pieces of JavaScript's string and template literals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.sources.escapes import UNICODE, UNICODE_PAIR, code_point, unicode_pair
from smslint.sources.expression import Piece
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ESCAPE = re.compile(
    rf"{UNICODE_PAIR}|{UNICODE}|\\(?:u\{{[0-9A-Fa-f]{{1,8}}\}}|x[0-9A-Fa-f]{{2}}|[0-7]{{1,3}}|\r\n|.)|\r\n?", re.DOTALL
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def pieces(source: str, start: int, end: int, substitutions: Iterable[Span] = ()) -> Iterator[Piece]:
    """The pieces of the text between the quotes.

    :param substitutions: the places of the ``${...}`` of a template literal.
    """
    at = start
    for substitution in substitutions:
        yield from _stretch(source, at, substitution.start)
        name = source[substitution.start + 2 : substitution.end - 1]
        yield Piece(substitution.start, substitution.end, None, name.strip())
        at = substitution.end
    yield from _stretch(source, at, end)


def raw_pieces(source: str, start: int, end: int, substitutions: Iterable[Span] = ()) -> Iterator[Piece]:
    """The pieces of a template literal in which a backslash is a backslash: ``String.raw``."""
    at = start
    for place in (*substitutions, Span(end, end)):
        if at < place.start:
            text = source[at : place.start]
            plain = text.replace("\r\n", "\n").replace("\r", "\n")
            yield Piece(at, place.start, plain, verbatim=text == plain)
        if place.length:
            yield Piece(*place, None, source[place.start + 2 : place.end - 1].strip())
        at = place.end


def _stretch(source: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in _ESCAPE.finditer(source, start, end):
        if at < match.start():
            yield Piece(at, match.start(), source[at : match.start()], verbatim=True)
        yield Piece(match.start(), match.end(), _decode(match[0]))
        at = match.end()
    if at < end:
        yield Piece(at, end, source[at:end], verbatim=True)


def _decode(written: str) -> str:
    if written[0] == "\r":
        return "\n"  # a template literal's line break
    kind, rest = written[1], written[2:]
    if kind in "\r\n\u2028\u2029":
        return ""
    if kind in "ux" and rest:
        return unicode_pair(written) if len(written) == 12 else code_point(rest.strip("{}")) or "\ufffd"
    if kind in "01234567":
        octal = written[1:]
        return chr(int(octal, 8))
    return _SIMPLE.get(kind, kind)
