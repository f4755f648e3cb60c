"""Parses PHP's expressions: operators, assignments, functions without a name, ``match``."""

from __future__ import annotations

from typing import Final

from smslint.sources.code import shapes
from smslint.sources.code.shapes import (
    Argument,
    Bound,
    Called,
    Chosen,
    Defined,
    Hidden,
    Joined,
    Left,
    Other,
    Outer,
    Perhaps,
)
from smslint.sources.php_nodes import CLOSURE, PhpNode, holder_of, names_of
from smslint.sources.php_operands import Operands

_RANKS: Final = {
    "or": 1, "xor": 2, "and": 3, "?": 5, "??": 6, "||": 7, "&&": 8, "|": 9, "^": 10, "&": 11,
    **dict.fromkeys(("==", "!=", "===", "!==", "<>", "<=>"), 12), **dict.fromkeys(("<", "<=", ">", ">="), 13), ".": 14, "<<": 15, ">>": 15,
    **dict.fromkeys("+-", 16), **dict.fromkeys("*/%", 17), "instanceof": 19, "**": 20,
}  # fmt: skip
_FALLS: Final = 6
_JOINS: Final = 14
_WORDS: Final = frozenset({"or", "xor", "and", "instanceof"})
_ASSIGNS: Final = frozenset({"=", ".=", "??=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**="})
_ENDS: Final = frozenset({"", ";", ",", ")", "]", "}"})


