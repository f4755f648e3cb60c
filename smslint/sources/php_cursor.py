"""Where the parser of PHP is in the tokens of a file. It never fails: what it does not understand, it steps over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.php_nodes import PhpNode

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Shape
    from smslint.sources.php_lexing import Token, Tokens

_DEEPEST: Final = 70
"""The limit for expressions in expressions, and for blocks in blocks: what is nested more deeply is not looked at."""

ENDS: Final = frozenset({"", ";", ",", ")", "]", "}"})
"""What ends an expression."""


class Cursor:
    """Reads tokens one by one."""

    VALUE: Final = 5
    """The rank of the operators that may be in a value that is assigned."""

    def __init__(self, source: str, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.nothing = PhpNode(0, 0, shapes.Nothing())
        self.absent = PhpNode(0, 0, shapes.Absent())

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens.all[self.at]

    @property
    def kind(self) -> str:
        """The kind of the next token."""
        return self.tokens.all[self.at].kind

    @property
    def word(self) -> str:
        """The next token, if it is a word, in small letters."""
        kind, text, _, _ = self.tokens.all[self.at]
        return text.lower() if kind == "name" else ""

    @property
    def next_kind(self) -> str:
        """The kind of the token after the next one."""
        return self.tokens.all[min(self.at + 1, len(self.tokens.all) - 1)].kind

    @property
    def next_word(self) -> str:
        """The token after the next one, if it is a word, in small letters."""
        kind, text, _, _ = self.tokens.all[min(self.at + 1, len(self.tokens.all) - 1)]
        return text.lower() if kind == "name" else ""

    def take(self) -> Token:
        """Step over one token."""
        token = self.tokens.all[self.at]
        self.at = min(self.at + 1, len(self.tokens.all) - 1)
        return token

    def skip(self) -> None:
        """Step over one token, or over all that is between two brackets."""
        self.at = min(self.tokens.pairs.get(self.at, self.at) + 1, len(self.tokens.all) - 1)

    def close(self, opening: int) -> None:
        """Step behind the bracket that closes one."""
        self.at = max(self.at, min(self.tokens.pairs.get(opening, self.at) + 1, len(self.tokens.all) - 1))

    def node(self, start: int, shape: Shape, children: tuple[PhpNode, ...] = ()) -> PhpNode:
        """What ends with the last token."""
        end = self.tokens.all[self.at - 1].end if self.at else start
        return PhpNode(start, max(start, end), shape, children)

    def opaque(self, start: int, *nodes: PhpNode) -> PhpNode:
        """Code with a value that is not followed."""
        return self.node(start, shapes.Other((*nodes, self.nothing, self.nothing) if nodes else ()))

    def is_deep(self) -> bool:
        """Whether this is nested too deeply to be looked at."""
        return self.depth > _DEEPEST
