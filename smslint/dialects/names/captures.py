"""Texts that a template makes and prints in another place: captured blocks and macros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.names.rescoping import Scope, rescoped
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence, size, unknown_text

if TYPE_CHECKING:
    from smslint.text.tree import Node

MOST: Final = 500
"""Nodes of a text that is printed again; a longer one is unknown."""
_NAMES: Final = later(r"[A-Za-z_]\w*")
_CALL: Final = later(r"(?P<text>(?:_self\.)?(?P<name>\w+)\s*(?P<sign>[.(]))")
_IMPORT: Final = later(r"\bimport\b(.*)\Z", re.DOTALL)
_IMPORTED: Final = later(r"(?<!\w)(\w++)(?:\s+as\s+(\w+))?\s*(?:,|\Z|with(?:out)?\s+context)")
_ALIAS: Final = later(r"\bas\s+(\w+)\s*(?:with(?:out)?\s+context\s*)?\Z")


class Macro(NamedTuple):
    """A macro of the template itself."""

    names: frozenset[str] | None
    """Those with another meaning inside; ``None`` for all."""
    body: Sequence

    @property
    def unknown(self) -> Macro:
        """The macro with a text that is not known."""
        return self._replace(body=unknown_text("a macro", Span(0, 0)))


def macro(rest: str, body: Sequence, *, closed: bool) -> tuple[str, Macro]:
    """The name of a macro, and the macro.

    :param rest: of its tag, ``name(a, b='x')``.
    :param closed: whether it sees nothing of the template around it.
    """
    name, _, parameters = rest.partition("(")
    names = frozenset({*_NAMES.findall(parameters), "varargs", "kwargs", "caller"})
    return name.strip(), Macro(None if closed else names, body)


def imported(word: str, rest: str) -> set[str]:
    """The beginnings of outputs that print an imported macro: ``import 'x' as m``, ``from 'x' import f as g``."""
    if word == "import":
        return {f"{match[1]}." for match in [_ALIAS.search(rest)] if match}
    found = _IMPORT.search(rest)
    return {f"{match[2] or match[1]}(" for match in _IMPORTED.finditer(found[1])} if found else set()


def called(node: Node, texts: set[str], macros: dict[str, Macro], *, known: bool) -> Node:
    """An output that prints a macro, or a text of another template, which is unknown.

    :param known: whether the texts of the macros are known there.
    """
    match node:
        case Sequence():
            return _called_in(node, texts, macros, known=known)
        case Branch():
            arms = (Arm(_called_in(arm.body, texts, macros, known=known), arm.condition) for arm in node.arms)
            return node._replace(arms=tuple(arms))
        case Placeholder():
            calls = tuple(
                call._replace(
                    operands=tuple((at, called(each, texts, macros, known=known)) for at, each in call.operands)
                )
                if call.operands
                else call
                for call in node.calls
            )
            return _printed(node._replace(calls=calls), texts, macros, known=known)
        case _:
            return node


def _called_in(body: Sequence, texts: set[str], macros: dict[str, Macro], *, known: bool) -> Sequence:
    return body._replace(parts=tuple(called(part, texts, macros, known=known) for part in body.parts))


def _printed(node: Placeholder, texts: set[str], macros: dict[str, Macro], *, known: bool) -> Node:
    match = _CALL.match(node.name)
    if match is None:
        return _elsewhere(node) if node.calls and f"{node.name}." in texts else node
    sign = match["name"] + match["sign"]
    own = macros.get(match["name"]) if match["sign"] == "(" else None
    if own is None:
        return _elsewhere(node) if sign in texts or "_self" in match["text"] else node
    if not node.name.endswith(")") or node.name.count("(") != 1 or node.calls:
        return node._replace(opaque=True)
    own = own if known else own.unknown
    inside = rescoped(own.body, [Scope(own.body.span, own.names)])
    return placed(inside, node.span) or node._replace(opaque=True)


def _elsewhere(node: Placeholder) -> Placeholder:
    """A text of another template: no column is about it, whatever its name is."""
    return node._replace(name=node.name if "(" in node.name else f"{node.name} in a part", opaque=True)


def placed(body: Sequence, span: Span) -> Sequence | None:
    """A text at the place of the output that prints it; ``None`` if it is too long."""
    if size(body, MOST) > MOST:
        return None
    at = Span(span.start, span.start)
    return Sequence((moved(body, at), Literal("", span)), span)


def moved(node: Node, at: Span) -> Node:
    match node:
        case Sequence():
            return _sequence(node, at)
        case Branch():
            return Branch(tuple(Arm(_sequence(arm.body, at), arm.condition) for arm in node.arms), at)
        case Loop():
            empty = None if node.empty is None else _sequence(node.empty, at)
            return node._replace(body=_sequence(node.body, at), span=at, empty=empty)
        case _:
            return node._replace(span=at)


def _sequence(node: Sequence, at: Span) -> Sequence:
    return Sequence(tuple(moved(part, at) for part in node.parts), at)
