"""Nodes of Dart in a row.

Its grammar has no node for ``a.b(c)``: a name and its selectors are nodes in a row, and so are the head and the body of a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape


def row(nodes: Iterable[Node]) -> list[Node]:
    """Nodes with what belongs together put together: a name and its selectors, a head of a function and its body."""
    found: list[list[Node]] = []
    for each in nodes:
        previous = found[-1][0].type if found else ""
        if found and (
            each.type in {"selector", "cascade_section"}
            or (each.type == "function_body" and previous.endswith("signature"))
        ):
            found[-1].append(each)
        else:
            found.append([each])
    kinds = ["function" if each[0].type.endswith("signature") else "chain" for each in found]
    return [each[0] if len(each) == 1 else g.Chain(kind, tuple(each)) for kind, each in zip(kinds, found, strict=True)]


def nodes_of(_file: File, node: Node) -> Shape:
    return shapes.Other(tuple(row(g.inner(node))))


def block_of(_file: File, node: Node) -> Shape:
    return shapes.Grouped((), tuple(row(g.inner(node))))
