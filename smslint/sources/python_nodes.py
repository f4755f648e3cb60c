"""The nodes of Python's syntax tree as the driver that follows texts gets them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Shape
    from smslint.sources.python_expressions import Places


class PythonNode(NamedTuple):
    """A node, with what the driver asks about it."""

    node: ast.AST
    places: Places
    fields: str = ""
    """``brace`` or ``percent`` if the literals in it are filled in this way."""
    type: str = "python"


class MadeNode(NamedTuple):
    """A node that is not in the file."""

    shape: Shape
    at: PythonNode | None = None
    """The expression in its place."""
    type: str = "made"


NOTHING: Final = MadeNode(shapes.Nothing())


class ReadNode:
    def __init__(self, file: File, part: PythonNode) -> None:
        self.file = file
        self.part = part

    def of(self, node: ast.AST, fields: str = "") -> PythonNode:
        return PythonNode(node, self.part.places, fields)

    def all(self, nodes: Iterable[ast.AST]) -> tuple[PythonNode, ...]:
        return tuple(self.of(each) for each in nodes)

    def below(self, node: ast.AST) -> Shape:
        """Any other node: its value is unknown, but calls in it may send."""
        inner = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
        return shapes.Other((*self.all(inner), NOTHING, NOTHING)) if inner else shapes.Other(())


def parameters_of(given: ast.arguments) -> frozenset[str]:
    rest = [each for each in (given.vararg, given.kwarg) if each is not None]
    return frozenset(each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs, *rest))


def target_of(node: ast.expr) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return (node.id, *reversed(names)) if isinstance(node, ast.Name) else ()
