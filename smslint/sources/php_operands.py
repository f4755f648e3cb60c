"""Parses the operands of PHP's expressions: variables, strings, lists, calls, and what is taken of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.shapes import Argument, Called, Defined, Left, Named, Other, Part, Wild, Written
from smslint.sources.php_invoking import ANYTHING, Invoking
from smslint.sources.php_lexing import Tokens
from smslint.sources.php_nodes import PhpNode, names_of
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.expression import Piece

_FIXED: Final = word_set(
    "true false __line__ __file__ __dir__ __function__ __class__ __trait__ __method__ __namespace__ static"
)
_OWN: Final = word_set("self static")


class Operands(Invoking):
    """Parses operands. Expressions and functions are for the class that extends it."""

    classes: list[str]
    """The classes around."""

    def function(self, start: int) -> PhpNode:
        """A function without a name."""
        raise NotImplementedError

    def matched(self, start: int) -> PhpNode:
        """``match``."""
        raise NotImplementedError

    def members(self) -> PhpNode:
        """The members of a class without a name."""
        raise NotImplementedError

    def string(self) -> PhpNode:
        token = self.take()
        pieces = self.tokens.pieces[token.start]
        return self.node(token.start, Written(tuple(map(self.part, pieces))))

    def part(self, piece: Piece) -> Part:
        """A part of a string; of a variable in it, what that is."""
        if piece.text is not None:
            return Part(piece.start, piece.end, piece.text)
        source = self.source[piece.start : piece.end]
        inner = None
        if source.startswith("{$"):
            inner = self.inside(piece.start + 1, piece.end - 1)
        elif source.startswith("${"):
            name = source[2:-1].strip()
            inner = PhpNode(piece.start, piece.end, Named((name,)) if name.isidentifier() else Wild((), True))
        elif source.endswith("]"):
            name, _, key = source[1:-1].partition("[")
            at = piece.start + len(name) + 2
            owner = PhpNode(piece.start, at - 1, Named((name,)))
            index = self.inside(at, piece.end - 1) if key.startswith("$") else self.key(key, at)
            inner = PhpNode(piece.start, piece.end, shapes.Indexed(owner, index))
        else:
            return Part(piece.start, piece.end, None, None, piece.name, tuple(source[1:].split("->")))
        return Part(piece.start, piece.end, None, inner, piece.name)

    @staticmethod
    def key(written: str, at: int) -> PhpNode:
        """A key in a string, without quotes."""
        return PhpNode(at, at + len(written), Written((Part(at, at + len(written), written),)))

    def inside(self, start: int, end: int) -> PhpNode | None:
        """The expression in a string."""
        if self.is_deep():
            return None
        tokens, at = self.tokens, self.at
        self.tokens, self.at = Tokens(self.source, start, end, inside=True), 0
        found = self.expression()
        whole = not self.kind
        self.tokens, self.at = tokens, at
        return found if whole else self.opaque(start, found)

    def variable(self) -> PhpNode:
        token = self.take()
        return self.node(token.start, Named((token.text[1:],)))

    def name(self) -> PhpNode:
        """An expression that begins with a word."""
        start, word = self.token.start, self.token.text.lower()
        if word in {"function", "fn"} or (word == "static" and self.next_word in {"function", "fn"}):
            return self.function(start)
        if word == "match" and self.next_kind == "(":
            return self.matched(start)
        if word == "array" and self.next_kind == "(":
            self.take()
            return self.listed()
        if word == "list" and self.next_kind == "(":
            self.take()
            return self.listed()
        token = self.take()
        if word in {"exit", "die"}:
            if self.kind == "(":
                self.arguments()
            return self.node(start, Left())
        if word in ANYTHING and word.startswith(("include", "require")):
            return self.node(start, Other((self.expression(), self.nothing)))
        if self.kind == "(":
            return self.called(start, (token.text.rpartition("\\")[2],), None)
        if word == "null":
            return self.node(start, shapes.Absent())
        if self.kind == "::":
            return self.node(start, Named((self.class_name(token.text),)))
        if word in _FIXED:
            return self.node(start, Other(()))
        return self.node(start, Named((token.text.rpartition("\\")[2],)))

    def class_name(self, written: str) -> str:
        """The name of a class, also where it names itself."""
        word = written.lower()
        if word == "parent":
            return self.references.parents.get(self.classes[-1] if self.classes else "", "parent")
        return self.classes[-1] if word in _OWN and self.classes else written.rpartition("\\")[2]

    def after(self, node: PhpNode) -> PhpNode:
        """An operand with all that is taken of it: keys, attributes, methods."""
        while True:
            start = node.start
            match self.kind:
                case "[":
                    if (found := self.item(node)) is None:
                        return node
                    node = found
                case "->" | "?->" | "::":
                    node = self.member(node)
                case "(":
                    closure = (
                        node.shape.nodes[0] if isinstance(node.shape, Other) and len(node.shape.nodes) == 1 else None
                    )
                    if closure is not None and isinstance(closure.shape, Defined):
                        given, blocks = self.arguments()
                        node = self.node(start, Called((), None, given, (closure, *blocks)))
                    else:
                        node = self.called(start, names_of(node), None if isinstance(node.shape, Named) else node)
                case _:
                    return node

    def item(self, owner: PhpNode) -> PhpNode | None:
        """``owner[key]``; ``owner[]`` is only before a value."""
        opening = self.at
        self.take()
        if self.kind == "]":
            self.take()
            if self.kind != "=":
                return self.node(owner.start, Other((owner, self.nothing)))
            self.take()
            value = self.expression(self.VALUE)
            return self.node(owner.start, Called(("push",), owner, (Argument(None, value),)))
        key = self.expression()
        self.close(opening)
        return self.node(owner.start, shapes.Indexed(owner, key))

    def member(self, owner: PhpNode) -> PhpNode:
        static = self.take().text == "::"
        token = self.token
        if token.kind == "{":
            opening = self.at
            self.take()
            inner = self.expression()
            self.close(opening)
            if self.kind == "(":
                given, blocks = self.arguments()
                return self.node(owner.start, Called((*names_of(owner), "-"), owner, given, blocks))
            return self.node(owner.start, Other((owner, inner)))
        if token.kind not in {"name", "variable"}:
            return self.node(owner.start, Other((owner, self.nothing)))
        self.take()
        word = token.text.lstrip("$")
        names = (*names_of(owner), word)
        if self.kind == "(":
            return self.called(owner.start, names, owner)
        if static and word.lower() == "class":
            return self.node(owner.start, Other(()))
        if token.kind == "variable" and not static:
            return self.node(owner.start, Other((owner, self.nothing)))
        if len(names) == 1 and word == "value":  # of an entry of an enum
            return self.node(owner.start, Other((owner,)))
        if len(names) == 1:  # of something without a name
            return self.node(owner.start, Other((owner, self.nothing)))
        if static and not self.references.has(names):
            return self.node(owner.start, Other(()))
        return self.node(owner.start, Named(names))
