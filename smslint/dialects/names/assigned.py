"""The assignments of a template, and the nodes of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.tree import LITERAL, Branch, Call, Filter, Literal, Placeholder, Sequence, placeholders

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Node

ASSIGNED: Final = "="
"""The call that marks a name assigned by the template, whose value is not known."""


class Given(NamedTuple):
    """An assignment as written in a tag."""

    name: str
    value: Span | None
    """The code of the value; ``None`` if it is more than one expression."""
    scoped: bool = False
    """Whether it is valid only inside the block that the tag opens."""
    arm: bool = False
    """Whether it is valid only in the arm that the tag begins, and not after an ``else``."""
    text: str | None = None
    """The value, if it is this text."""
    own: bool = False
    """Whether it is the variable of a loop: inside, the name means only itself."""
    upward: bool = False
    """Whether it changes the name where that already is, also around its file."""


class Assigned(NamedTuple):
    """An assignment and where it is valid."""

    name: str
    value: Span | None
    written: str
    start: int
    end: int
    certain: bool
    """Whether it always happens, exactly once."""
    scoped: bool = False
    text: str | None = None
    body: Sequence | None = None
    """The value, if it is a block that the template captures."""
    own: bool = False
    since: int = 0
    """Where it begins, if this is what follows a block that does not see it: of two that follow the same block, the inner one counts."""


class Enclosed(NamedTuple):
    """A stretch of a composed template: a file, a block of one, or what renders only perhaps."""

    span: Span
    sees: bool = True
    """Whether it sees the names of the block around it."""
    ends: bool = True
    """Whether what is assigned inside is not assigned after it. Otherwise it is perhaps assigned: the stretch may not render."""


Value: TypeAlias = Placeholder | Literal | Sequence | None


def plain(nodes: tuple[Node, ...]) -> Placeholder | Literal | None:
    """The only value of an expression, if it is a literal or a name with known calls."""
    seen = [node for node in nodes if not (isinstance(node, Literal) and not node.text)]
    if not nodes or len(seen) != 1:
        return None
    (node,) = seen
    if isinstance(node, Literal):
        return node
    if not isinstance(node, Placeholder) or node.opaque or len(node.calls) < len(node.filters):
        return None
    if len(node.calls) == 1 and node.calls[0].name == LITERAL and node.calls[0].literal:
        text = node.calls[0].arguments[0]
        return Literal(text if isinstance(text, str) else str(text), node.span)
    return node


def value_of(made: Assigned, value: Callable[[Span], tuple[Node, ...]]) -> Value:
    if made.text is not None:
        return Literal(made.text, Span(made.start, made.start))
    if made.value is None:
        return None
    nodes = value(made.value)
    return plain(nodes) or _whole(nodes)


def _whole(nodes: tuple[Node, ...]) -> Sequence | None:
    """The value of an expression of several parts or arms, if each is known."""
    if not nodes or not any(isinstance(node, Sequence | Branch) for node in nodes):
        return None
    whole = Sequence(nodes, Span(nodes[0].span.start, nodes[-1].span.end))
    known = all(not hole.opaque and len(hole.calls) >= len(hole.filters) for hole in placeholders(whole))
    return whole if known else None


def joined(value: Placeholder, node: Placeholder, name: str) -> Placeholder:
    return node._replace(name=name, filters=value.filters + node.filters, calls=value.calls + node.calls)


def unevaluated(node: Placeholder, written: str, effects: tuple[Filter, ...]) -> Placeholder:
    stands = Call(ASSIGNED, literal=False, source=written)
    return node._replace(filters=effects + node.filters, calls=(stands, *node.calls))


def literal(text: str, node: Placeholder) -> Node:
    """A literal in place of a name."""
    if node.calls or node.filters:
        stands = Call(LITERAL, (text,), source=node.name)
        return node._replace(filters=(Filter("one_of", (text,)), *node.filters), calls=(stands, *node.calls))
    span = node.span
    if len(text) != span.length:
        return Literal(text, span)
    # A literal as long as its span would be read as written there, character by character.
    parts = (Literal("", Span(span.start, span.start + 1)), Literal(text, Span(span.start + 1, span.end)))
    return Sequence(parts, span)
