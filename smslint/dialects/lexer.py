"""One lexer for all template languages: a table of delimiters in, tokens that tile the source out.

Linear in the source: each search resumes where the last one ended, and a delimiter without its partner is met once.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from smslint.dialects.tokens import QUOTES, Kind, Mark, Token, Trim
from smslint.dialects.trimming import trim_tokens
from smslint.errors import TemplateError
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Lexer(NamedTuple):
    """The delimiters of one language, and its trim markers: a character inside the delimiters to the white space it eats."""

    marks: tuple[Mark, ...]
    trims: Mapping[str, Trim] = MappingProxyType({})
    trim_needs_space: bool = False
    """Go counts a trim marker only beside white space: ``{{- 3}}`` trims and ``{{-3}}`` is a number."""
    right_only: bool = False
    """ERB's ``-%>`` eats the line break behind; its ``<%-`` eats only indentation."""
    raw: Mapping[str, tuple[re.Pattern[str], Kind]] = MappingProxyType({})
    """Tags whose content is not template code: the tag's word to the pattern of its end and what the content is."""
    final_newline: bool = True
    """Whether the engine keeps one line break at the very end of the source."""
    blanks: str | None = None
    """The characters that trimming all white space eats; ``None`` for all that Unicode calls white space."""
    unify_breaks: bool = False
    """Whether the engine reads every kind of line break as a line feed."""

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, with white space already trimmed.

        :raises TemplateError: at a delimiter that is never closed.
        """
        tokens = list(self._tokens(source))
        trim_tokens(source, tokens, self.blanks)
        if not self.final_newline and tokens and tokens[-1].kind is Kind.TEXT:
            last = tokens[-1]
            for ending in ("\r\n", "\n", "\r"):
                if source.endswith(ending) and last.shown_end == len(source):
                    last.shown_end = max(last.shown_start, last.shown_end - len(ending))
                    break
        return tokens

    def _tokens(self, source: str) -> Iterator[Token]:
        opens, by_open = _openings(self.marks)
        closers = _Closers(source)
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
            if close < 0:
                if mark.optional or mark.one_line:
                    at = match.end()
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
                ending, kind = self.raw[word]
                end = _end_of_raw(source, token, ending)
                if end is None:
                    raise TemplateError(f"{word!r} has no end", Span(token.start, token.end))
                if end.start() > at:
                    span = Span(at, end.start())
                    text = source[span.start : span.end] if kind is Kind.ESCAPE else ""
                    yield Token(kind, *span, span, text=text, shown_start=span.start, shown_end=span.end)
                text_start = at = raw_end = end.start()
                # The end tag itself is lexed as a tag, for its trim markers; the block parser skips it.
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
        yield Token(Kind.TEXT, start, end, Span(start, end), shown_start=start, shown_end=end)


@cache
def _any_of(strings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, strings)))


@cache
def _openings(marks: tuple[Mark, ...]) -> tuple[re.Pattern[str], dict[str, Mark]]:
    """The pattern that finds any opening, and the mark of each."""
    return _any_of(tuple(mark.open for mark in marks)), {mark.open: mark for mark in marks}


def _end_of_raw(source: str, token: Token, ending: re.Pattern[str]) -> re.Match[str] | None:
    """The end of raw content; one that was opened with a name ends at that name (Django's ``verbatim``)."""
    name = source[token.body.start : token.body.end].partition("verbatim ")[2].strip()
    if name and token.mark is not None and token.mark.one_line:
        ending = re.compile(r"\{%\s*endverbatim\s+" + re.escape(name) + r"\s*%\}")
    return ending.search(source, token.end)


def _first_word(source: str, token: Token) -> str:
    words = source[token.body.start : token.body.end].split(None, 1)
    return words[0] if words else ""


class _Closers:
    """Finds closing delimiters in a source; remembers the next of each, so that all searches together stay linear."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.next: dict[str, int] = {}

    def plain(self, needle: str, start: int) -> int:
        known = self.next.get(needle, -2)
        if known == -1 or known >= start:
            return known
        found = self.next[needle] = self.source.find(needle, start)
        return found

    def find(self, mark: Mark, start: int) -> int:
        end = self._quoted(mark, start) if mark.quotes else self.plain(mark.close, start)
        if end >= 0 and mark.one_line:
            line_end = self.plain("\n", start)
            if 0 <= line_end < end:
                return -1
        return end

    def _quoted(self, mark: Mark, start: int) -> int:
        """The close outside of quotes. A quote that is never closed is an ordinary character."""
        pattern = _any_of((*mark.quotes, mark.close))
        at = start
        while match := pattern.search(self.source, at):
            if match[0] == mark.close:
                return match.start()
            at = self._end_of_quote(mark.quotes[match[0]], match.end())
        return -1

    def _end_of_quote(self, quote: str, start: int) -> int:
        at = start
        while (end := self.plain(quote, at)) >= 0:
            slashes = 0
            while quote in QUOTES and self.source[end - 1 - slashes] == "\\" and end - 1 - slashes >= start:
                slashes += 1
            if slashes % 2 == 0:
                return end + len(quote)
            at = end + 1
        return start
