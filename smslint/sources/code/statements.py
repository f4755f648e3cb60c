"""Rules for the tables of the languages: what the statements mean that decide what runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.grammar import field, inner, words

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Node, Shape

_ITSELF: Final = frozenset({"this", "self"})
"""Keywords that are values, which some grammars do not name."""
_GOTO: Final = re.compile(r"\bgoto\b")


def returned(_file: File, node: Node) -> Shape:
    return shapes.Returned(tuple(inner(node)) or tuple(each for each in node.children if each.type in _ITSELF))


def left(_file: File, _node: Node) -> Shape:
    return shapes.Left()


def breaks(file: File, node: Node) -> shapes.Left:
    return shapes.Left(breaks=True, farther=" " in file.source(node).rstrip(" ;") or "@" in file.source(node))


def continues(file: File, node: Node) -> Shape:
    return breaks(file, node)._replace(next_round=True)


def case_end(_file: File, _node: Node) -> Shape:
    """The end of an arm that does not run into the next one."""
    return shapes.Left(breaks=True)


def tried(handlers: str, final: str) -> Rule:
    """``try``: the children of some kinds run after an error, those of another kind in any case."""

    def rule(_file: File, node: Node) -> Shape:
        nodes = inner(node)
        after, last = handlers.split(), final.split()
        first = tuple(each for each in nodes if each.type not in (*after, *last))
        return shapes.Tried(
            first,
            tuple((each,) for each in nodes if each.type in after),
            tuple(each for each in nodes if each.type in last),
        )

    return rule


def labelled(file: File, node: Node) -> Shape:
    """A statement with a label: a block that a ``break`` can end, a loop, or where a ``goto`` goes to."""
    nodes = tuple(each for each in inner(node) if each.type not in {"label_name", "statement_identifier", "identifier"})
    if _GOTO.search(file.text) is not None:
        return shapes.Wild(nodes)
    return shapes.Grouped((), nodes, labelled=True)


def block(_file: File, node: Node) -> Shape:
    return shapes.Grouped((), tuple(inner(node)))


def optional(body: str) -> Rule:
    """Statements that may not run, such as those of ``catch``."""

    def rule(_file: File, node: Node) -> Shape:
        content = field(node, body) if body else None
        return shapes.Forked((), ((content,) if content is not None else tuple(inner(node)),))

    return rule


def content(body: str) -> Rule:
    """The statements of a clause, with the variables that it gives values."""

    def rule(_file: File, node: Node) -> Shape:
        found = field(node, body) if body else None
        return shapes.Grouped((), (found,) if found is not None else tuple(inner(node)))

    return rule


def forked(condition: str, *arms: str) -> Rule:
    """``if``: the last arm is the ``else``."""

    def rule(_file: File, node: Node) -> Shape:
        asked = [each for name in ("initializer", condition) if (each := field(node, name)) is not None]
        found = [(each,) for name in arms if (each := field(node, name)) is not None]
        return shapes.Forked(tuple(asked), tuple(found), closed=len(found) == len(arms) > 1)

    return rule


def repeated(over: str, body: str, item: str = "", *, declares: bool = False) -> Rule:
    """A loop.

    :param item: the field with the variable for each item; none if the loop gives it numbers or keys.
    :param declares: whether it always has variables of its own; others do if a word says so.
    """

    def rule(file: File, node: Node) -> Shape:
        asked, found = field(node, over) if over else None, field(node, body)
        names = (word for each in inner(node) if each not in (asked, found) for word in words(file, each))
        kind = field(node, "kind")  # ``const``
        own = declares or (kind is not None and kind.type != "var")
        sign = field(node, "operator")
        each = words(file, field(node, item)) if item and (sign is None or file.source(sign) != "in") else ()
        one = each[0] if len(each) == 1 else ""
        return shapes.Repeated(asked, (found,) if found is not None else (), frozenset(names), one, declares=own)

    return rule
