"""The meaning of names inside a part that another template includes: some are passed to it, and others are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence, without_operands

if TYPE_CHECKING:
    from smslint.span import Span
    from smslint.text.condition import Condition
    from smslint.text.tree import Node, Text


class Scope(NamedTuple):
    """A range of the source in which names have another meaning than in the template around it."""

    span: Span
    bound: frozenset[str] | None = None
    """The names with another meaning; ``None`` for all names."""
    opaque: bool = False
    """Nothing is known of what the stretch renders: not even whether it is a value."""
    kept: frozenset[str] = frozenset()
    """Names that mean the same, although all others do not."""
    known: tuple[tuple[str, Span], ...] = ()
    """Names that get a value inside, and where they have it."""
    holes: tuple[Span, ...] = ()
    """What was written outside of the stretch and only put in here."""

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the stretch."""
        return _within(span, self.span) and not any(_within(span, hole) for hole in self.holes)

    def changes(self, name: str, at: int) -> bool:
        """Whether a name has another meaning at a place in the range."""
        root = name.partition(".")[0].partition("[")[0]
        if root in self.kept or root.startswith("@"):  # a variable of the whole view
            return False
        if any(each == root and span.start <= at < span.end for each, span in self.known):
            return False
        return self.bound is None or root in self.bound


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def rescoped(text: Text, scopes: list[Scope]) -> Text:
    """The tree with the effect of the scopes: placeholders whose names have another meaning are opaque, and conditions inside a scope are undecided."""
    return _sequence(text, scopes) if scopes else text


def _node(node: Node, scopes: list[Scope]) -> Node:
    match node:
        case Sequence():
            return _sequence(node, scopes)
        case Branch():
            arms = tuple(
                Arm(_sequence(arm.body, scopes), _condition(arm.condition, arm.body.span, scopes)) for arm in node.arms
            )
            return node._replace(arms=arms)
        case Loop():
            hidden = any(scope.holds(node.span) and scope.changes(node.name, node.span.start) for scope in scopes)
            return node._replace(
                body=_sequence(node.body, scopes),
                empty=None if node.empty is None else _sequence(node.empty, scopes),
                name="" if hidden else node.name,
                condition=_condition(node.condition, node.span, scopes),
            )
        case Placeholder():
            around = [scope for scope in scopes if scope.holds(node.span)]
            node = without_operands(node) if around else node
            if any(scope.opaque for scope in around):
                return node._replace(opaque=True)
            if node.opaque or not any(scope.changes(node.name, node.span.start) for scope in around):
                return node
            return node._replace(name=f"{node.name} in a part", opaque=True)  # a declared value is not about it
        case Literal():
            return node


def _sequence(node: Sequence, scopes: list[Scope]) -> Sequence:
    return node._replace(parts=tuple(_node(part, scopes) for part in node.parts))


def _condition(condition: Condition | None, span: Span, scopes: list[Scope]) -> Condition | None:
    if condition is None or not any(scope.holds(span) for scope in scopes):
        return condition
    return condition._replace(test=None, binds="")
