"""Parses PHP: from the text of a file to nodes with their meaning, which the driver that follows texts runs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.sources.code import shapes
from smslint.sources.code.shapes import Bound, Defined, Grouped, Left
from smslint.sources.php_classes import CLASSES, Classes
from smslint.sources.php_lexing import Tokens
from smslint.sources.php_nodes import PhpNode
from smslint.sources.php_references import References

if TYPE_CHECKING:
    from collections.abc import Callable


@lru_cache(maxsize=1)
def parse(source: str) -> PhpNode:
    """The whole file. What is not understood is stepped over.

    :raises SourceError: when a string or a heredoc never ends.
    """
    tokens = Tokens(source, 0, len(source), inside=False)
    return _Parser(source, tokens).file()


class _Parser(Classes):
    def __init__(self, source: str, tokens: Tokens) -> None:
        super().__init__(source, tokens)
        self.references = References(tokens)
        self.classes: list[str] = []
        self.keywords: dict[str, Callable[[int], PhpNode]] = {
            "if": self.branch, "switch": self.cases, "while": self.whilst, "for": self.counted, "foreach": self.each, "do": self.again,
            "try": self.tried, "return": self.returned, "break": self.leaves, "continue": self.leaves, "echo": self.echoed,
            "const": self.constants, "global": self.skipped, "use": self.skipped, "namespace": self.namespace, "goto": self.jumped,
            "declare": self.declared,
        }  # fmt: skip

    def file(self) -> PhpNode:
        """What is outside of functions and classes is like a function without a name."""
        own: list[PhpNode] = []
        others: list[PhpNode] = []
        while self.kind:
            for each in self.several():
                is_own = (isinstance(each.shape, Defined) and each.shape.name) or (
                    isinstance(each.shape, Grouped) and each.shape.scoped
                )
                is_own = is_own or (isinstance(each.shape, Bound) and each.shape.declares)
                (own if is_own else others).append(each)
        body = PhpNode(0, len(self.source), Grouped((), tuple(self.doubting(others))))
        main = PhpNode(0, len(self.source), Defined("", frozenset(), (body,)))
        return PhpNode(0, len(self.source), Grouped((), (*own, main)))

    def several(self) -> list[PhpNode]:
        """A statement; of a namespace, those in it."""
        before = self.at
        found = self.statement()
        if self.at == before:
            self.take()
        if found is None:
            return []
        return list(found.shape.nodes) if isinstance(found.shape, Grouped) and found.shape.labelled else [found]

    def until(self, *words: str) -> tuple[PhpNode, ...]:
        """The statements before a closing brace, or before one of these words."""
        found: list[PhpNode] = []
        while self.kind not in {"", "}"} and self.word not in words:
            found += self.several()
        return tuple(found)

    def block(self) -> PhpNode:
        start, opening = self.token.start, self.at
        self.take()
        if self.is_deep():
            self.close(opening)
            return self.node(start, shapes.Wild((), True))
        self.depth += 1
        found = self.until()
        self.depth -= 1
        self.close(opening)
        return self.node(start, Grouped((), found))

    def statement(self) -> PhpNode | None:
        """One statement; ``None`` for an empty one."""
        while self.kind == "#" and self.next_kind == "[":
            self.take()
            self.skip()
        start, word = self.token.start, self.word
        if self.kind == "{":
            return self.block()
        if self.kind == ";":
            self.take()
            return None
        if word:
            if word == "function" and (
                self.next_kind == "name" or (self.next_kind == "&" and self.kind_at(2) == "name")
            ):
                return self.named()
            if self.is_class():
                return self.scoped(start)
            if word == "static" and self.next_kind == "variable":
                return self.skipped(start)
            if (
                word in self.keywords
                and self.next_kind not in {"::", "->", "="}
                and not (word == "use" and self.next_kind == "(")
            ):
                return self.keywords[word](start)
            if self.next_kind == ":" and word not in {"parent", "self", "default", "else"}:  # a label
                self.take()
                self.take()
                return self.node(start, shapes.Wild((), True))
        found = self.expression()
        self.end()
        return found

    def kind_at(self, ahead: int) -> str:
        return self.tokens.all[min(self.at + ahead, len(self.tokens.all) - 1)].kind

    def is_class(self) -> bool:
        at = self.at
        every = self.tokens.all
        while every[at].text.lower() in {"abstract", "final", "readonly"} and every[at].kind == "name":
            at += 1
        return (
            every[at].text.lower() in CLASSES
            and every[at].kind == "name"
            and every[min(at + 1, len(every) - 1)].kind == "name"
        )

    def declared(self, start: int) -> PhpNode:
        self.take()
        if self.kind == "(":
            self.skip()
        found = self.body("enddeclare")
        self.ended("enddeclare")
        return self.node(start, Grouped((), found))

    def namespace(self, start: int) -> PhpNode:
        self.take()
        if self.kind == "name":
            self.take()
        if self.kind != "{":
            self.end()
            return self.nothing
        body = self.block()
        nodes = body.shape.nodes if isinstance(body.shape, Grouped) else (body,)
        return self.node(start, Grouped((), nodes, labelled=True))

    def jumped(self, start: int) -> PhpNode:
        self.skipped(start)
        return self.node(start, Left())
