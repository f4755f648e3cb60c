"""Elements of lists that may be there or not, or any number of times: ``if``, ``for`` and ``...`` in a list of Dart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes
from smslint.sources.code.values import AGAIN, ARMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Argument, Node, Shape


def element(node: Node) -> Argument:
    """An entry of a list."""
    match node.type:
        case "if_element":
            return shapes.Argument(ARMS, g.Chain("element_arms", (node,)))
        case "for_element":
            return shapes.Argument(AGAIN, g.Chain("elements", (g.field(node, "body"),)))
        case "spread_element":
            return shapes.Argument(AGAIN, g.Chain("elements", tuple(g.inner(node))))
        case _:
            return shapes.Argument(None, node)


def all_of(nodes: list[Node]) -> Node:
    """The only text of an entry of an enum, or a list of its texts; the tables have :func:`listed_all` for that."""
    return nodes[0] if len(nodes) == 1 else g.Chain("all_of", tuple(nodes))


def listed_all(_file: File, chain: Node) -> Shape:
    """What :func:`all_of` made of several texts."""
    return shapes.Listed(tuple(shapes.Argument(None, each) for each in chain.nodes))


def elements(row: Callable[[list[Node]], list[Node]]) -> dict[str, Rule]:
    """The rules for the chains that :func:`element` makes.

    :param row: puts nodes together that are one expression.
    """

    def listed(_file: File, chain: Node) -> Shape:
        return shapes.Listed(tuple(map(element, row(list(chain.nodes)))))

    return {"elements": listed, "element_arms": _arms, "no_elements": lambda _file, _chain: shapes.Listed(())}


def _arms(_file: File, chain: Node) -> Shape:
    node = chain.nodes[0]
    arms = [g.field(node, name) for name in ("consequence", "alternative")]
    chains = [g.Chain("no_elements", (node,)) if each is None else g.Chain("elements", (each,)) for each in arms]
    return shapes.Listed(tuple(shapes.Argument("", each) for each in chains))
