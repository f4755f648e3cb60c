"""A tree without the white space at one end of what it renders, as PHP's ``trim`` removes it.

White space behind a value is removed where the value is empty or blank itself, so such a text becomes a choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.dialects.functions.exact import PHP_SPACE
from smslint.dialects.names.assigned import ASSIGNED
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.condition import Condition, Some, Truth
from smslint.text.tree import Arm, Branch, Call, Filter, Literal, Loop, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.condition import Test


class _Perhaps(NamedTuple):
    """Something is printed before this place if a test is true."""

    test: Test | None
    """``None`` if nobody knows."""


_State: TypeAlias = "_Perhaps | bool"
"""Whether something other than white space is printed before a place."""

_WRITTEN: Final = "something is printed before it"


def stripped(body: Sequence, *, start: bool) -> Sequence:
    """The tree without the white space at its start, or at its end."""
    return _Stripper(start=start).sequence(body, state=False)[0]


class _Stripper:
    def __init__(self, *, start: bool) -> None:
        self.start = start

    def sequence(self, node: Sequence, state: _State) -> tuple[Sequence, _State]:
        made: list[Node] = []
        for part in node.parts if self.start else reversed(node.parts):
            if state is True:
                made.append(part)
                continue
            changed, state = self.node(part, state)
            made.append(changed)
        return node._replace(parts=tuple(made if self.start else reversed(made))), state

    def node(self, node: Node, state: _State) -> tuple[Node, _State]:
        match node:
            case Literal():
                return self.literal(node, state)
            case Placeholder():
                return self.placeholder(node, state)
            case Sequence():
                return self.sequence(node, state)
            case Branch():
                arms = [self.sequence(arm.body, state) for arm in node.arms]
                ends = [end for _, end in arms]
                made = tuple(arm._replace(body=body) for arm, (body, _) in zip(node.arms, arms, strict=True))
                return node._replace(arms=made), ends[0] if all(end == ends[0] for end in ends) else _Perhaps(None)
            case Loop():
                body, _ = self.sequence(node.body, _Perhaps(None))
                empty = None if node.empty is None else self.sequence(node.empty, state)[0]
                return node._replace(body=body, empty=empty), _Perhaps(None)

    def literal(self, node: Literal, state: _State) -> tuple[Node, _State]:
        rest = node.text.lstrip(PHP_SPACE) if self.start else node.text.rstrip(PHP_SPACE)
        removed = len(node.text) - len(rest)
        after = bool(rest) or state
        if not removed:
            return node, after
        blank = node.text[:removed] if self.start else node.text[len(rest) :]
        span = node.span
        if not node.verbatim:
            cut = span.start if self.start else span.end
        else:
            cut = span.start + removed if self.start else span.end - removed
        outer = Span(span.start, cut) if self.start else Span(cut, span.end)
        inner = Span(cut, span.end) if self.start else Span(span.start, cut)
        edge = self.perhaps(blank, outer, state)
        parts = (edge, Literal(rest, inner)) if self.start else (Literal(rest, inner), edge)
        return Sequence(parts, span), after

    def perhaps(self, blank: str, span: Span, state: _State) -> Node:
        """White space that is printed only if something is printed before it."""
        if not isinstance(state, _Perhaps):
            return Literal("", span)
        return self.choice(Literal(blank, span), (), span, state)

    def choice(self, whole: Node, cut: tuple[Node, ...], span: Span, state: _Perhaps) -> Branch:
        body, other = Sequence((whole,), span), Sequence(cut, span._replace(start=span.end))
        return Branch((Arm(body, Condition(_WRITTEN, state.test)), Arm(other)), span)

    def placeholder(self, node: Placeholder, state: _State) -> tuple[Node, _State]:
        if node.opaque:
            return node, _Perhaps(None)
        name = "ltrim" if self.start else "rtrim"
        known = len(node.calls) >= bool(node.filters) and not (node.calls and node.calls[0].name == ASSIGNED)
        calls = (*node.calls, Call(name, source=name)) if known else node.calls
        cut = node._replace(calls=calls, filters=(*node.filters, Filter("strip")))
        test: Test | None = Truth(node.name, calls=calls) if known else None
        if not isinstance(state, _Perhaps):
            return cut, _Perhaps(test)
        moved = cut._replace(span=Span(node.span.end, node.span.end))
        both = None if test is None or state.test is None else Some((state.test, test))
        return self.choice(node, (moved,), node.span, state), _Perhaps(both)
