"""``for`` of Elixir: a list of what it does with each item of another, or a text to which it adds that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import grammar as g
from smslint.sources.code import matching, shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Node, Shape


def read(nodes: Sequence[Node], given: Mapping[str, Node], block: Node) -> Shape:
    """``for x <- list, do: f(x)``: a list of what it does with each item, or a text that it adds that to."""
    steps = [each for each in nodes if each.type != "keywords"]
    body = given.get("do", block)
    if body is None:
        return shapes.Other(tuple(nodes))
    rounds = g.Chain("comprehension", (*steps, body))
    if "reduce" in given or "uniq" in given:
        return shapes.Other((rounds, *given.values()))
    if "into" in given:
        return shapes.Joined((given["into"], g.Chain("joined", (rounds,))))
    return shapes.Other((rounds,))


def _comprehension(file: File, node: Node) -> Shape:
    """The first step of a ``for``, and what is done with each of its items."""
    step, *rest = node.nodes
    inner = g.Chain("comprehension", tuple(rest)) if len(rest) > 1 else rest[0]
    sign = g.field(step, "operator")
    if sign is None or file.source(sign) != "<-":
        return shapes.Forked((step,), ((inner,),))  # a condition, or a name for something
    return shapes.Called(("map",), g.field(step, "right"), (), (g.Chain("round", (step, inner)),))


def _round(file: File, node: Node) -> Shape:
    step, body = node.nodes
    return shapes.Defined(
        "", frozenset(matching.pattern_names(file, step)), (body,), gives=body.type != "comprehension"
    )


def _joined(_file: File, node: Node) -> Shape:
    return shapes.Called(("Enum", "join"), None, (shapes.Argument(None, node.nodes[0]),))


RULES: Final[Mapping[str, Rule]] = {"comprehension": _comprehension, "round": _round, "joined": _joined}
"""The rules of the nodes that :func:`read` makes."""
