"""Terraform and other HCL files: ``sms_authentication_message = "..."``, heredocs, interpolation.

A tokenizer, not a parser: it follows blocks, brackets and keys, and takes the strings that are values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments, hcl_template
from smslint.sources.cloudformation import filled_later
from smslint.sources.escapes import C_LIKE, code_point, through
from smslint.sources.expression import Piece, body_of
from smslint.sources.message import Message, SourceMap
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("#", "//"), comments.C_BLOCK)
MANY_STRINGS = True

_DEPTH_LIMIT = 1000
_TOKEN = re.compile(
    rf"(?P<gap>[ \t]++|(?:#|//)[^\r\n]*+|{comments.C_COMMENT})|(?P<endless>/\*)"
    r"|(?P<newline>[\r\n]++)"
    r"|(?P<heredoc><<(?P<dash>-?)(?P<word>[A-Za-z_][\w-]*+)[ \t]*+(?:\r\n|\n))"
    r"|(?P<name>[^\W\d][\w.-]*+)"
    r'|(?P<quote>")'
    r"|(?P<open>[\[{(])|(?P<close>[\])}])"
    r"|(?P<assign>=(?!=)|:)|(?P<comma>,)|(?P<other>.)",
)
_IN_STRING = re.compile(r'"|\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])|\$\$\{|%%\{|[$%]\{|[\r\n]')
_IN_HEREDOC = re.compile(r"\$\$\{|%%\{|[$%]\{|\r\n")
_IN_TEMPLATE = re.compile(r'"(?:[^"\\\r\n]|\\.)*+"|[{}]')
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class _OpenBody:
    """An open block, object, array or call."""

    path: tuple[str, ...]
    opening: str
    words: list[str] = field(default_factory=list)
    """The tokens before the value: a block's type and labels, or a key."""
    assigned: bool = False
    index: int = 0

    def place(self) -> tuple[str, ...]:
        if self.opening == "[":
            return (*self.path, str(self.index))
        return (*self.path, *self.words) if self.opening == "{" else self.path

    def restart(self) -> None:
        self.words, self.assigned = [], False


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string value, with the path of blocks, labels and keys that leads to it.

    :raises SourceError: when a string, a heredoc, a comment or a bracket never ends.
    """
    frames = [_OpenBody((), "{")]
    at = 0
    while (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        frame = frames[-1]
        comments.refuse_endless(token)
        if token["quote"] or token["heredoc"]:
            pieces, start, end, at = _heredoc(text, token) if token["heredoc"] else _string(text, token.start())
            if not frame.assigned and frame.opening == "{":
                frame.words.append(text[start:end])
            elif options.wants(frame.place()):
                yield _message(text, pieces, start, end, frame.place(), options.locale)
        else:
            _step(token, frames)
    if at < len(text) or len(frames) > 1:
        raise SourceError("This HCL ends inside a block, a list or a call.", Span(at, at))


def _step(token: re.Match[str], frames: list[_OpenBody]) -> None:
    """Follow a token that is not a string."""
    frame = frames[-1]
    match token.lastgroup:
        case "name" if not frame.assigned:
            frame.words.append(token[0])
        case "assign" if frame.opening == "{":
            frame.assigned = True
        case "comma":
            frame.index += 1
            if frame.opening == "{":
                frame.restart()
        case "newline" if frame.opening == "{":
            frame.restart()
        case "open":
            if len(frames) > _DEPTH_LIMIT:
                raise SourceError(f"This HCL is nested more than {_DEPTH_LIMIT} levels deep.", Span(*token.span()))
            # A call's arguments count as its value.
            inner = _OpenBody(frame.place(), token[0], assigned=token[0] != "{")
            frames.append(inner)
        case "close":
            if len(frames) == 1 or {"{": "}", "[": "]", "(": ")"}[frame.opening] != token[0]:
                raise SourceError(f"This {token[0]!r} closes nothing.", Span(*token.span()))
            frames.pop()


def _string(text: str, start: int) -> tuple[list[Piece], int, int, int]:
    """The pieces of a quoted string, the start and end of its content, and the end of the string."""
    pieces: list[Piece] = []
    at = start + 1
    while (match := _IN_STRING.search(text, at)) is not None:
        _copy(pieces, text, at, match.start())
        if match[0] == '"':
            return pieces, start + 1, match.start(), match.end()
        if match[0] in "\r\n":
            break
        at = _special(pieces, text, match, len(text))
    raise SourceError("This string never ends.", Span(start, start + 1))


def _heredoc(text: str, token: re.Match[str]) -> tuple[list[Piece], int, int, int]:
    start = token.end()
    ending = re.compile(rf"^[ \t]*{re.escape(token['word'])}[ \t]*\r?$", re.MULTILINE).search(text, start)
    if ending is None:
        raise SourceError(f"This heredoc never ends: there is no line {token['word']!r}.", Span(*token.span("heredoc")))
    end = ending.start()
    indent = _indent(text[start:end]) if token["dash"] else 0
    pieces: list[Piece] = []
    at = start
    for line in re.finditer(r"[^\n]*\n", text[start:end]):
        line_end = start + line.end()
        at = max(at, min(start + line.start() + indent, start + line.start() + len(line[0].rstrip("\r\n"))))
        while at < line_end and (match := _IN_HEREDOC.search(text, at, line_end)) is not None:
            _copy(pieces, text, at, match.start())
            at = _special(pieces, text, match, end)
        _copy(pieces, text, at, line_end)
    return pieces, start, end, ending.end()


def _indent(body: str) -> int:
    lines = [line for line in body.split("\n") if line.strip()]
    return min((len(line) - len(line.lstrip(" \t")) for line in lines), default=0)


def _copy(pieces: list[Piece], text: str, start: int, end: int) -> None:
    if start < end:
        pieces.append(Piece(start, end, text[start:end], verbatim=True))


def _special(pieces: list[Piece], text: str, match: re.Match[str], limit: int) -> int:
    """Add the piece of an escape or an interpolation and return the offset after it."""
    start, end = match.span()
    written = match[0]
    if written in {"${", "%{"}:
        end = _template_end(text, end, limit)
        pieces.append(Piece(start, end, None, text[start + 2 : end - 1].strip("~ \t\r\n")))
    elif written[0] in "$%":
        pieces.append(Piece(start, end, written[1:]))
    elif written == "\r\n":
        pieces.append(Piece(start, end, "\n"))
    elif len(written) > 2:
        pieces.append(Piece(start, end, code_point(written[2:]) or "\ufffd"))
    else:
        text_of = _SIMPLE.get(written[1], written)
        pieces.append(Piece(start, end, text_of, verbatim=text_of == written))
    return end


def _template_end(text: str, at: int, limit: int) -> int:
    depth, start = 1, at
    while (match := _IN_TEMPLATE.search(text, at, limit)) is not None:
        at = match.end()
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return at
    raise SourceError("This interpolation never ends.", Span(start - 2, start))


def _message(
    text: str, pieces: list[Piece], start: int, end: int, path: tuple[str, ...], locale: str | None
) -> Message:
    key, later = ".".join(path), filled_later(text[start:end])
    settings = {} if later is None else {"dialect": later}
    if all(piece.text is not None for piece in pieces):
        return Message(*body_of(pieces, text, start).build(), key, locale, settings)
    parts = [hcl_template.Part(piece, "" if piece.text is not None else text[piece.start]) for piece in pieces]
    lines = text[start - 1 : start] != '"'
    tree = hcl_template.tree(text, parts, start, end, lines=lines)
    return Message(text[start:end], SourceMap.identity(end - start, start), key, locale, settings, text=tree)


def escape(replacement: str, quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if "${" in replacement or "%{" in replacement:
        return None
    return through(replacement, {**C_LIKE, '"': '\\"'} if quote == '"' else {})
