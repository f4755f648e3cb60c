"""Elements of lists that may be there or not, or any number of times: ``if``, ``for`` and ``...`` in a list of Dart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes
from smslint.sources.code.values import AGAIN, ARMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def entry(file: File, name: Node, texts: list[Node], body: Node = None) -> Shape:
    """An entry of an enum: a constant with its only text or all of its texts, and a class if it has methods of its own.

    The tables have :data:`ENTRIES` for it.

    :param body: the braces with its methods.
    """
    constant = g.Chain("entry_text", (name, *texts))
    if body is None:
        return _text(file, constant) if texts else shapes.Nothing()
    methods = g.Chain("entry_methods", (name, body))
    return shapes.Other((constant, methods)) if texts else _methods(file, methods)


def _text(file: File, chain: Node) -> Shape:
    name, *texts = chain.nodes
    return shapes.Bound(g.words(file, name), texts[0] if len(texts) == 1 else g.Chain("all_of", tuple(texts)))


def _methods(file: File, chain: Node) -> Shape:
    name, body = chain.nodes
    return shapes.Grouped(g.words(file, name), (body,), scoped=True)


def _all_of(_file: File, chain: Node) -> Shape:
    return shapes.Listed(tuple(shapes.Argument(None, each) for each in chain.nodes))


ENTRIES: Final[Mapping[str, Rule]] = {"entry_text": _text, "entry_methods": _methods, "all_of": _all_of}
"""The rules for the chains that :func:`entry` makes."""


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
