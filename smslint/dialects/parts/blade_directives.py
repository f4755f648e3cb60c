"""Blade's directives of layouts: their arguments, and where each block ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.signed import arguments, word_and_argument
from smslint.dialects.lexing.tokens import Kind, Token
from smslint.dialects.parts.pieces import Piece, Put
from smslint.records import replace
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.dialects.parts.part_language import File

TEXT: Final = re.compile(r"""'([^'\\$]*)'|"([^"\\$]*)\"""")
VARIABLE: Final = re.compile(r"\s*\$(\w+)\s*", re.ASCII)
ENDS: Final = {
    "section": frozenset({"endsection", "show", "stop", "append", "overwrite"}),
    "component": frozenset({"endcomponent", "endcomponentfirst"}),
    "slot": frozenset({"endslot"}),
}
_OPENS: Final = {"section": {"section"}, "component": {"component", "componentfirst"}, "slot": {"slot"}}


class Directive(NamedTuple):
    """A directive with its arguments."""

    word: str
    code: str
    """What is between its brackets."""
    at: int
    """The offset of the code in the source."""
    arguments: tuple[Span, ...]
    """In the code."""

    def text(self, number: int) -> str | None:
        """An argument that is a text."""
        if number >= len(self.arguments):
            return None
        span = self.arguments[number]
        match = TEXT.fullmatch(self.code[span.start : span.end])
        return None if match is None else match[1] or match[2] or ""

    def written(self, number: int) -> Span:
        """The place of an argument in the source."""
        span = self.arguments[number]
        return Span(self.at + span.start, self.at + span.end)


def directive(source: str, token: Token) -> Directive:
    """The directive of a tag."""
    word, code = word_and_argument(source, token)
    code = code or ""
    at = source.find("(", token.start, token.end) + 1
    return Directive(word.lower(), code, at, tuple(arguments(code)))


def block_end(source: str, tokens: Sequence[Token], index: int, kind: str) -> int:
    """The token that ends a section, a component or a slot; the number of tokens where none does."""
    depth = 0
    for at in range(index, len(tokens)):
        if tokens[at].kind is not Kind.TAG:
            continue
        found = directive(source, tokens[at])
        opens = found.word in _OPENS[kind] and not (kind != "component" and len(found.arguments) > 1)
        depth += opens - (found.word in ENDS[kind])
        if depth == 0:
            return at
    return len(tokens)


def expression(opened: File, index: int, code: Span) -> Piece:
    """What an argument of a directive prints."""
    return Put(opened.part, replace(opened.tokens[index], kind=Kind.OUTPUT, body=code))
