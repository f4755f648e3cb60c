"""The pieces of PHP's string literals: quoted strings, heredocs and nowdocs, interpolation."""

from __future__ import annotations

import re

from smslint.errors import SourceError
from smslint.sources.escapes import C_LIKE, code_point, harmless, through
from smslint.sources.expression import Piece
from smslint.span import Span

_SINGLE = re.compile(r"'|\\['\\]")
_ESCAPE = (
    # Escaped bytes that are together one UTF-8 character.
    r"\\x[c-fC-F][0-9A-Fa-f](?:\\x[89abAB][0-9A-Fa-f]){1,3}|\\x[0-9A-Fa-f]{1,2}|\\[0-7]{1,3}|\\u\{[0-9A-Fa-f]{1,8}\}|\\[^\r\n]"
)
# Every character beyond ASCII may be part of a name.
_NAME = r"[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*+"
_VARIABLE = rf"\{{\$|\$\{{|\${_NAME}(?:->{_NAME}|\[[^\]\r\n\"']{{0,100}}\])?"
_DOUBLE = re.compile(rf'"|{_ESCAPE}|{_VARIABLE}')
_HEREDOC = re.compile(rf"{_ESCAPE}|{_VARIABLE}")
_IN_BRACES = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|[{}]", re.DOTALL)
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|[\r\n]|\Z)")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f", "\\": "\\", "$": "$"}


def quoted(text: str, start: int) -> tuple[list[Piece], int]:
    """The pieces of the string whose opening quote is at ``start``, and the offset after its closing quote."""
    quote = text[start]
    pattern = _SINGLE if quote == "'" else _DOUBLE
    pieces: list[Piece] = []
    at = start + 1
    while (match := pattern.search(text, at)) is not None:
        _copy(pieces, text, at, match.start())
        if match[0] == quote:
            return pieces, match.end()
        at = _special(pieces, text, match, quote, len(text))
    raise SourceError("This string never ends.", Span(start, start + 1))


def heredoc(text: str, opening: re.Match[str]) -> tuple[list[Piece], int, int]:
    """The pieces of a heredoc or nowdoc, the offset where its content ends, and the offset after its closing word."""
    start, word, nowdoc = opening.end(), opening["word"], opening["mark"] == "'"
    ending = re.compile(rf"(?:^|(?<=[\r\n]))([ \t]*){re.escape(word)}\b").search(text, start)
    if ending is None:
        raise SourceError(f"This heredoc never ends: there is no line {word!r}.", Span(*opening.span()))
    indent = len(ending[1])
    # The line break before the closing word is not part of the text.
    content_end = max(start, ending.start() - (2 if text.endswith("\r\n", start, ending.start()) else 1))
    pieces: list[Piece] = []
    at = start
    while at < content_end and (line := _LINE.match(text, at, content_end)) is not None:
        lead = len(line[0]) - len(line[0].lstrip(" \t"))
        at = line.start() + min(lead, indent)
        while not nowdoc and (match := _HEREDOC.search(text, at, line.end())) is not None:
            _copy(pieces, text, at, match.start())
            at = _special(pieces, text, match, "", content_end)
        _copy(pieces, text, at, line.end())
        at = max(at, line.end())
    return pieces, content_end, ending.end()


def _copy(pieces: list[Piece], text: str, start: int, end: int) -> None:
    if start < end:
        pieces.append(Piece(start, end, text[start:end], verbatim=True))


def _special(pieces: list[Piece], text: str, match: re.Match[str], quote: str, limit: int) -> int:
    """Add the piece of an escape or a variable and return the offset after it."""
    start, end = match.span()
    written = match[0]
    if written in {"{$", "${"}:
        end = _braces(text, start, limit)
        name = text[start + 1 : end - 1] if written == "{$" else text[start + 2 : end - 1]
        pieces.append(Piece(start, end, None, name.lstrip("$").strip()))
    elif written[0] == "$":
        pieces.append(Piece(start, end, None, written[1:]))
    else:
        decoded = written[1] if quote == "'" else _escape(written, quote)
        pieces.append(Piece(start, end, decoded, verbatim=decoded == written))
    return end


def _braces(text: str, start: int, limit: int) -> int:
    depth, at = 0, start
    while (match := _IN_BRACES.search(text, at, limit)) is not None:
        at = match.end()
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return at
    raise SourceError("This variable in a string never ends.", Span(start, start + 2))


def _escape(written: str, quote: str) -> str:
    kind, rest = written[1], written[2:]
    if kind == "x" and rest:
        data = bytes(int(part, 16) for part in written.split("\\x")[1:])
        return data.decode("utf-8", errors="replace")
    if kind == "u" and rest:
        return code_point(rest[1:-1]) or "\ufffd"
    if kind in "01234567":
        code = int(written[1:], 8) & 0xFF
        return chr(code) if code < 0x80 else "\ufffd"
    if kind == quote:
        return quote
    return _SIMPLE.get(kind, written)


_BEFORE_TEXT = re.compile(r"<<<[ \t]*['\"]?\w+['\"]?\r?\n[ \t]*\Z")


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if _BEFORE_TEXT.search(before):
        return None if "$" in replacement or "\\" in replacement else through(replacement, {})
    if quote == '"':
        return through(replacement, {**C_LIKE, '"': '\\"', "$": "\\$"})
    if quote == "'":
        return through(replacement, {"\\": "\\\\", "'": "\\'"})
    return harmless(replacement)
