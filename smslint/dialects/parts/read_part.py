"""What a part is by itself: its tokens, their tags, the files that it names. Each template that includes it needs the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.parts.reference import Reference, Site
from smslint.dialects.parts.references import REFERENCES
from smslint.errors import TemplateError

if TYPE_CHECKING:
    from smslint.dialects.blocks.grammar import Grammar
    from smslint.dialects.blocks.tags import Tag

_MOST_KEPT: Final = 200
_LONGEST_KEPT: Final = 10_000
"""Parts, and characters of one: no message is as long."""


class ReadPart:
    """A source, read as far as it was asked for."""

    def __init__(self, grammar: Grammar, dialect: str, source: str) -> None:
        self.grammar, self.dialect, self.source = grammar, dialect, source
        self.tokens: Final = grammar.lexer.lex(source)
        self._tags: dict[int, Tag | None] = {}
        self._references: dict[int, Reference | None] = {}
        self._fault: str | None = None
        self._may_end: bool | None = None

    def tag(self, index: int) -> Tag | None:
        """The tag of a token; ``None`` if it is none."""
        if index not in self._tags:
            token = self.tokens[index]
            self._tags[index] = self.grammar.tag(self.source, token) if token.kind is Kind.TAG else None
        return self._tags[index]

    def reference(self, index: int) -> Reference | None:
        """The file that a token names."""
        if index not in self._references:
            token = self.tokens[index]
            names = token.kind is Kind.TAG or token.kind is Kind.OUTPUT
            self._references[index] = (
                REFERENCES[self.dialect].read(Site(self.source, token, self.tag(index))) if names else None
            )
        return self._references[index]

    def fault(self) -> str:
        """Why it does not parse on its own; empty where it does."""
        if self._fault is None:
            try:
                self.grammar.parse(self.source)
                self._fault = ""
            except TemplateError as error:
                self._fault = str(error) or "it is wrong"
        return self._fault

    def may_end(self) -> bool:
        """Whether a tag in it may end it."""
        if self._may_end is None:
            stops = self.grammar.stops
            tags = (self.tag(index) for index in range(len(self.tokens))) if stops else ()
            self._may_end = any(tag is not None and tag.word in stops for tag in tags)
        return self._may_end


_KEPT: Final[dict[tuple[str, str], ReadPart]] = {}


def read_part(grammar: Grammar, dialect: str, source: str) -> ReadPart:
    """A source as a part of templates.

    :raises TemplateError: at a delimiter that is not closed.
    """
    found = _KEPT.get((dialect, source))
    if found is None or found.grammar is not grammar:
        found = ReadPart(grammar, dialect, source)
        if len(source) <= _LONGEST_KEPT:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            _KEPT[dialect, source] = found
    return found
