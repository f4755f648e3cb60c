"""One template language as a record: its delimiters, its blocks, and how the code inside is read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import placing
from smslint.dialects.blocks.shapes import SWITCHES, Shape
from smslint.dialects.blocks.tags import Block, Tag, word_tag
from smslint.dialects.lexing.lexer import Lexer
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.condition import Condition, Truth
from smslint.text.patterns import later
from smslint.text.tree import Literal, Placeholder, Sequence

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping
    from typing import Protocol

    from smslint.dialects.blocks.open_blocks import OpenBlock
    from smslint.dialects.lexing.tokens import Token
    from smslint.dialects.names.assigned import Assigned, Enclosed
    from smslint.dialects.names.rescoping import Scope
    from smslint.text.condition import Test
    from smslint.text.tree import Call, Node, Text

    class TokenReader(Protocol):
        """Splits a source into tokens."""

        @property
        def unify_breaks(self) -> bool: ...
        def lex(self, source: str) -> list[Token]: ...


_IF: Final = later(r"if(?:\s+|(?=\())")
_CHAINED: Final = later(r"(?:if|unless|with|each)\b")
"""A word after an ``else`` that makes it a further arm: ``{{else if x}}``."""


class Grammar(NamedTuple):
    """One template language: its delimiters, its blocks, and how the code inside is read."""

    lexer: TokenReader
    blocks: Mapping[str, Block] = MappingProxyType({})
    inline: frozenset[str] = frozenset()
    """Tags that render as nothing."""
    opaque: frozenset[str] = frozenset()
    """Known tags whose text is in another file (an include): opaque."""
    parents: frozenset[str] = frozenset()
    """Tags that make the template a set of blocks for a parent (``extends``): the parent renders, and from the template
    only the blocks that the parent has."""
    tag: Callable[[str, Token], Tag | None] = lambda source, token: word_tag(source, token)
    """The tag of a token, or ``None`` if the token is an output (Go, Mustache)."""
    output: Callable[[str, Span, Span], tuple[Node, ...]] = lambda source, tag, body: (
        Placeholder(source[body.start : body.end].strip(), tag),
    )
    """The nodes of an output: their spans cover the tag."""
    condition: Callable[[Tag, Tag], Test | None] = lambda _opened, _arm: None
    """The condition of an arm: from the tag that opened the block and the tag of the arm (the same for the first arm)."""
    drops_blank: frozenset[str] = frozenset()
    """Blocks that render as nothing if they contain only white space and tags that print nothing (Liquid)."""
    texts: frozenset[str] = frozenset()
    """The beginnings of outputs that print a text of another template: ``super(``, ``self.``."""
    stops: frozenset[str] = frozenset()
    """Tags that end the template (Velocity's ``#stop``)."""
    returns: frozenset[str] = frozenset()
    """Those of them after which the engine may also forget what the template has printed before (Ruby's ``return``)."""
    falls_through: bool = False
    """Whether an arm of a switch without ``break`` continues into the next one (PHP)."""
    assigning: re.Pattern[str] | None = None
    """What every source holds that assigns a name."""
    assigns: str = ""
    """How it is read: a name of :data:`smslint.dialects.names.assignments.ASSIGNS`."""
    chained: re.Pattern[str] = _CHAINED
    """What follows the word of a last arm that is a further one: ``{{else if x}}``."""
    loops: re.Pattern[str] | None = None
    """What follows it where the arm renders for each item of the named list: ``{{else each items}}``."""
    secluded: Callable[[Tag], bool] | None = None
    """Whether the names of the template around a block are not seen in it: those that a block assigns (Jinja), or those that are
    passed to the part (Handlebars)."""
    placed: Callable[[Tag, list[OpenBlock], str], Tag] | None = None
    """What the open blocks around a tag make of it (Handlebars). Not where the source has parts of other templates."""
    stepped: Callable[[Node, list[OpenBlock], str], Node] | None = None
    """The same for the node of an output."""
    filtering: Mapping[str, Callable[[str], tuple[Call, ...] | None]] = MappingProxyType({})
    """Blocks that apply filters to their text, and how the filters are read."""
    placing: placing.Placing | None = None
    """Where the tags of inheritance may stand."""
    syntax: Callable[[str, list[Token]], None] | None = None
    """Refuses a template whose code the engine cannot compile; ``None`` where that is not known."""
    one_last_arm: bool = False
    """Whether the engine refuses an arm after an ``else``."""
    unknown_ends: str = "end"
    """The prefix that turns an unknown tag's word into its end, if it has one."""

    @property
    def lenient(self) -> Grammar:
        """The same language in a program that compiles what its engine refuses."""
        return self._replace(syntax=None, one_last_arm=False)

    def closes(self, word: str) -> bool:
        """Whether a word ends or divides some block."""
        return word.startswith("/") or any(
            word in (*block.ends, *block.arms, *block.last_arms) for block in self.blocks.values()
        )

    def asked(self, block: Block, opened: Tag, arm: Tag) -> Condition:
        """The condition of an arm, as it is written and as it is understood.

        :param opened: the tag that opened the block.
        """
        chained = _IF.match(arm.rest)
        written = opened.rest if block.shape in SWITCHES else arm.rest[chained.end() :].strip() if chained else arm.rest
        test = self.condition(opened, arm)
        binds = test.name if block.shape is Shape.SECTION and isinstance(test, Truth) else ""
        return Condition(written or opened.rest or opened.word, test, binds)

    def parse(self, source: str) -> Text:
        """The tree of a source.

        :raises TemplateError: at a delimiter or a block that is not closed, an end without a start, or code that is not valid.
        """
        if self.stepped is None and isinstance(self.lexer, Lexer) and (pieces := self.lexer.named_outputs(source)):
            return self._named(source, pieces)
        tokens = self.lexer.lex(source)
        if self.syntax is not None:
            self.syntax(source, tokens)
        tree = self.tree(source, tokens)
        if self.placing is not None and any(mark in source for mark in placing.MARKS):
            placing.check(self.placing, source, tokens, self.tag)
        return tree

    def _named(self, source: str, pieces: list[str]) -> Text:
        """The tree of a source without blocks and assignments: no name has another meaning in it.

        :param pieces: text, output, name, and so on.
        """
        parts: list[Node] = []
        at = 0
        for index, piece in enumerate(pieces):
            if index % 3 == 2:
                continue
            span = Span(at, at + len(piece))
            at = span.end
            if index % 3 == 1:
                parts += self.output(source, span, Span(span.start + 2, span.end - 2))
            elif piece:
                parts.append(Literal(piece, span))
        return Sequence(tuple(parts), Span(0, len(source)))

    def tree(
        self,
        source: str,
        tokens: list[Token],
        scopes: list[Scope] | None = None,
        passed: list[Assigned] | None = None,
        enclosed: list[Enclosed] | None = None,
    ) -> Text:
        """The tree of a source that is already cut into tokens.

        :param scopes: where names have another meaning.
        :param passed: the values of names there.
        :param enclosed: where assignments end.
        :raises TemplateError: as :meth:`parse`.
        """
        from smslint.dialects.blocks.blocks import parse

        grammar = self if scopes is None else self._replace(placed=None, stepped=None)
        return parse(grammar, source, tokens, scopes or [], passed or [], enclosed or [])