class ExpressionTrees(Operands):
    """Parses expressions. Statements are for the class that extends it."""

    function_at = -1
    """The number of the token with the name of the function around; -1 for none."""

    def block(self) -> PhpNode:
        """Statements in braces."""
        raise NotImplementedError

    def expression(self, least: int = 0) -> PhpNode:
        start = self.token.start
        if self.is_deep():
            while self.kind not in _ENDS:
                self.skip()
            return self.opaque(start)
        self.depth += 1
        left = self.operand()
        while (rank := _RANKS.get(self.sign(), -1)) >= max(least, 0):
            left = self.operator(left, rank)
        self.depth -= 1
        return left

    def sign(self) -> str:
        kind = self.kind
        return kind if kind != "name" else self.word if self.word in _WORDS else ""

    def operator(self, left: PhpNode, rank: int) -> PhpNode:
        """An operator and what is on its right."""
        start, sign = left.start, self.sign()
        self.take()
        if sign == ".":
            operands = [left, self.expression(_JOINS + 1)]
            while self.kind == ".":
                self.take()
                operands.append(self.expression(_JOINS + 1))
            return self.node(start, Joined(tuple(operands)))
        if sign == "?":
            return self.conditional(left)
        if sign == "??":
            return self.node(start, Chosen(self.written_as(left), (left, self.expression(_FALLS))))
        if sign == "instanceof":
            self.operand()
            return self.opaque(start, left)
        right = self.expression(rank if sign == "**" else rank + 1)
        if sign in {"&&", "||", "and", "or"}:
            return self.node(start, Perhaps(left, right))
        return self.opaque(start, left, right)

    def conditional(self, asked: PhpNode) -> PhpNode:
        if self.kind == ":":
            self.take()
            return self.node(asked.start, Chosen(self.written_as(asked), (asked, self.expression(_FALLS))))
        first = self.expression(self.VALUE)
        if self.kind != ":":
            return self.opaque(asked.start, asked, first)
        self.take()
        second = self.expression(_FALLS)
        return self.node(asked.start, Chosen(self.written_as(asked), (first, second), asked))

    def written_as(self, node: PhpNode) -> str:
        """An expression as written, for the name of a condition."""
        return self.source[node.start : node.end]

    def operand(self) -> PhpNode:
        """A value with the signs before it."""
        start, kind, word = self.token.start, self.kind, self.word
        if kind in {"!", "-", "+", "~", "++", "--"}:
            self.take()
            inner = self.prefixed()
            if kind in {"++", "--"}:
                return self.node(start, Bound(names_of(inner) or ("-",), self.opaque(start)))
            return self.opaque(start, inner)
        if kind == "@":
            self.take()
            return self.node(start, Other((self.prefixed(),)))
        if kind == "cast":
            text = "string" in self.take().text.lower()
            inner = self.prefixed()
            return self.node(start, Other((inner,))) if text else self.opaque(start, inner)
        if kind == "&":
            self.take()
            return self.node(start, Called(("&",), None, (Argument(None, self.prefixed()),)))
        if word == "new":
            return self.assigned(self.after(self.new()))
        if word == "throw":
            self.take()
            self.expression()
            return self.node(start, Left())
        if word in {"clone", "print", "yield"}:
            self.take()
            if word == "yield" and self.word == "from":
                self.take()
            found = [self.expression(self.VALUE)] if self.kind not in _ENDS else []
            if found and self.kind == "=>":
                self.take()
                found.append(self.expression(self.VALUE))
            return self.opaque(start, *found)
        return self.assigned(self.after(self.plain()))

    def prefixed(self) -> PhpNode:
        """The operand after a sign."""
        if self.is_deep():
            return self.expression()
        self.depth += 1
        found = self.operand()
        self.depth -= 1
        return found

    def plain(self) -> PhpNode:
        """A value by itself."""
        start = self.token.start
        while self.kind == "#" and self.next_kind == "[":  # attributes
            self.take()
            self.skip()
        match self.kind:
            case "variable":
                return self.variable()
            case "text":
                return self.string()
            case "name":
                return self.name()
            case "other":
                self.take()
                return self.node(start, Other(()))
            case "[":
                return self.listed()
            case "(":
                opening = self.at
                self.take()
                inner = self.expression()
                self.close(opening)
                return self.node(start, Other((inner,)))
            case "$":
                while self.kind == "$":
                    self.take()
                self.skip()
                return self.node(start, shapes.Wild((), True))
        return PhpNode(start, start, Other(()))

    def assigned(self, target: PhpNode) -> PhpNode:
        """An assignment, if this is what gets a value."""
        sign, start = self.kind, target.start
        if sign in {"++", "--"}:
            self.take()
            return self.node(start, Bound(names_of(target) or ("-",), self.opaque(start)))
        if sign not in _ASSIGNS:
            return target
        self.take()
        value = self.expression(self.VALUE)
        adds, falls = sign == ".=", sign == "??="
        if not (adds or falls or sign == "="):
            value = self.opaque(start, value)
        match target.shape:
            case shapes.Listed():
                return self.node(start, Hidden(frozenset(self.bound_in(target)), (value,)))
            case shapes.Indexed():
                return self.node(start, Bound(holder_of(target), value, adds, falls, target))
            case shapes.Named(names):
                return self.node(start, Bound(names, value, adds, falls))
        return self.opaque(start, target, value)

    def bound_in(self, pattern: PhpNode) -> list[str]:
        """The variables in a list to which the entries of another are given."""
        found: list[str] = []
        waiting = [pattern]
        while waiting:
            match waiting.pop().shape:
                case shapes.Listed(entries):
                    waiting += [each.node for each in entries]
                case shapes.Named(names):
                    found.append(".".join(names))
                case shapes.Indexed(owner, _):
                    waiting.append(owner)
                case Called(("&",), None, (one,)):
                    waiting.append(one.node)
        return found

    def new(self) -> PhpNode:
        start = self.take().start
        while self.kind == "#" and self.next_kind == "[":
            self.take()
            self.skip()
        if self.word in {"class", "readonly"}:
            while self.word in {"class", "readonly"}:
                self.take()
            given, blocks = self.arguments() if self.kind == "(" else ((), ())
            while self.kind not in {"{", *_ENDS}:
                self.take()
            members = self.members() if self.kind == "{" else self.nothing
            return self.node(start, Called(("class",), None, given, (*blocks, members), new=True))
        names: tuple[str, ...] = ()
        if self.kind == "name":
            names = (self.class_name(self.take().text),)
        elif self.kind == "(":
            self.skip()
        else:
            while self.kind in {"variable", "name", "->", "::", "?->"}:
                self.take()
        given, blocks = self.arguments() if self.kind == "(" else ((), ())
        return self.node(start, Called(names, None, given, blocks, new=True))

    def function(self, start: int) -> PhpNode:
        """A function without a name."""
        while self.word in {"static", "function", "fn"} or self.kind == "&":
            self.take()
        names, defaults = self.parameters()
        outer: set[str] = set()
        if self.word == "use" and self.next_kind == "(":
            self.take()
            for each in self.entries():
                if isinstance(each.node.shape, Called):
                    outer.update(*map(names_of, (one.node for one in each.node.shape.arguments)))
        self.to_body()
        if self.kind == "=>":
            self.take()
            body = self.expression(self.VALUE)
            found = self.node(start, Defined("", names, (body,), gives=True), defaults)
        else:
            body = self.block() if self.kind == "{" else self.nothing
            first = PhpNode(body.start, body.start, Outer(frozenset(outer)))
            found = self.node(start, Defined("", names, (*((first,) if outer else ()), body)), defaults)
        found.type = CLOSURE
        return found

    def to_body(self) -> None:
        """Step over the type that a function returns."""
        while self.kind not in {"{", "=>", *_ENDS}:
            self.take()

    def parameters(self) -> tuple[frozenset[str], tuple[PhpNode, ...]]:
        """The parameters of a function, and their defaults."""
        if self.kind != "(":
            return frozenset(), ()
        opening, names, defaults = self.at, [], []
        end = self.tokens.pairs.get(opening, len(self.tokens.all) - 1)
        self.take()
        while self.at < end:
            if self.kind == "variable":
                names.append(self.take().text[1:])
            elif self.kind == "=":
                self.take()
                before = self.at
                defaults.append(self.expression(self.VALUE))
                if self.at == before:
                    self.take()
            elif self.kind == "#" and self.next_kind == "[":
                self.take()
                self.skip()
            else:
                self.skip()
        self.close(opening)
        return frozenset(names), tuple(defaults)

    def matched(self, start: int) -> PhpNode:
        self.take()
        (subject, *_) = [*self.entries(), Argument(None, self.nothing)]
        if self.kind != "{":
            return self.opaque(start, subject.node)
        opening = self.at
        end = self.tokens.pairs.get(opening, len(self.tokens.all) - 1)
        self.take()
        asked, arms = [], []
        while self.at < end:
            before = self.at
            if self.word == "default" and self.next_kind in {"=>", ","}:
                self.take()
            elif self.kind not in {"=>", ","}:
                asked.append(self.expression())
            if self.kind == "=>":
                self.take()
                arms.append(self.expression())
            if self.kind == "," or self.at == before:
                self.take()
        self.close(opening)
        if not arms:
            return self.opaque(start, subject.node)
        conditions = [PhpNode(each.start, each.end, shapes.Forked((), ((each,),))) for each in asked]
        whole = PhpNode(subject.node.start, subject.node.end, Other((subject.node, *conditions, self.nothing)))
        return self.node(start, Chosen(self.written_as(subject.node), tuple(arms), whole, several=True))
