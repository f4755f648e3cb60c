"""An acyclic automaton over digits that shares equal parts while it is built.

Nodes are made from the leaves up and looked up by (label, children), so two nodes with the same continuations are the same
node. For an acyclic automaton that *is* minimisation.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

L = TypeVar("L", bound=Hashable)

DIGITS = range(10)


class Graph(Generic[L]):
    """Shared nodes, named by number. A node without children is a sink: every digit leads back to it."""

    __slots__ = ("_known", "_nodes")

    def __init__(self) -> None:
        self._nodes: list[tuple[L, tuple[int, ...] | None]] = []
        self._known: dict[tuple[L, tuple[int, ...] | None], int] = {}

    def add(self, label: L, children: tuple[int, ...] | None) -> int:
        """The node with this label and these ten children (``None``: a sink)."""
        if children is not None and children.count(children[0]) == len(children):
            only_label, grandchildren = self._nodes[children[0]]
            if grandchildren is None and only_label == label:
                return children[0]
        key = (label, children)
        node = self._known.setdefault(key, len(self._nodes))
        if node == len(self._nodes):
            self._nodes.append(key)
        return node

    def label(self, node: int) -> L:
        """The label of the digits that lead to a node."""
        return self._nodes[node][0]

    def children(self, node: int) -> tuple[int, ...] | None:
        """The ten next nodes, or ``None`` for a sink."""
        return self._nodes[node][1]

    def step(self, node: int, digit: int) -> int:
        """The node after one more digit."""
        children = self._nodes[node][1]
        return node if children is None else children[digit]

    def walk(self, node: int, digits: str) -> int:
        """The node after several digits."""
        for digit in digits:
            node = self.step(node, int(digit))
        return node
