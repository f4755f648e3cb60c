"""Java ``.properties`` files: ``key=value`` with continuation lines and ``\\uXXXX``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import decoded
from smslint.sources.escapes import C_LIKE, UNICODE, UNICODE_PAIR, code_point, through, unicode_pair
from smslint.sources.message import Message
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.WHOLE_LINE,)
MANY_STRINGS = False

_LINE = re.compile(
    r"[ \t\f]*+"
    r"(?:[#!][^\r\n]*+|(?P<key>(?:[^\\=: \t\f\r\n]|\\(?:\r\n[ \t\f]*+|[\r\n][ \t\f]*+|[^\r\n]))*+)"
    r"[ \t\f]*+[=:]?+[ \t\f]*+(?P<value>(?:[^\\\r\n]++|\\(?:\r\n|.))*+\\?+))"
    r"(?:\r\n|[\r\n]|\Z)",
    re.DOTALL,
)
_ESCAPE = re.compile(rf"{UNICODE_PAIR}|{UNICODE}|\\(?:(?:\r\n|[\r\n])[ \t\f]*+|.|\Z)", re.DOTALL)
_SIMPLE = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted value under its key.

    :raises SourceError: when an escape ``\\u`` is not followed by four hexadecimal digits.
    """
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None or line.end() == at:
            raise SourceError("This line is not `key=value`.", Span(at, at))
        at = line.end()
        if line["key"] or line["value"]:
            key = decoded(text, *line.span("key"), _ESCAPE, _resolve)[0]
            if options.wants(tuple(key.split("."))):
                body, source_map = decoded(text, *line.span("value"), _ESCAPE, _resolve)
                yield Message(body, source_map, key, options.locale)


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    following = written[1:2]
    if following in "\r\n":  # a continuation, or a single backslash at the end of the file
        return ""
    if following != "u":
        return _SIMPLE.get(following, following)
    if len(written) == 12:
        return unicode_pair(written)
    character = code_point(written[2:])
    if character is None:
        raise SourceError("The escape \\u needs four hexadecimal digits.", Span(*match.span()))
    return character


def escape(replacement: str, _quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    # Old readers assume Latin-1: characters outside ASCII are written as codes.
    table = dict(C_LIKE)
    for char in replacement:
        if char > "~":
            units = char.encode("utf-16-be", "surrogatepass")
            table[char] = "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
    return through(replacement, table)
