"""The tree of a text in which a program replaces a part: ``"Hi {n}".replace("{n}", name)`` has the value of ``name`` there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Literal, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Node


_FIELD: Final = later(r"(?=[^{}\[\]<>%$#@*|_:~^&«»]*[{}\[\]<>%$#@*|_:~^&«»]).{3,60}")
"""What a value hardly ever has: a part without such a sign may also be in the value of another field."""


def is_field(part: str) -> bool:
    """Whether a part looks like a field, so that a replacement of it changes nothing else."""
    return _FIELD.fullmatch(part) is not None


class Replacing(NamedTuple):
    """What is replaced, and by what."""

    part: str
    everywhere: bool
    """Whether every place of the part is replaced, and not only the first one."""
    by: Callable[[Span], Node]
    """The node at a place of the part, whose span is given."""


def replaced(node: Node, what: Replacing) -> Node:
    """The tree after the replacement. Spans stay as they are, so only a part that the file writes unchanged is replaced."""
    return _replaced(node, what)[0]


def _replaced(node: Node, what: Replacing) -> tuple[Node, bool]:
    """The tree, and whether something was replaced."""
    if isinstance(node, Literal):
        return _in_literal(node, what)
    if isinstance(node, Branch):
        arms = [(arm, _replaced(arm.body, what)) for arm in node.arms]
        made = tuple(Arm(body, arm.condition) for arm, (body, _) in arms if isinstance(body, Sequence))
        return node._replace(arms=made), any(done for _, (_, done) in arms)
    if not isinstance(node, Sequence):
        return node, False
    parts: list[Node] = []
    done = False
    for part in node.parts:
        made_part, once = (part, False) if done and not what.everywhere else _replaced(part, what)
        parts += made_part.parts if isinstance(made_part, Sequence) and isinstance(part, Literal) else [made_part]
        done = done or once
    return node._replace(parts=tuple(parts)), done


def _in_literal(node: Literal, what: Replacing) -> tuple[Node, bool]:
    text, start = node.text, node.span.start
    if not what.part or what.part not in text or len(text) != node.span.end - start:
        return node, False
    parts: list[Node] = []
    at = 0
    while (found := text.find(what.part, at)) != -1:
        end = found + len(what.part)
        if at < found:
            parts.append(Literal(text[at:found], Span(start + at, start + found)))
        parts.append(what.by(Span(start + found, start + end)))
        at = end
        if not what.everywhere:
            break
    if at < len(text):
        parts.append(Literal(text[at:], Span(start + at, node.span.end)))
    return Sequence(tuple(parts), node.span), True
