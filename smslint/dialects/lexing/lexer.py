"""One lexer for all template languages: from a table of delimiters to tokens that cover the source.

Linear in the source: each search continues where the last one ended, and an unclosed delimiter is met only once.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.closing import Closers, any_of
from smslint.dialects.lexing.tokens import Kind, Mark, Raw, Token, Trim, drop_final_break, text_token
from smslint.dialects.lexing.trimming import trim_tokens
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMED: Final = later(r"(\{\{ *(?!not\b)([A-Za-z]\w*) *\}\})", re.ASCII)
"""An output of a name alone, which every engine can read; ``not`` negates what is missing, and Django refuses ``_name``."""


class Lexer(NamedTuple):
    """The delimiters of one language, and its trim markers: a character inside the delimiters to the white space that it removes."""

    marks: tuple[Mark, ...]
    trims: Mapping[str, Trim] = MappingProxyType({})
    trim_needs_space: bool = False
    """Go reads a trim marker only next to white space: ``{{- 3}}`` trims and ``{{-3}}`` is a number."""
    right_only: bool = False
    """ERB's ``-%>`` removes the line break after it; its ``<%-`` removes only indentation."""
    raw: Mapping[str, Raw] = MappingProxyType({})
    """Tags whose content is not template code, by the tag's word."""
    final_newline: bool = True
    """Whether the engine keeps one line break at the very end of the source."""
    blanks: str | None = None
    """The characters that count as white space for trimming; ``None`` for all white space in Unicode."""
    unify_breaks: bool = False
    """Whether the engine reads every kind of line break as a line feed."""

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, with white space already trimmed.

        :raises TemplateError: at a delimiter that is never closed.
        """
        tokens = list(self._tokens(source))
        trim_tokens(source, tokens, self.blanks)
        if not self.final_newline:
            drop_final_break(source, tokens)
        return tokens

    def named_outputs(self, source: str) -> list[str] | None:
        """A source of nothing but text and names in braces, cut into text, output, name, text, output and so on; ``None`` for any other.

        Most messages are such, and need no tokens: no delimiter trims white space or stands in quotes.
        """
        if "\r" in source or source.endswith("\n") or not _only_braces(self.marks):
            return None
        pieces: list[str] = _NAMED.split(source)
        return None if any("{" in text for text in pieces[::3]) else pieces

    def _tokens(self, source: str) -> Iterator[Token]:
        opens, by_open = _openings(self.marks)
        closers = Closers(source)
        text_start = at = 0
        raw_end = -1
        while match := opens.search(source, at):
            mark = by_open[match[0]]
            start = match.start()
            if mark.before and closers.plain(mark.before, match.end()) < 0:
                at = match.end()
                continue
            if not mark.close:
                yield from _text(text_start, start)
                span = Span(start, match.end())
                yield Token(Kind.ESCAPE, *span, span, mark, text=mark.text)
                text_start = at = match.end()
                continue
            close = closers.find(mark, match.end())
            other = mark.code is not None and close >= 0 and mark.code.fullmatch(source, match.end(), close) is None
            if close < 0 or other:
                if mark.optional or mark.one_line or other:
                    at = match.start() + 1  # another delimiter may begin inside: "{{%"
                    continue
                raise TemplateError(f"{mark.open!r} is never closed by {mark.close!r}", Span(start, match.end()))
            yield from _text(text_start, start)
            token = self._delimited(source, mark, start, match.end(), close)
            word = _first_word(source, token) if token.kind is Kind.TAG and self.raw else ""
            if (word in self.raw or start == raw_end) and token.right is mark.right:
                token.right = Trim.NOTHING
            yield token
            text_start = at = token.end
            if word in self.raw:
                kind, find_end = self.raw[word]
                end = find_end(source, token)
                if end is None:
                    raise TemplateError(f"{word!r} has no end", Span(token.start, token.end))
                if end.start() > at:
                    span = Span(at, end.start())
                    text = source[span.start : span.end] if kind is Kind.ESCAPE else ""
                    yield Token(kind, *span, span, text=text, shown_start=span.start, shown_end=span.end)
                text_start = at = raw_end = end.start()
                # The end tag is lexed as a tag, because of its trim markers; the block parser skips it.
        yield from _text(text_start, len(source))

    def _delimited(self, source: str, mark: Mark, start: int, body_start: int, body_end: int) -> Token:
        left = right = Trim.NOTHING
        end = body_end + len(mark.close)
        if body_start < body_end and source[body_start] in self.trims and mark.trims:
            spaced = source[body_start + 1 : body_start + 2].isspace() or body_start + 1 == body_end
            if spaced or not self.trim_needs_space:
                left = Trim.INDENT if self.right_only else self.trims[source[body_start]]
                body_start += 1
        if body_start < body_end and source[body_end - 1] in self.trims and mark.trims:
            spaced = source[body_end - 2].isspace()
            if spaced or not self.trim_needs_space:
                right = self.trims[source[body_end - 1]]
                body_end -= 1
        if right is Trim.NOTHING:
            right = mark.right
        alone = mark.alone is not None and mark.alone.match(source, body_start, body_end)
        if alone and left is Trim.NOTHING and right is Trim.NOTHING:
            left = right = Trim.ALONE
        return Token(mark.kind, start, end, Span(body_start, body_end), mark, left=left, right=right)


def _text(start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield text_token(start, end)


@cache
def _only_braces(marks: tuple[Mark, ...]) -> bool:
    """Whether everything but text begins with a brace, and two of them are an output that removes nothing around it."""
    output = next((mark for mark in marks if mark.open == "{{"), None)
    plain = output is not None and (output.kind, output.close, output.right) == (Kind.OUTPUT, "}}", Trim.NOTHING)
    return plain and all(mark.open in {"{{", "{%", "{#"} and mark.alone is None for mark in marks)


@cache
def _openings(marks: tuple[Mark, ...]) -> tuple[re.Pattern[str], dict[str, Mark]]:
    """The pattern that finds any opening, and the mark of each."""
    return any_of(tuple(mark.open for mark in marks)), {mark.open: mark for mark in marks}


def _first_word(source: str, token: Token) -> str:
    words = source[token.body.start : token.body.end].split(None, 1)
    return words[0] if words else ""
