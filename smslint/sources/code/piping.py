"""What Elixir gives to a function in the middle of a pipe: ``text |> then(&send(phone, &1))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape


def then(file: File, left: Node, right: Node) -> Shape | None:
    """``text |> then(&send(phone, &1))``, or with a function of one parameter; ``None`` for any other call."""
    target, arguments = g.field(right, "target"), g.kind(right, "arguments")
    nodes = g.inner(arguments) if arguments is not None else []
    if target is None or file.source(target) not in {"then", "Kernel.then"} or len(nodes) != 1:
        return None
    (one,) = nodes
    if one.type == "unary_operator":
        shape = file.shape(g.field(one, "operand"))
        if not isinstance(shape, shapes.Called):
            return None
        return shape._replace(
            arguments=tuple(
                each._replace(node=left) if file.source(each.node) == "&1" else each for each in shape.arguments
            )
        )
    clauses = [each for each in g.inner(one) if each.type == "stab_clause"]
    name = g.field(clauses[0], "left") if len(clauses) == 1 else None
    words = g.words(file, name)
    if name is None or len(words) != 1 or file.source(name) != words[0]:
        return None
    return shapes.Grouped((), (g.Chain("given", (name, left)), g.field(clauses[0], "right")))


def given(file: File, chain: Node) -> Shape:
    """The parameter of such a function gets what is before it."""
    return shapes.Bound(g.words(file, chain.nodes[0]), chain.nodes[1])
