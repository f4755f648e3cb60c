"""The meaning of names inside a part that another template includes: some are passed to it, and others are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence

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
    """Whether the content of the range is unknown, even whether it is a value."""

    def holds(self, span: Span) -> bool:
        """Whether a span is inside the range."""
        return self.span.start <= span.start and span.end <= self.span.end

    def changes(self, name: str) -> bool:
        """Whether a name has another meaning here."""
        return self.bound is None or name.partition(".")[0].partition("[")[0] in self.bound


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
            hidden = any(scope.holds(node.span) and scope.changes(node.name) for scope in scopes)
            return node._replace(
                body=_sequence(node.body, scopes),
                empty=None if node.empty is None else _sequence(node.empty, scopes),
                name="" if hidden else node.name,
                condition=_condition(node.condition, node.span, scopes),
            )
        case Placeholder():
            hidden = any(scope.holds(node.span) and (scope.opaque or scope.changes(node.name)) for scope in scopes)
            return node._replace(opaque=True) if hidden else node
        case Literal():
            return node


def _sequence(node: Sequence, scopes: list[Scope]) -> Sequence:
    return node._replace(parts=tuple(_node(part, scopes) for part in node.parts))


def _condition(condition: Condition | None, span: Span, scopes: list[Scope]) -> Condition | None:
    if condition is None or not any(scope.holds(span) for scope in scopes):
        return condition
    return condition._replace(test=None, binds="")
