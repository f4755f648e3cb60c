"""Outputs inside ``{% autoescape %}``: the engine escapes them for HTML, except what is safe.

Jinja and Django ask the value itself, and Twig the expression: a literal is safe, and what ends in ``e`` or ``raw``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.applied import applied
from smslint.text.tree import AUTO, LITERAL, RAW, Arm, Branch, Call, Filter, Literal, Placeholder, Sequence
from smslint.text.typed import Markup

if TYPE_CHECKING:
    from smslint.text.tree import Node

OFF: Final = frozenset({"off", "false", "False"})
_ON: Final = {
    "jinja": frozenset({"true", "True"}),
    "django": frozenset({"on"}),
    "twig": frozenset({"", "true", "'html'", '"html"'}),
}
_MARKS: Final = frozenset({"e", "escape", "forceescape", "force_escape", "safe", "raw"})
_SIGNS: Final = frozenset("&<>\"'")
_INSTEAD: Final = frozenset({"?:", "??"})


def is_read(dialect: str, argument: str) -> bool:
    """Whether it is known what an ``autoescape`` with an argument does."""
    return argument in OFF or argument in _ON.get(dialect, ())


def printed(nodes: tuple[Node, ...], dialect: str, argument: str, source: str) -> tuple[Node, ...]:
    """The nodes of an output in an ``autoescape``."""
    if argument in OFF:
        return tuple(
            node._replace(calls=(*node.calls, Call(RAW)))
            if isinstance(node, Placeholder) and len(node.calls) >= bool(node.filters)
            else node
            for node in nodes
        )
    escape = _of_twig if dialect == "twig" else _of_value
    return tuple(escape(node, source) for node in nodes)


def _of_value(node: Node, source: str) -> Node:
    """Each value of an expression is escaped, if it is not safe."""
    match node:
        case Sequence() if not any(_is_moved(part) for part in node.parts):
            return node._replace(parts=tuple(_of_value(part, source) for part in node.parts))
        case Branch():
            return node._replace(arms=tuple(Arm(_of_values(arm.body, source), arm.condition) for arm in node.arms))
        case Sequence():
            return Placeholder(source[node.span.start : node.span.end], node.span, opaque=True)
        case Literal() if not node.text or isinstance(node.text, Markup):
            return node
        case Placeholder() if node.calls and node.calls[0].operands and node.calls[0].name == LITERAL:
            return node._replace(opaque=True, calls=())
        case _:
            return _escaped(node, source)


def _is_moved(node: Node) -> bool:
    """Whether a part of a text was put into it, which makes a text that is not safe of all parts."""
    return not node.span.length and not isinstance(node, Literal)


def _of_values(body: Sequence, source: str) -> Sequence:
    return body._replace(parts=tuple(_of_value(part, source) for part in body.parts))


def _escaped(node: Node, source: str) -> Node:
    known = isinstance(node, Placeholder) and not node.opaque and len(node.calls) >= len(node.filters)
    if not known and not isinstance(node, Literal):
        return node
    calls = node.calls if isinstance(node, Placeholder) else ()
    safe = any(call.name in _MARKS or _SIGNS & set("".join(map(str, call.arguments))) for call in calls)
    effect = Filter("unknown" if safe else "escape_html")
    return applied(node, source, (Call(AUTO),), (effect,)) or node


def _of_twig(node: Node, source: str) -> Node:
    """A literal alone is safe, and each value of a conditional by itself if only one of both is."""
    match node:
        case Literal():
            return node
        case Branch() if _is_safe(node):
            return node
        case Branch() if len({_is_safe(arm.body) for arm in node.arms}) > 1:
            return node._replace(
                arms=tuple(
                    Arm(
                        arm.body._replace(parts=tuple(_of_twig(part, source) for part in arm.body.parts)), arm.condition
                    )
                    for arm in node.arms
                )
            )
        case Placeholder() if node.calls and node.calls[-1].name in _INSTEAD and not node.calls[-1].operands:
            before = node._replace(calls=node.calls[:-1], filters=())
            made = before._replace(calls=(*before.calls, Call(AUTO), node.calls[-1]))
            return made._replace(filters=(*node.filters, Filter("unknown")))
        case Sequence() if len(found := [part for part in node.parts if not _is_empty(part)]) == 1:
            return node._replace(
                parts=tuple(_of_twig(part, source) if part is found[0] else part for part in node.parts)
            )
        case _:
            return node if _is_safe(node) else _all_of(node, source)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Literal) and not node.text


def _all_of(node: Node, source: str) -> Node:
    """All parts and values of an expression."""
    match node:
        case Sequence():
            return node._replace(parts=tuple(part if _is_empty(part) else _all_of(part, source) for part in node.parts))
        case Branch():
            arms = (
                arm.body._replace(parts=tuple(_all_of(part, source) for part in arm.body.parts)) for arm in node.arms
            )
            return node._replace(
                arms=tuple(Arm(body, arm.condition) for body, arm in zip(arms, node.arms, strict=True))
            )
        case Literal() if not node.text:
            return node
        case _:
            return _escaped(node, source)


def _is_safe(node: Node) -> bool:
    match node:
        case Literal():
            return True
        case Placeholder():
            return bool(node.calls) and (
                node.calls[-1].name in {"e", "escape", "raw"}
                or (len(node.calls) == 1 and node.calls[0].name == LITERAL)
            )
        case Branch():
            return all(_is_safe(arm.body) for arm in node.arms)
        case Sequence():
            found = [part for part in node.parts if not _is_empty(part)]
            return not found or (len(found) == 1 and _is_safe(found[0]))
        case _:
            return False
