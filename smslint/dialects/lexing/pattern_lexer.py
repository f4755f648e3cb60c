"""A lexer from one pattern, for languages whose delimiters a pair of marks cannot describe: ``%NAME%``, lines that begin with ``%``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind, Token, drop_final_break, text_token
from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

_KINDS: Final = {"output": Kind.OUTPUT, "tag": Kind.TAG, "silent": Kind.COMMENT, "escape": Kind.ESCAPE}


class PatternLexer(NamedTuple):
    """The last group of a match says what it is: ``output`` or ``tag`` with the code, ``silent``, or ``escape`` with its text; a digit may
    follow the name."""

    pattern: re.Pattern[str]
    escapes: Mapping[str, str] = MappingProxyType({})
    """What an escape renders as, if that is not what its group contains."""
    final_newline: bool = True
    """Whether the engine keeps one line break at the very end of the source."""
    unify_breaks: bool = False
    """Whether the engine reads every kind of line break as a line feed."""

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source."""
        tokens: list[Token] = []
        at = 0
        for match in self.pattern.finditer(source):
            if match.end() == match.start() or match.lastgroup is None:
                continue
            if at < match.start():
                tokens.append(text_token(at, match.start()))
            code = Span(*match.span(match.lastgroup))
            text = self.escapes.get(match[0], match[match.lastgroup])
            tokens.append(Token(_KINDS[match.lastgroup.rstrip("0123456789")], *match.span(), code, text=text))
            at = match.end()
        if at < len(source):
            tokens.append(text_token(at, len(source)))
        if not self.final_newline:
            drop_final_break(source, tokens)
        return tokens
