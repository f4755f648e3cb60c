"""The text tree of a JavaScript expression that composes a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.expression import TreeBuilder, body_of
from smslint.sources.javascript_expressions import DEPTH_LIMIT
from smslint.sources.replaced import Replacing, replaced
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.javascript_expressions import Expressions
    from smslint.text.tree import Node, Sequence, Text


def tree(expressions: Expressions, node: Syntax) -> Text:
    """The text tree of an expression; spans are offsets from its start."""
    start, end = expressions.place(node)
    make = TreeBuilder(expressions.text, start)
    return make.sequence([_Tree(expressions, make).node(node, 0)], start, end)


class _Tree:
    def __init__(self, expressions: Expressions, make: TreeBuilder) -> None:
        self.read, self.make = expressions, make

    def node(self, node: Syntax, depth: int) -> Node:
        """One expression; if it is not a text, it is a placeholder named after its source."""
        start, end = self.read.place(node)
        inner = self.read.unwrapped(node)
        if depth > DEPTH_LIMIT:
            return self.make.placeholder(start, end, opaque=True)
        if inner.type in {"string", "template_string"}:
            found = self.literal(inner, depth)
        elif not self.read.has_text(inner):
            return self.make.placeholder(start, end)
        elif inner.type == "binary_expression" and self.read.operator(inner) == "+":
            operands = [self.node(each, depth + 1) for each in self.read.operands(inner)]
            found = self.make.sequence(operands, *self.read.place(inner))
        elif parts := self.read.concatenated(inner):
            found = self.make.sequence([self.node(each, depth + 1) for each in parts], *self.read.place(inner))
        elif (joined := self.read.joined(inner)) is not None:
            found = self.join(*joined, depth, self.read.place(inner))
        elif (replacing := self.read.replacing(inner)) is not None:
            found = self.replace(replacing, depth, self.read.place(inner))
        else:
            return self.branch(inner, depth, Span(start, end))
        return self.make.sequence([found], start, end) if inner is not node else found

    def branch(self, node: Syntax, depth: int, place: Span) -> Node:
        arms = [self.node(each, depth + 1) for each in self.read.alternatives(node)]
        if len(arms) == 1:
            return self.make.sequence(arms, *place)
        condition = node.child_by_field_name("condition")
        return self.make.branch(arms, *place, self.read.source(condition) if condition is not None else "")

    def literal(self, node: Syntax, depth: int) -> Sequence:
        """A literal; a substitution that is itself a text, such as a conditional, is a separate node."""
        start, end = self.read.place(node)
        nodes: list[Node] = []
        substitutions = {
            self.read.place(child).start: child
            for child in node.named_children
            if child.type == "template_substitution"
        }
        for piece in self.read.pieces(node):
            if piece.text is not None:
                nodes.append(self.make.literal(piece.text, piece.start, piece.end))
                continue
            inner = next((c for c in substitutions[piece.start].named_children if c.type != "comment"), None)
            if inner is not None and self.read.has_text(inner):
                nodes.append(self.make.sequence([self.node(inner, depth + 1)], piece.start, piece.end))
            else:
                nodes.append(self.make.placeholder(piece.start, piece.end, piece.name))
        return self.make.sequence(nodes, start, end)

    def replace(self, replacing: tuple[Syntax, str, bool, Syntax], depth: int, place: Span) -> Sequence:
        """The text with a part replaced: by a text that is written here, or by a placeholder."""
        owner, part, everywhere, new = replacing
        before = self.node(owner, depth + 1)
        written = body_of(self.read.pieces(new), self.read.text, 0).build()[0] if new.type == "string" else None
        name = self.read.source(new)

        def by(span: Span) -> Node:
            return Placeholder(name, span) if written is None else Literal(written, span)

        return self.make.sequence([replaced(before, Replacing(part, everywhere, by))], *place)

    def join(self, separator: str, elements: list[Syntax], depth: int, place: Span) -> Sequence:
        """``[a, b].join(", ")``: the separator renders where the array writes its comma. ``...c`` may be empty, then no separator does."""
        parts: list[Node] = []
        for before, element in zip([None, *elements], elements, strict=False):
            node = self.node(element, depth + 1)
            if before is not None and "spread_element" not in {before.type, element.type}:
                start, end = parts[-1].span.end + self.make.base, node.span.start + self.make.base
                parts.append(self.make.literal(separator, start, end))
            parts.append(node)
        return self.make.sequence(parts, *place)
