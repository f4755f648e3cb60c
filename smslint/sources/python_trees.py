"""The text tree of a Python expression that composes a text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smslint.sources.expression import TreeBuilder
from smslint.sources.python_expressions import (
    DEPTH_LIMIT,
    format_target,
    has_text,
    in_field,
    inner_texts,
    is_changed,
    is_literal,
    is_percent,
    joined_texts,
    operands,
    places_in,
    replaced_in,
)
from smslint.sources.python_fields import with_format
from smslint.sources.python_strings import scan
from smslint.sources.replaced import Replacing, replaced
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from smslint.sources.expression import Piece
    from smslint.sources.python_expressions import Places
    from smslint.span import Span
    from smslint.text.tree import Node, Sequence, Text


def tree(node: ast.expr, source: str, places: Places) -> Text:
    """The text tree of an expression; spans are offsets from its start."""
    start, end = places(node)
    builder = _Tree(TreeBuilder(source, start), places)
    return builder.make.sequence([builder.node(node, "", 0)], start, end)


class _Tree:
    def __init__(self, make: TreeBuilder, places: Places) -> None:
        self.make = make
        self.places = places

    def node(self, node: ast.expr, fields: str, depth: int) -> Node:
        """One expression; if it is not a text, it is a placeholder named after its source."""
        start, end = self.places(node)
        if depth > DEPTH_LIMIT:
            return self.make.placeholder(start, end, opaque=True)
        if is_literal(node) or isinstance(node, ast.JoinedStr):
            return self.string(start, end, fields, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and has_text(node):
            return self.sequence(operands(node), fields, depth, start, end)
        if isinstance(node, ast.IfExp) and has_text(node):
            condition = self.make.source[slice(*self.places(node.test))]
            there = [each for each in (node.body, node.orelse) if not _is_none(each)]
            arms = [self.node(each, fields, depth + 1) for each in there]
            return self.make.branch(arms, start, end, condition)
        if isinstance(node, ast.BoolOp) and has_text(node):
            return self.make.branch([self.node(each, fields, depth + 1) for each in node.values], start, end)
        return self.call(node, fields, depth, start, end)

    def call(self, node: ast.expr, fields: str, depth: int, start: int, end: int) -> Node:
        if is_percent(node):
            fields = "percent"
        elif format_target(node) is not None:
            fields = "brace"
        joined = joined_texts(node)
        if joined is not None:
            return self.join(*joined, depth, start, end)
        if (replacing := replaced_in(node)) and has_text(replacing[0]):
            return self.replace(replacing, depth, start, end)
        inner = inner_texts(node)
        if not any(has_text(each) for each in inner):
            return self.make.placeholder(start, end, opaque=is_changed(node))
        arms = [self.node(each, fields, depth + 1) for each in inner]
        return self.make.branch(arms, start, end) if len(arms) > 1 else self.make.sequence(arms, start, end)

    def replace(self, replacing: list[ast.expr], depth: int, start: int, end: int) -> Sequence:
        """The text with a part replaced: by a text that is written here, or by a placeholder."""
        owner, part, new = replacing
        assert isinstance(part, ast.Constant)
        written = new.value if isinstance(new, ast.Constant) else None
        name = self.make.source[slice(*self.places(new))]

        def by(span: Span) -> Node:
            return Literal(written, span) if isinstance(written, str) else Placeholder(name, span)

        before = self.node(owner, "", depth + 1)
        return self.make.sequence([replaced(before, Replacing(str(part.value), True, by))], start, end)

    def string(self, start: int, end: int, fields: str, depth: int) -> Node:
        scanned = scan(self.make.source, start, end, fields)
        if scanned is None:
            return self.make.placeholder(start, end, opaque=True)
        nodes: list[Node] = []
        for piece in scanned.pieces:
            if piece.text is not None:
                nodes.append(self.make.literal(piece.text, piece.start, piece.end))
            else:
                plain = self.make.placeholder(piece.start, piece.end, piece.name)
                nodes.append(self.field(piece, depth) or with_format(plain, piece.format))
        return self.make.sequence(nodes, start, end)

    def field(self, piece: Piece, depth: int) -> Node | None:
        """A field whose expression is itself a text, such as a conditional; ``None`` for any other field, or one with a format."""
        source, written = self.make.source, piece.name
        if not written or (node := in_field(written)) is None:
            return None
        start = source.index(written, piece.start)
        if source[start + len(written) : piece.end].strip() != "}" or not has_text(node):
            return None
        inner = _Tree(self.make, places_in(f"({written})", start - 1))
        return self.make.sequence([inner.node(node, "", depth + 1)], piece.start, piece.end)

    def sequence(self, nodes: list[ast.expr], fields: str, depth: int, start: int, end: int) -> Sequence:
        return self.make.sequence([self.node(each, fields, depth + 1) for each in nodes], start, end)

    def join(self, separator: str, elements: list[ast.expr], depth: int, start: int, end: int) -> Sequence:
        """``", ".join([a, b])``: the separator renders where the list writes its comma. ``*c`` may be empty, then no separator does."""
        parts: list[Node] = []
        for before, element in zip([None, *elements], elements, strict=False):
            node = self.node(element, "", depth + 1)
            if before is not None and not isinstance(before, ast.Starred) and not isinstance(element, ast.Starred):
                base = self.make.base
                parts.append(self.make.literal(separator, parts[-1].span.end + base, node.span.start + base))
            parts.append(node)
        return self.make.sequence(parts, start, end)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
