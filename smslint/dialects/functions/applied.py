"""Filters on an expression in brackets, and on a text with places for values: ``(name or "x")|upper``, ``(name ~ "!")|upper``.

Each arm of a conditional takes the filters, because only then the type of its value is known. What is joined is always a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.span import Span
from smslint.text.tree import LITERAL, Arm, Branch, Call, Filter, Literal, Placeholder, Sequence, of_text

if TYPE_CHECKING:
    from collections.abc import Sequence as Seq

    from smslint.text.tree import Node


def applied(node: Node, source: str, calls: Seq[Call], effects: Seq[Filter]) -> Node | None:
    """What calls make of an expression; ``None`` if that is not known for one of its values.

    :param source: in which the node is written.
    :param effects: of the calls.
    """
    match node:
        case Placeholder():
            if node.opaque or len(node.calls) < len(node.filters):
                return None
            return node._replace(filters=(*node.filters, *effects), calls=(*node.calls, *calls))
        case Literal():
            value = Call(LITERAL, (node.text,), source=source[node.span.start : node.span.end])
            first = Filter("one_of", (str(node.text),))
            return Placeholder(value.source, node.span, (first, *effects), calls=(value, *calls))
        case Branch():
            arms = []
            for arm in node.arms:
                body = applied(arm.body, source, calls, effects) if arm.body.parts else None
                if body is None:
                    return None
                arms.append(Arm(body if isinstance(body, Sequence) else Sequence((body,), body.span), arm.condition))
            return node._replace(arms=tuple(arms))
        case Sequence():
            return _of_parts(node, source, calls, effects)
        case _:
            return None


def _of_parts(node: Sequence, source: str, calls: Seq[Call], effects: Seq[Filter]) -> Node | None:
    """The only part that is not empty, or all parts as one text."""
    whole = [index for index, part in enumerate(node.parts) if not isinstance(part, Literal) or part.text]
    if len(whole) == 1:
        made = applied(node.parts[whole[0]], source, calls, effects)
        return (
            None if made is None else node._replace(parts=(*node.parts[: whole[0]], made, *node.parts[whole[0] + 1 :]))
        )
    if not whole or not calls:
        return None
    code = source[node.span.start : node.span.end]
    return of_text(node, node.span, code, tuple(effects), tuple(calls))


def around(node: Node, span: Span) -> Node:
    """A node in the span of a longer expression."""
    if isinstance(node, Placeholder):
        return node._replace(span=span)
    before, after = Span(span.start, node.span.start), Span(node.span.end, span.end)
    return Sequence((Literal("", before), node, Literal("", after)), span)


def of_block(node: Node, text: Sequence, calls: tuple[Call, ...]) -> Node:
    """A block whose text is changed: it stays opaque to bounds, and is filled from its text."""
    if not isinstance(node, Placeholder):
        return node
    return node._replace(calls=of_text(text, node.span, node.name, (), calls).calls)
