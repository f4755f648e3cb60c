"""The one shape every message takes: literals, placeholders, branches and loops, each with its span.

The spans of the leaves tile the source exactly once, in order: a test asserts it for every dialect. What renders as
nothing (a comment, a tag, white space that a trim marker eats) is a :class:`Literal` whose text is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.span import Span


class Literal(NamedTuple):
    """Characters that every rendering holds. ``text`` differs from the source where an escape or a trim changed it."""

    text: str
    span: Span

    @property
    def verbatim(self) -> bool:
        """Whether offsets inside the text are offsets inside the span."""
        return len(self.text) == self.span.length


class Filter(NamedTuple):
    """A known change of a placeholder's value, such as ``truncate(20)``: a name and its literal arguments."""

    name: str
    arguments: tuple[str | int, ...] = ()


class Placeholder(NamedTuple):
    """A hole that a value fills. ``opaque`` marks a construct that the dialect does not know: nothing is known of it."""

    name: str
    span: Span
    filters: tuple[Filter, ...] = ()
    opaque: bool = False


class Branch(NamedTuple):
    """Exactly one of the arms renders. A missing ``else`` is an empty arm."""

    arms: tuple[Sequence, ...]
    span: Span
    condition: str = ""
    """The condition's source, for people; nothing evaluates it."""


class Loop(NamedTuple):
    """The body renders any number of times. ``name`` is what it iterates over; ``empty`` renders when there is nothing."""

    body: Sequence
    span: Span
    name: str = ""
    empty: Sequence | None = None


class Sequence(NamedTuple):
    """Nodes one after another."""

    parts: tuple[Node, ...]
    span: Span


Node: TypeAlias = Literal | Placeholder | Branch | Loop | Sequence
Text: TypeAlias = Sequence
"""A whole message. A concrete body is a sequence of one literal."""


def walk(node: Node) -> Iterator[Node]:
    """Every node, parents first, in source order. Iterative, so that depth costs no stack."""
    stack: list[Node] = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Sequence():
            return node.parts
        case Branch():
            return node.arms
        case Loop():
            return (node.body,) if node.empty is None else (node.body, node.empty)
        case _:
            return ()


def leaves(node: Node) -> Iterator[Literal | Placeholder]:
    """The literals and placeholders, in source order: the tiles of the source."""
    for each in walk(node):
        if isinstance(each, Literal | Placeholder):
            yield each


def placeholders(node: Node) -> tuple[Placeholder, ...]:
    """The placeholders, in source order."""
    return tuple(leaf for leaf in leaves(node) if isinstance(leaf, Placeholder))
