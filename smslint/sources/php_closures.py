"""Parses PHP's functions without a name, ``match``, and ``new``."""

from __future__ import annotations

from smslint.sources.code import shapes
from smslint.sources.code.shapes import Argument, Called, Chosen, Defined, Other, Outer
from smslint.sources.php_cursor import ENDS
from smslint.sources.php_nodes import CLOSURE, PhpNode, names_of
from smslint.sources.php_operands import Operands


class Closures(Operands):
    """Parses functions without a name. Statements are for the class that extends it."""

    def block(self) -> PhpNode:
        """Statements in braces."""
        raise NotImplementedError

    def written_as(self, node: PhpNode) -> str:
        """An expression as written, for the name of a condition."""
        return self.source[node.start : node.end]

    def new(self) -> PhpNode:
        start = self.take().start
        while self.kind == "#" and self.next_kind == "[":
            self.take()
            self.skip()
        if self.word in {"class", "readonly"}:
            while self.word in {"class", "readonly"}:
                self.take()
            given, blocks = self.arguments() if self.kind == "(" else ((), ())
            while self.kind not in {"{", *ENDS}:
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
        while self.kind not in {"{", "=>", *ENDS}:
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
