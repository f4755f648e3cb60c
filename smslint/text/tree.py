"""The tree of every message: literals, placeholders, branches and loops, each with its span.

The spans of the leaves cover the source exactly once, in order: a test asserts it for every dialect. What renders as
nothing (a comment, a tag, white space that a trim marker removes) is a :class:`Literal` with an empty text.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.span import Span
    from smslint.text.condition import Condition


class Literal(NamedTuple):
    """Fixed characters. ``text`` differs from the source if an escape or a trim marker changed it."""

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


Argument: TypeAlias = str | int | float | None

LITERAL: Final = "'"
"""The name of the call that gives a literal instead of a value."""
SLICE: Final = "[:]"
RAW: Final = "{"
"""The call of an output that its engine does not escape for HTML, as it does others: ``{{{name}}}``, ``{!! $name !!}``."""


AUTO: Final = "autoescape"
"""The call of an output that the template says to escape for HTML, if it is not safe."""


class Call(NamedTuple):
    """A filter, function or operator as the template writes it: its name and its literal arguments.

    A construct without a name is named by its signs: ``[:]`` is a slice, ``or`` and ``??`` a fallback, ``'`` a literal
    in place of a name.
    """

    name: str
    arguments: tuple[Argument, ...] = ()
    named: tuple[tuple[str, Argument], ...] = ()
    literal: bool = True
    """Whether every argument is a literal. Other arguments are left out above: their values are known only at run time."""
    source: str = ""
    """The whole call as written, for people."""
    operands: tuple[tuple[int, Node], ...] = ()
    """The arguments that are not literals, each with its place, where an empty text stands for it. Empty if one of them is not
    understood."""

    def given(self, texts: Iterator[str]) -> Call:
        """The call with the texts of its operands as literals."""
        if not self.operands:
            return self
        arguments = list(self.arguments)
        for place, _ in self.operands:
            arguments[place] = next(texts)
        return self._replace(arguments=tuple(arguments), literal=True, operands=())


class Placeholder(NamedTuple):
    """A place that a value fills. ``opaque`` marks a construct that the dialect does not know; its value is unknown."""

    name: str
    span: Span
    filters: tuple[Filter, ...] = ()
    """The effect of the calls on its possible values: this is what bounds need."""
    opaque: bool = False
    calls: tuple[Call, ...] = ()
    """What the template does to the value, in order: this is what filling needs. Without filters and calls the value is printed unchanged."""


def without_operands(node: Placeholder) -> Placeholder:
    """A placeholder whose arguments that are not literals are unknown: their names may have another meaning where it is."""
    if not any(call.operands for call in node.calls):
        return node
    return node._replace(calls=tuple(call._replace(operands=()) for call in node.calls))


def of_text(text: Node, span: Span, source: str, filters: tuple[Filter, ...], calls: tuple[Call, ...]) -> Placeholder:
    """A placeholder for what calls make of the text that a node renders as.

    :param source: the code of the node.
    """
    whole = Call(LITERAL, ("",), literal=False, source=source, operands=((0, text),))
    return Placeholder(source, span, (Filter("unknown"), *filters), calls=(whole, *calls))


class Arm(NamedTuple):
    """One arm of a branch."""

    body: Sequence
    condition: Condition | None = None
    """It renders if this is true and no earlier arm's condition is. ``None`` is the ``else``."""


class Branch(NamedTuple):
    """Exactly one of the arms renders. A missing ``else`` is an empty arm."""

    arms: tuple[Arm, ...]
    span: Span


class Loop(NamedTuple):
    """The body renders any number of times. ``name`` is what it iterates over; ``empty`` renders when there is nothing."""

    body: Sequence
    span: Span
    name: str = ""
    empty: Sequence | None = None
    condition: Condition | None = None
    """Of a section: if the value is a text, the body renders once if this is true, and ``.`` in it is the text."""


class Sequence(NamedTuple):
    """Nodes one after another."""

    parts: tuple[Node, ...]
    span: Span


Node: TypeAlias = Literal | Placeholder | Branch | Loop | Sequence
Text: TypeAlias = Sequence
"""A whole message. A text without placeholders is a sequence of one literal."""


def unknown_text(name: str, span: Span) -> Sequence:
    """A text of which nothing is known: one placeholder.

    :param name: how reports call it.
    """
    return Sequence((Placeholder(name, span, opaque=True),), span)


LEAVES: Final = (Literal, Placeholder)
"""The nodes that have no others below them. (A union would be made at each question.)"""


def walk(node: Node) -> Iterator[Node]:
    """Every node, parents first, in source order. Iterative, so that depth needs no stack."""
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
            return tuple(arm.body for arm in node.arms)
        case Loop():
            return (node.body,) if node.empty is None else (node.body, node.empty)
        case _:
            return ()


def size(node: Node, most: int) -> int:
    """How many nodes there are in a node and in the operands of its calls; one more than ``most`` stands for all greater numbers."""
    return sum(1 for _ in islice(_with_operands(node), most + 1))


def _with_operands(node: Node) -> Iterator[Node]:
    for each in walk(node):
        yield each
        if isinstance(each, Placeholder):
            for call in each.calls:
                for _, operand in call.operands:
                    yield from _with_operands(operand)


def leaves(node: Node) -> Iterator[Literal | Placeholder]:
    """The literals and placeholders, in source order: their spans cover the source."""
    if type(node) is Sequence and is_flat(node):
        return iter(cast("tuple[Literal | Placeholder, ...]", node.parts))
    return (each for each in walk(node) if isinstance(each, LEAVES))


def is_flat(node: Sequence) -> bool:
    """Whether there are no branches and loops, as in most messages."""
    for part in node.parts:  # noqa: SIM110 (called for every message)
        if type(part) is not Literal and type(part) is not Placeholder:
            return False
    return True


def placeholders(node: Node) -> tuple[Placeholder, ...]:
    """The placeholders, in source order."""
    return tuple(leaf for leaf in leaves(node) if isinstance(leaf, Placeholder))


def with_inside(node: Node, change: Callable[[Sequence], Sequence]) -> Node:
    """The same node with each sequence changed: itself if it is one, else those of its arms or its rounds."""
    match node:
        case Sequence():
            return change(node)
        case Branch():
            return node._replace(arms=tuple([Arm(change(arm.body), arm.condition) for arm in node.arms]))
        case Loop():
            empty = None if node.empty is None else change(node.empty)
            return node._replace(body=change(node.body), empty=empty)
    return node


def with_leaves(text: Sequence, change: Callable[[Literal | Placeholder], Node]) -> Sequence:
    """The same tree with another node in place of each literal and each placeholder."""

    def inside(node: Sequence) -> Sequence:
        return node._replace(
            parts=tuple(
                [change(part) if isinstance(part, LEAVES) else with_inside(part, inside) for part in node.parts]
            )
        )

    return inside(text)
