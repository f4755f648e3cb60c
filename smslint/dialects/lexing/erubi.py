"""How Erubi splits an ERB template, with ``trim`` on as in Rails, and which white space it removes.

Source: ``Erubi::Engine``. The standard library's ERB differs: here a code tag or a comment removes its line if a line break follows
(``<%-`` and ``-%>`` do not change that), and ``-%>`` or ``=%>`` removes the line break only after ``<%=``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from smslint.dialects.lexing.ruby_statements import parts
from smslint.dialects.lexing.tokens import Kind, Mark, Token
from smslint.errors import TemplateError
from smslint.span import Span

OUTPUT: Final = Mark("<%=", "%>", Kind.TAG)
CODE: Final = Mark("<%", "%>", Kind.TAG)

_TAG: Final = re.compile(r"<%(?P<sign>==?|[-#%])?(?P<code>(?:(?!%>).)*?)[-=]?%>(?P<space>[ \t]*\r?\n)?", re.DOTALL)
_BREAK: Final = re.compile(r"[ \t]*\r?\n")
_INDENT: Final = re.compile(r"[ \t]*\Z")


class ErubiLexer(NamedTuple):
    """Finds the tags, and decides which part of the texts between them renders."""

    unify_breaks: bool = True
    """Ruby reads a carriage return and a line feed in its source as a line feed."""

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, trimmed.

        :raises TemplateError: at a tag that is never closed. (Erubi would print it.)
        """
        tokens: list[Token] = []
        at, drawn, line_start = 0, 0, True
        shown = 0
        for match in _TAG.finditer(source, 0, _end_of_tags(source)):
            start, sign = match.start(), match["sign"] or ""
            closed = match.start("space") if match["space"] is not None else match.end()
            indent = -1 if sign[:1] == "=" else _indent(source, at, start, line_start)
            line_start, at = match["space"] is not None, match.end()
            alone = sign in {"", "-", "#"} and indent >= 0 and match["space"] is not None
            _text(tokens, drawn, start, shown, indent if alone else start)
            drawn = shown = closed
            if sign == "%":
                span = Span(start, start + 3)
                tokens.append(Token(Kind.ESCAPE, *span, span, text="<%"))
                _text(tokens, start + 3, closed, start + 3, closed)
                continue
            body = Span(start + 2 + len(sign), match.end("code"))
            if sign in {"", "-"}:
                tokens += _statements(source, Span(start, closed), body)
            else:
                mark, kind = (CODE, Kind.COMMENT) if sign == "#" else (OUTPUT, Kind.TAG)
                tokens.append(Token(kind, start, closed, body, mark))
            if alone or (sign[:1] == "=" and source[closed - 3] in "-=" and match.end("code") < closed - 2):
                shown = match.end()
        unclosed = source.find("<%", at)
        if unclosed >= 0 and not source.startswith("<%%", unclosed):
            raise TemplateError("'<%' is never closed by '%>'", Span(unclosed, unclosed + 2))
        _text(tokens, drawn, len(source), shown, len(source))
        return tokens


def _end_of_tags(source: str) -> int:
    """The end of the last tag, with its line break: each ``<%`` behind it would be searched to the end of the source."""
    end = source.rfind("%>") + 2
    line = _BREAK.match(source, end)
    return line.end() if line is not None else end


def _indent(source: str, start: int, end: int, line_start: bool) -> int:
    """The start of the indentation before a tag, or -1 if there is other text before it on its line."""
    line = source.rfind("\n", start, end) + 1
    if not line:
        if not line_start:
            return -1
        line = start
    return line if _INDENT.match(source, line, end) else -1


def _statements(source: str, tag: Span, body: Span) -> list[Token]:
    """A tag as one token for each part of its code."""
    found = parts(source[body.start : body.end])
    starts = [tag.start, *(body.start + each.start for each in found[1:]), tag.end]
    return [
        Token(Kind.TAG, start, end, Span(body.start + each.start, body.start + each.end), CODE)
        for each, start, end in zip(found, starts, starts[1:], strict=False)
    ]


def _text(tokens: list[Token], start: int, end: int, shown_start: int, shown_end: int) -> None:
    if start < end:
        span = Span(start, end)
        tokens.append(Token(Kind.TEXT, start, end, span, shown_start=shown_start, shown_end=shown_end))
