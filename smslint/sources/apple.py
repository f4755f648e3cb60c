"""Apple's ``.strings`` files: ``"key" = "value";`` with comments of C, in UTF-8 or UTF-16.

Source: Apple's Resource Programming Guide (strings files) and the old-style property lists that they are: texts in double or single
quotes or bare words, escapes of C, ``\\U`` with up to four hexadecimal digits, a key alone that is its own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import decoded
from smslint.sources.escapes import code_point, double_quoted, unicode_pair
from smslint.sources.message import Message
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.C_BLOCK, comments.line("//"))
MANY_STRINGS = False

_GAP = re.compile(rf"\s++|//[^\r\n]*+|{comments.C_COMMENT}|(?P<endless>/\*)")
_TEXT = re.compile(
    r"""\"(?P<double>(?:[^"\\]++|\\.)*+)\"|'(?P<single>(?:[^'\\]++|\\.)*+)'|(?P<bare>[\w$/:.-]++)""", re.DOTALL
)
_ESCAPE = re.compile(
    r"\\[Uu][dD][89abAB][0-9A-Fa-f]{2}\\[Uu][dD][c-fC-F][0-9A-Fa-f]{2}|\\[Uu][0-9A-Fa-f]{0,4}|\\[0-7]{1,3}|\\.",
    re.DOTALL,
)
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted value under its key.

    :raises SourceError: where something else than ``"key" = "value";`` is written.
    """
    at = _after(text, 0)
    while at < len(text):
        key = _text(text, at)
        at, value = _after(text, key.end()), key
        if text.startswith("=", at):
            value = _text(text, _after(text, at + 1))
            at = _after(text, value.end())
        if not text.startswith(";", at):
            raise SourceError("There is no semicolon after this text.", Span(value.start(), value.end()))
        at = _after(text, at + 1)
        name = decoded(text, *_inside(key), _ESCAPE, _resolve)[0]
        if options.wants(tuple(name.split("."))):
            body, source_map = decoded(text, *_inside(value), _ESCAPE, _resolve)
            yield Message(body, source_map, name, options.locale)


def _after(text: str, at: int) -> int:
    """The end of the white space and the comments at a place."""
    while match := _GAP.match(text, at):
        comments.refuse_endless(match)
        at = match.end()
    return at


def _text(text: str, at: int) -> re.Match[str]:
    match = _TEXT.match(text, at)
    if match is None:
        raise SourceError('This is not `"key" = "value";`.', Span(at, min(at + 1, len(text))))
    return match


def _inside(match: re.Match[str]) -> tuple[int, int]:
    return match.span(match.lastgroup or 0)


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    following = written[1]
    if following in "Uu":
        if len(written) == 12:
            return unicode_pair(written)
        return code_point(written[2:]) or following
    if following in "01234567":
        code = int(written[1:], 8)
        if code > 127:
            raise SourceError(f"{written} is a character of NeXTSTEP. Write the character itself.", Span(*match.span()))
        return chr(code)
    return _SIMPLE.get(following, following)


escape = double_quoted
