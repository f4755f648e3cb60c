"""What is done to a stretch of a composed tree: it may render or not, it renders for each item, its ends are stripped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from smslint.dialects.parts.stripping import stripped
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Loop, Node, Sequence, Text, with_inside

if TYPE_CHECKING:
    from smslint.span import Span


class When(NamedTuple):
    """The stretch renders if a condition is true."""

    condition: Condition

    def blinded(self) -> When:
        """The same where the names in the condition mean something else."""
        return When(Condition(self.condition.source))

    def apply(self, body: Sequence) -> Node:
        """The node for the stretch."""
        nothing = Arm(Sequence((), body.span._replace(start=body.span.end)))
        return Branch((Arm(body, self.condition), nothing), body.span)


class Each(NamedTuple):
    """The stretch renders for each item of a list."""

    name: str

    def blinded(self) -> Each:
        """The same where the name means something else."""
        return Each("")

    def apply(self, body: Sequence) -> Node:
        """The node for the stretch."""
        return Loop(body, body.span, self.name)


class Stripped(NamedTuple):
    """White space at the start of the stretch, and perhaps at its end, is removed from what it renders."""

    end: bool = False

    def blinded(self) -> Stripped:
        """The same: it has no names of its own."""
        return self

    def apply(self, body: Sequence) -> Node:
        """The node for the stretch."""
        made = stripped(body, start=True)
        return stripped(made, start=False) if self.end else made


Wrapping: TypeAlias = When | Each | Stripped


class Wrap(NamedTuple):
    """A stretch, and what is done to it."""

    span: Span
    wrapping: Wrapping


def wrapped(text: Text, wraps: list[Wrap]) -> Text:
    """The tree with every wrap applied; those inside others come first."""
    for wrap in wraps:
        text = _sequence(text, wrap)
    return text


def _sequence(node: Sequence, wrap: Wrap) -> Sequence:
    span = wrap.span
    inside = [index for index, part in enumerate(node.parts) if _within(part.span, span)]
    if inside:
        first, last = inside[0], inside[-1] + 1
        made = wrap.wrapping.apply(Sequence(node.parts[first:last], span))
        return node._replace(parts=(*node.parts[:first], made, *node.parts[last:]))
    return node._replace(
        parts=tuple(
            with_inside(part, lambda inner: _sequence(inner, wrap)) if _within(span, part.span) else part
            for part in node.parts
        )
    )


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner.length > 0
