"""One lexer for all template languages: a table of delimiters in, tokens that tile the source out.

Linear in the source: each search resumes where the last one ended, and a delimiter without its partner is met once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import TemplateError
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    ESCAPE = "escape"
    """Characters that render as something else, such as ``{{`` for ``{`` in ``str.format``."""
    COMMENT = "comment"
    TAG = "tag"
    OUTPUT = "output"


class Trim(Enum):
    """What white space beside a delimiter disappears."""

    NOTHING = ""
    ALL = "all"
    """All adjoining white space."""
    LINE = "line"
    """Adjoining white space other than line breaks."""
    NEWLINE = "newline"
    """One line break directly behind."""
    INDENT = "indent"
    """Spaces and tabs between the start of the line and the delimiter."""
    ALONE = "alone"
    """The line, when nothing but white space stands beside the delimiters on it."""


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One stretch of source. ``[start, end)`` tiles it; of a text, ``[shown_start, shown_end)`` is what renders."""

    kind: Kind
    start: int
    end: int
    body: Span
    """The code between the delimiters; of a text or an escape, the stretch itself."""
    mark: Mark | None = None
    text: str = ""
    """What an escape renders as."""
    left: Trim = Trim.NOTHING
    right: Trim = Trim.NOTHING
    shown_start: int = 0
    shown_end: int = 0


QUOTES: Final = {'"': '"', "'": "'"}
"""String literals with backslash escapes, as most languages have them."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mark:
    """A pair of delimiters."""

    open: str
    close: str
    kind: Kind
    one_line: bool = False
    """The close must stand on the line of the open; otherwise the open is plain text."""
    quotes: Mapping[str, str] = field(default_factory=dict)
    """Quotes in which a close does not count: what opens one, and what ends it."""
    optional: bool = False
    """An open without its close is plain text rather than an error."""
    right: Trim = Trim.NOTHING
    """What disappears behind the close even without a trim marker."""
    alone: re.Pattern[str] | None = None
    """Where the code matches, the whole line disappears when the delimiters stand alone on it."""
    trims: bool = True
    """Whether trim markers count inside these delimiters."""
    text: str = ""
    """What an escape renders as; such a mark has no close."""
    before: str = ""
    """An escape counts only where this follows somewhere."""


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


def trim_tokens(source: str, tokens: list[Token], blanks: str | None = None) -> None:
    """Apply the trim markers to the texts beside them."""
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.left is Trim.ALONE:
            _trim_alone(source, before, after, token)
            continue
        if token.left is not Trim.NOTHING and before is not None and before.kind is Kind.TEXT:
            before.shown_end -= _trailing(source[before.shown_start : before.shown_end], token.left, blanks)
        if token.right is not Trim.NOTHING and after is not None and after.kind is Kind.TEXT:
            after.shown_start += _leading(source[after.shown_start : after.shown_end], token.right, blanks)


def _leading(text: str, trim: Trim, blanks: str | None) -> int:
    """How many characters at the start of a text a trim eats."""
    if trim is Trim.NEWLINE:
        return 2 if text.startswith("\r\n") else 1 if text.startswith("\n") else 0
    return len(text) - len(text.lstrip(blanks) if trim is Trim.ALL else text.lstrip(" \t\0\v"))


def _trailing(text: str, trim: Trim, blanks: str | None) -> int:
    """How many characters at the end of a text a trim eats."""
    if trim is Trim.ALL:
        return len(text) - len(text.rstrip(blanks))
    blank = len(text) - len(text.rstrip(" \t\0\v"))
    if trim is Trim.INDENT and blank < len(text) and text[len(text) - blank - 1] not in "\r\n":
        return 0
    return blank


def _trim_alone(source: str, before: Token | None, after: Token | None, token: Token) -> None:
    """Drop the line of a tag that stands alone on it: its indentation and its line break."""
    line_start = max(source.rfind("\n", 0, token.start), source.rfind("\r", 0, token.start)) + 1
    if before is not None and (line_start < before.start or before.kind is not Kind.TEXT) and line_start < token.start:
        return
    if source[line_start : token.start].strip(" \t"):
        return
    match = _REST_OF_LINE.match(source, token.end)
    if match is None:
        return
    if after is not None and after.kind is Kind.TEXT:
        after.shown_start = max(after.shown_start, min(match.end(), after.end))
    elif match.end() > token.end:
        return
    if before is not None and before.kind is Kind.TEXT and line_start < token.start:
        before.shown_end = max(before.shown_start, min(before.shown_end, line_start))


_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\Z)")
