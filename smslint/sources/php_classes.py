"""Parses PHP's functions with a name, and the members of its classes."""

from __future__ import annotations

from typing import Final

from smslint.sources.code.shapes import Bound, Defined, Grouped, Outer
from smslint.sources.php_nodes import PhpNode
from smslint.sources.php_statements import Statements

CLASSES: Final = frozenset({"class", "interface", "trait", "enum"})


class Classes(Statements):
    """Parses functions and classes."""

    def doubting(self, nodes: list[PhpNode]) -> list[PhpNode]:
        """The statements of a function, after one of a function that may change some of its variables at any time."""
        names = self.references.doubted(self.function_at)
        if not names:
            return nodes
        bound = [PhpNode(0, 0, Bound((each,), self.absent)) for each in sorted(names)]
        return [PhpNode(0, 0, Defined("", frozenset(), (PhpNode(0, 0, Outer(names)), *bound))), *nodes]

    def named(self) -> PhpNode:
        """A function with a name."""
        start = self.take().start
        if self.kind == "&":
            self.take()
        at, name = self.at, self.take().text
        names, defaults = self.parameters()
        around, self.function_at = self.function_at, at
        while self.kind not in {"{", ";", "", "}"}:
            self.take()
        if self.kind != "{":
            self.end()
            self.function_at = around
            return self.nothing
        opening = self.at
        body = self.block()
        if isinstance(body.shape, Grouped):
            body.shape = Grouped((), tuple(self.doubting(list(body.shape.nodes))))
        self.close(opening)
        self.function_at = around
        return self.node(start, Defined(name, names, (body,)), defaults)

    def scoped(self, start: int) -> PhpNode:
        while self.word not in CLASSES:
            self.take()
        self.take()
        name = self.take().text
        while self.kind not in {"{", ";", ""}:
            self.take()
        self.classes.append(name)
        body = self.members() if self.kind == "{" else self.nothing
        self.classes.pop()
        nodes = body.shape.nodes if isinstance(body.shape, Grouped) else ()
        return self.node(start, Grouped((name,), nodes, scoped=True))

    def members(self) -> PhpNode:
        start, opening = self.token.start, self.at
        end = self.tokens.pairs.get(opening, len(self.tokens.all) - 1)
        self.take()
        found: list[PhpNode] = []
        around, self.function_at = self.function_at, -1
        while self.at < end and not self.is_deep():
            self.depth += 1
            word = self.word
            if word == "function":
                found.append(self.named())
            elif word in {"const", "case"}:
                found.append(self.constants(self.token.start))
            elif self.kind == "variable":
                found += self.attributes()
            elif word == "use":
                while self.at < end and self.kind not in {";", "{"}:
                    self.skip()
                self.skip()
            else:
                self.skip()
            self.depth -= 1
        self.function_at = around
        self.close(opening)
        return self.node(start, Grouped((), tuple(found)))

    def attributes(self) -> list[PhpNode]:
        """The attributes of a class, with their first values."""
        found: list[PhpNode] = []
        while self.kind == "variable":
            start, name = self.token.start, self.take().text[1:]
            if self.kind == "=":
                self.take()
                value = self.expression(self.VALUE)
                found.append(self.node(start, Bound((name,), value)))
            if self.kind == ",":
                self.take()
        return found

    def constants(self, start: int) -> PhpNode:
        """Constants of a class, or of the file."""
        self.take()
        found: list[PhpNode] = []
        while self.kind not in {";", "", "}"}:
            at, token = self.at, self.take()
            if token.kind == "name" and self.kind == "=":
                self.take()
                value = self.expression(self.VALUE)
                found.append(self.node(token.start, Bound((token.text,), value, declares=True)))
            self.at = max(self.at, at + 1)
        self.end()
        return found[0] if len(found) == 1 else self.node(start, Grouped((), tuple(found), labelled=True))
