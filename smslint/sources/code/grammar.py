"""A language of programs: its tree-sitter grammar, and a table that says what the kinds of its nodes mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from smslint.sources.code import shapes
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code.shapes import Argument, Node, Shape
    from smslint.sources.expression import ByteIndex

_LONGEST_NAME: Final = 64
_SPLIT: Final = re.compile(r"[^\W]+[?!]?")


class Chain(NamedTuple):
    """Nodes in a row that are one expression, in a grammar without a node for it."""

    type: str
    nodes: tuple[Any, ...]

    @property
    def start_byte(self) -> int:
        return int(self.nodes[0].start_byte)

    @property
    def end_byte(self) -> int:
        return int(self.nodes[-1].end_byte)

    @property
    def id(self) -> tuple[int, int]:
        return (self.nodes[0].id, self.nodes[-1].id)


Rule: TypeAlias = "Callable[[File, Node], Shape]"


class Grammar(NamedTuple):
    """One language."""

    title: str
    """Its name, for people."""
    module: str
    """The Python module of the tree-sitter grammar."""
    kinds: Mapping[str, Rule]
    """The meaning of each kind of node. A kind without a rule is :class:`~smslint.sources.code.shapes.Other`."""
    missing: frozenset[str] = frozenset()
    """Kinds of nodes that may be missing: ends of statements, which the grammar does not see before a closing brace."""
    angles: bool = True
    """Whether it has type arguments in angle brackets, and comments like those of C."""
    prints_nothing: bool = False
    """Whether a text with ``nil`` in it has nothing in that place."""
    assigned_is_own: str = ""
    """Which functions own what they assign without a declaration: ``always``, ``named`` ones, or none."""
    mutable_texts: bool = False
    """Whether a method can change a text behind its name."""
    immutable: bool = False
    """Whether nothing can be changed behind its name."""
    copies: bool = False
    """Whether a list with another name is another list."""
    isolated: bool = False
    """Whether a function with a name sees no variables around it, and attributes only through their object."""
    leaves_closure: Callable[[str], bool] = lambda _written: True
    """Whether a return, as written, only leaves the function without a name that it is in."""
    eased: Callable[[ByteIndex], bytes] = lambda index: index.data
    """The file as the parser gets it; see :mod:`smslint.sources.code.easing`."""

    def owns_assigned(self, function: str) -> bool:
        """Whether a function owns what it assigns without a declaration.

        :param function: its name; empty for one without a name.
        """
        return self.assigned_is_own == "always" or (self.assigned_is_own == "named" and bool(function))


class File:
    """One file: its text, and the shapes of its nodes."""

    def __init__(self, text: str, index: ByteIndex, grammar: Grammar) -> None:
        self.text = text
        self.index = index
        self.grammar = grammar
        self.notes: dict[str, Any] = {}
        """What a grammar knows about the whole file."""
        self.raw: set[int] = set()
        """The ids of literals whose backslashes mean themselves because of what is around them."""
        self._shapes: dict[object, Shape] = {}
        """By the kinds and ids of nodes: a chain of calls asks for its first ones at each of its calls."""

    def place(self, node: Node) -> Span:
        """The place of a node in the file."""
        return Span(self.index.character(node.start_byte), self.index.character(node.end_byte))

    def whole(self, node: Node) -> Span:
        """Where a statement or an expression is."""
        return self.place(node)

    def source(self, node: Node) -> str:
        """The code of a node."""
        return self.text[slice(*self.place(node))]

    def shape(self, node: Node) -> Shape:
        """The meaning of a node."""
        key = (node.type, node.id)
        known = self._shapes.get(key)
        if known is None:
            rule = self.grammar.kinds.get(node.type)
            known = shapes.Other(tuple(inner(node))) if rule is None else rule(self, node)
            self._shapes[key] = known
        return known

    def defaults(self, _node: Node) -> Iterable[tuple[str, Node]] | None:
        """The parameters of a function with a text as their default, and that text, where the language's own tree has them."""
        return None

    def names(self, node: Node) -> Names:
        """``client.messages.create`` as names, through calls and indexes; empty for anything else."""
        found: list[str] = []
        for _ in range(_LONGEST_NAME):
            if node is None:
                break
            match self.shape(node):
                case shapes.Named(names):
                    found.extend(reversed(names))
                    break
                case shapes.Called(callee):
                    found.extend(reversed(callee))
                    break
                case shapes.Indexed(owner, _):
                    node = owner
                case shapes.Other((one,)):
                    node = one
                case _:
                    break
        return tuple(reversed(found[:_LONGEST_NAME]))


def inner(node: Node) -> list[Node]:
    """The nodes in a node, without comments."""
    if isinstance(node, Chain):
        return list(node.nodes)
    return [each for each in node.named_children if not each.is_extra and "comment" not in each.type]


def field(node: Node, *names: str) -> Node:
    """The first of these fields that a node has."""
    for name in names:
        if (found := node.child_by_field_name(name)) is not None:
            return found
    return None


def kind(node: Node, *kinds: str) -> Node:
    """The first node of a kind in a node."""
    return next((each for each in node.named_children if each.type in kinds), None)


def words(file: File, node: Node) -> Names:
    """The words of a node: ``@client`` and ``a::B`` as names."""
    return tuple(_SPLIT.findall(file.source(node))) if node is not None else ()


def filling(file: File, node: Node) -> Iterable[Argument]:
    """The values that a template is filled with: a list, a table or one value."""
    shape = file.shape(node)
    return shape.entries if isinstance(shape, shapes.Listed) else (shapes.Argument(None, node),)


def entry(file: File, node: Node, pairs: tuple[str, ...]) -> Argument:
    """An entry of a list; of a table, if it is one of these kinds of node."""
    if node.type not in pairs:
        return shapes.Argument(None, node)
    key, value = field(node, "key", "left", "name"), field(node, "value", "right")
    parts = inner(node)
    if key is None or value is None:
        key, value = parts[0], parts[-1]
    return shapes.Argument(key_of(file, key), value)


def key_of(file: File, node: Node) -> str:
    """A key as a text: the string, or the name as written."""
    shape = file.shape(node)
    while isinstance(shape, shapes.Other) and len(shape.nodes) == 1:
        shape = file.shape(shape.nodes[0])
    if isinstance(shape, shapes.Written):
        return "".join(part.text if part.text is not None else part.name for part in shape.parts)
    if isinstance(shape, shapes.Named) and shape.names:
        return shape.names[-1]
    return file.source(node).strip(" :[]")


def parameters(file: File, node: Node, *kinds: str) -> frozenset[str]:
    """The words of the parameters: their names, and what else they are declared with."""
    found = [each for each in node.named_children if each.type in kinds]
    return frozenset(word for each in found for word in words(file, each))


def joined_names(file: File, owner: Node, name: Node) -> Names:
    """The names of a member: those of what it belongs to, and its own."""
    own = words(file, name)
    return (*(file.names(owner) if owner is not None else ()), *own[:1])
