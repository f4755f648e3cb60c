"""A lexer for languages whose tags are words with a sign in front, such as Blade's ``@if(...)``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind, Token, Trim
from smslint.dialects.lexing.trimming import trim_tokens
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

FURTHEST: Final = 500
"""The longest argument of a directive; a bracket that is not closed within it is plain text, so that the time is linear."""

_WORD: Final = later(r"@([A-Za-z_]\w*)", re.ASCII)
_BRACKETS: Final = later(r"""[()]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)


class SignedLexer(NamedTuple):
    """Named groups of one pattern give the kind of a match: ``escape``, ``comment``, ``output`` or a directive's ``word``."""

    pattern: re.Pattern[str]
    plain: frozenset[str]
    """Words that are directives without an argument; other words need one, or are text."""
    arguments: frozenset[str]
    """Words that are directives with an argument."""
    any_argument: bool = False
    """Whether an unknown word with an argument is a directive too."""
    any_case: bool = False
    """Whether words may also be in capitals; the tables have them in lower case."""
    trim: Trim = Trim.NOTHING
    acts: Callable[[str], bool] = lambda _code: False
    """Whether a block of code of the host language does more than to compute: such a block is a tag."""
    untrimmed: frozenset[str] = frozenset()
    """Words of directives that leave nothing behind, so that the line break after them stays."""
    unify_breaks: bool = False

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, trimmed."""
        tokens: list[Token] = []
        at = text_start = 0
        paired = self._paired(source)
        while match := self.pattern.search(source, at):
            token = self._token(source, match, paired)
            if token is None:
                at = match.end()
                continue
            if text_start < match.start():
                tokens.append(_text(text_start, match.start()))
            tokens.append(token)
            at = text_start = token.end
        if text_start < len(source):
            tokens.append(_text(text_start, len(source)))
        trim_tokens(source, tokens)
        return tokens

    def _paired(self, source: str) -> frozenset[str]:
        """Words of a project's own directives that have an end here, with that end: they need no argument."""
        if "@end" not in (source.lower() if self.any_case else source):
            return frozenset()
        words = {match[1].lower() if self.any_case else match[1] for match in _WORD.finditer(source)}
        own = {word for word in words if f"end{word}" in words and f"end{word}" not in self.plain}
        return frozenset(f"{start}{word}" for word in own for start in ("", "else", "end"))

    def _token(self, source: str, match: re.Match[str], paired: frozenset[str]) -> Token | None:
        start, end = match.span()
        groups = match.groupdict()
        if groups.get("escape") is not None:
            return Token(Kind.ESCAPE, start, end, Span(start, end), text=match["escape"])
        if groups.get("component") is not None:
            return Token(Kind.TAG, start, end, Span(start, end), right=self.trim)
        code = groups.get("code") or groups.get("foreign")
        if code is not None and self.acts(code):
            return Token(Kind.TAG, start, end, Span(start, end), right=self.trim)
        if groups.get("code") is not None:
            return Token(Kind.COMMENT, start, end, Span(start, end), right=self.trim)
        if groups.get("comment") is not None:
            return Token(Kind.COMMENT, start, end, Span(start, end), left=self._left(), right=self._right(comment=True))
        if groups.get("foreign") is not None:
            return Token(Kind.OUTPUT, start, end, Span(*match.span("foreign")), right=self.trim)
        for group in ("output", "raw", "triple"):
            if groups.get(group) is not None:
                return Token(Kind.OUTPUT, start, end, Span(*match.span(group)))
        if groups.get("echo") is not None:
            return Token(Kind.ESCAPE, start, end, Span(start, end), text=match["echo"])
        if groups.get("verbatim") is not None:
            return Token(Kind.ESCAPE, start, end, Span(start, end), text=match["verbatim"])
        return self._directive(source, match, paired)

    def _directive(self, source: str, match: re.Match[str], paired: frozenset[str]) -> Token | None:
        word, end = match["word"].lower() if self.any_case else match["word"], match.end()
        bracket = end
        while source[bracket : bracket + 1] in {" ", "\t"}:
            bracket += 1
        close = closing(source, bracket) if source[bracket : bracket + 1] == "(" else -1
        if close >= 0 and (word in self.arguments or self.any_argument):
            end = close
        elif word not in self.plain and word not in paired:
            return None
        body = Span(match.start("word"), end)
        right = Trim.NOTHING if word in self.untrimmed else self._right()
        return Token(Kind.TAG, match.start(), end, body, left=self._left(), right=right)

    def _left(self) -> Trim:
        return Trim.ALONE if self.trim is Trim.ALONE else Trim.NOTHING

    def _right(self, *, comment: bool = False) -> Trim:
        return Trim.NOTHING if comment and self.trim is Trim.NEWLINE else self.trim


def _text(start: int, end: int) -> Token:
    return Token(Kind.TEXT, start, end, Span(start, end), shown_start=start, shown_end=end)


def closing(source: str, start: int, furthest: int = FURTHEST) -> int:
    """The end of the brackets that open at ``start``, or -1 if it is farther away than some characters."""
    depth = 0
    for match in _BRACKETS.finditer(source, start, start + furthest):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return -1


_ARGUMENT: Final = later(r"(@?\w+)\}?\s*(?:\((.*)\))?\s*\Z", re.DOTALL)


def word_and_argument(source: str, token: Token) -> tuple[str, str | None]:
    """The word of a directive, and the text in its brackets; no word if the token is no directive but code of the host language."""
    match = _ARGUMENT.match(source[token.body.start : token.body.end])
    return (match[1], match[2]) if match is not None else ("", None)


_MARKS: Final = later(r"""[()\[\]{},]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)


def arguments(code: str) -> list[Span]:
    """The arguments in the brackets of a directive, each without the white space around it."""
    ends, depth = [-1], 0
    for match in _MARKS.finditer(code):
        depth += (match[0] in "([{") - (match[0] in ")]}")
        if match[0] == "," and depth == 0:
            ends.append(match.start())
    ends.append(len(code))
    found = []
    for before, end in pairwise(ends):
        text = code[before + 1 : end]
        start = before + 1 + len(text) - len(text.lstrip())
        found.append(Span(start, max(start, start + len(text.strip()))))
    return [span for span in found if span.length]
