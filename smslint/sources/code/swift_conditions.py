"""``if`` and ``guard`` of Swift, with the variables that begin in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape


def if_(file: File, node: Node) -> Shape:
    """``if`` with its arms."""
    asked = _asked(node)
    arms = [each for each in g.inner(node) if each.type in {"statements", "if_statement"}]
    closed = any(child.type == "else" for child in node.children)
    if (names := _bound_names(file, node)) is not None:
        arms[:1] = [g.Chain("bound_arm", (names, *arms[:1]))]
    if closed and len(arms) > 1:
        return shapes.Chosen(file.source(asked) if asked is not None else "", tuple(arms), asked, several=True)
    return shapes.Forked((asked,) if asked is not None else (), tuple((each,) for each in arms))


def _bound_names(file: File, node: Node) -> Node:
    """The variables of ``if let x = y`` that have other values in it than outside."""
    nodes = node.named_children
    found: list[Node] = []
    for index, each in enumerate(nodes[1:], 1):
        if nodes[index - 1].type == "value_binding_pattern" and each.type == "simple_identifier":
            value = nodes[index + 1] if index + 1 < len(nodes) else None
            new = value is not None and file.text[file.whole(each).end : file.place(value).start].strip() == "="
            if new and file.source(value) != file.source(each):
                found.append(each)
    return g.Chain("bound_names", tuple(found)) if found else None


def guard(file: File, node: Node) -> Shape:
    """``guard``, of which the only arm runs where a condition does not hold."""
    names = _bound_names(file, node)
    return guarded(node) if names is None else shapes.Other((g.Chain("guarded", (node,)), names))


def guarded(node: Node) -> Shape:
    """``guard`` without the variables that it gives a value."""
    asked = _asked(node)
    arms = tuple((each,) for each in g.inner(node) if each.type == "statements")
    return shapes.Forked((asked,) if asked is not None else (), arms)


def _asked(node: Node) -> Node:
    """All that ``if`` and ``guard`` ask."""
    nodes = []
    for each in node.named_children:
        if each.type in {"statements", "else"}:
            break
        nodes.append(each)
    return nodes[0] if len(nodes) == 1 else g.Chain("asked", tuple(nodes)) if nodes else None
