"""Rules for the tables of the languages: what a kind of node means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import matching, shapes
from smslint.sources.code.grammar import Chain, entry, field, filling, inner, joined_names, key_of, words
from smslint.sources.code.roots import holder_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Argument, Node, Shape

_LONGEST_CHAIN: Final = 10_000
_SHORT: Final = frozenset({"&&", "||", "and", "or", "??", "?:"})
"""Operators whose right side is only evaluated after some values of the left side."""
_KEEPS: Final = frozenset({"??=", "||=", "&&="})
"""Assignments after which a variable may have the value that it had."""


def nothing(_file: File, _node: Node) -> Shape:
    return shapes.Nothing()


def named(file: File, node: Node) -> Shape:
    return shapes.Named(words(file, node))


def wrapped(*names: str) -> Rule:
    """An expression in a node that adds nothing: parentheses, casts, ``await``."""

    def rule(_file: File, node: Node) -> Shape:
        one = field(node, *names) if names else None
        return shapes.Other((one,) if one is not None else tuple(inner(node)[:1] if not names else inner(node)))

    return rule


def binary(
    left: str, operator: str, right: str, joins: str = "+", falls: str = "", fills: str = "", ands: str = ""
) -> Rule:
    """``a + b`` and ``a ?? b``; a chain of operators is nested to the left, or to the right.

    :param ands: operators whose value is that on their right, or none; the table has ``absent`` then.
    """

    def sign(node: Node) -> str:
        found = field(node, operator)
        return str(found.type) if found is not None else ""

    def rule(file: File, node: Node) -> Shape:
        mine = sign(node)
        if mine and mine in joins.split():
            operands: list[Node] = []
            after: list[Node] = [node]
            for _ in range(_LONGEST_CHAIN):
                if not after:
                    break
                each = after.pop()
                if each.type == node.type and sign(each) == mine:
                    after += [field(each, right), field(each, left)]
                else:
                    operands.append(each)
            return shapes.Joined(tuple(operands))
        if mine and mine in falls.split():
            return shapes.Chosen(file.source(field(node, left)), (field(node, left), field(node, right)))
        if mine and mine in ands.split():
            asked = field(node, left)
            return shapes.Chosen(file.source(asked), (field(node, right), Chain("absent", (node,))), asked)
        if mine in _SHORT:
            return shapes.Perhaps(field(node, left), field(node, right))
        if mine and mine in fills.split():
            return shapes.Filled(field(node, left), tuple(filling(file, field(node, right))))
        return shapes.Other(tuple(inner(node)))

    return rule


def choice(condition: str, *arms: str) -> Rule:
    """``a ? b : c``."""

    def rule(file: File, node: Node) -> Shape:
        asked = field(node, condition)
        found = tuple(each for name in arms if (each := field(node, name)) is not None)
        return shapes.Chosen(file.source(asked) if asked is not None else "", found, asked)

    return rule


def listed(*kinds: str) -> Rule:
    """A list of expressions, and of pairs if kinds of them are given."""

    def rule(file: File, node: Node) -> Shape:
        return shapes.Listed(tuple(entry(file, each, kinds) for each in inner(node)))

    return rule


def assigned(file: File, target: Node, value: Node, sign: str = "=", adds: str = "+=") -> Shape:
    """A variable, an attribute or an entry gets a value."""
    more, falls = sign in adds.split(), sign in _KEEPS
    for _ in range(_LONGEST_CHAIN):
        shape = file.shape(target)
        if not (isinstance(shape, shapes.Other) and len(shape.nodes) == 1):
            break
        target = shape.nodes[0]
    if isinstance(file.shape(target), shapes.Indexed):
        return shapes.Bound(tuple(holder_of(file, target).split(".")), value, more, falls, target)
    return shapes.Bound(file.names(target), value, more, falls)


def bound(name: str, value: str, operator: str = "", adds: str = "+=", *, declares: bool = False) -> Rule:
    """``name = value`` and ``name += value``.

    :param declares: whether the variable begins here.
    """

    def rule(file: File, node: Node) -> Shape:
        sign = field(node, operator) if operator else None
        target, given = field(node, name), field(node, value)
        if target is not None and given is None and declares:
            return shapes.Declared(frozenset(words(file, target)))
        if target is None or given is None:
            return shapes.Other(tuple(inner(node)))
        if target.type in {"left_assignment_list", "tuple_expression"}:  # several variables at once
            return matching.unpacked(file, target, given)
        if declares:
            return shapes.Bound(file.names(target), given, declares=True)
        return assigned(file, target, given, file.source(sign) if sign is not None else "=", adds)

    return rule


def absent(_file: File, _node: Node) -> Shape:
    return shapes.Absent()


def scoped(name: str, body: str) -> Rule:
    """A class or a module."""

    def rule(file: File, node: Node) -> Shape:
        content = field(node, body)
        found = field(node, name)
        nodes = (content,) if content is not None else tuple(each for each in inner(node) if each != found)
        return shapes.Grouped(words(file, found), nodes, scoped=True)

    return rule


def member(owner: str, *names: str) -> Rule:
    """``owner.name``."""

    def rule(file: File, node: Node) -> Shape:
        return shapes.Named(joined_names(file, field(node, owner), field(node, *names)))

    return rule


def indexed(owner: str, key: str) -> Rule:
    """``owner[key]``."""

    def rule(_file: File, node: Node) -> Shape:
        parts = inner(node)
        given = field(node, key) if key else parts[-1]
        return shapes.Indexed(field(node, owner) if owner else parts[0], given)

    return rule


class Arguments(NamedTuple):
    """How a language writes the arguments of calls."""

    wrapper: str = ""
    """The kind of node around one argument."""
    names: tuple[str, ...] = ("name",)
    """The fields with its name."""
    pairs: tuple[str, ...] = ()
    """Kinds of nodes with a name and a value."""
    closures: tuple[str, ...] = ()
    """Kinds of functions without a name."""

    def read(self, file: File, node: Node) -> tuple[tuple[Argument, ...], tuple[Node, ...]]:
        """The arguments of a list of them, and the functions without a name among them."""
        found: list[Argument] = []
        blocks: list[Node] = []
        for each in inner(node) if node is not None else ():
            argument = self.argument(file, each)
            if argument.node.type in self.closures:
                blocks.append(argument.node)
            else:
                found.append(argument)
        return tuple(found), tuple(blocks)

    def argument(self, file: File, node: Node) -> Argument:
        if node.type in self.pairs:
            return entry(file, node, self.pairs)
        if node.type != self.wrapper:
            return shapes.Argument(None, node)
        parts = inner(node)
        label = field(node, *self.names)
        value = field(node, "value") or (parts[-1] if parts else node)
        if node.children and node.children[0].type in {"ref", "out"}:  # of C#: the call may change the variable
            value = Chain("pattern_of", (value,)) if value.type == "identifier" else value
        return shapes.Argument(key_of(file, label) if label is not None and label != value else None, value)


def call(arguments: Arguments, owner: str, name: str, given: str = "arguments", *, new: bool = False) -> Rule:
    """A call of which the node has what the method belongs to, its name and its arguments."""

    def rule(file: File, node: Node) -> Shape:
        belongs = field(node, owner) if owner else None
        values, blocks = arguments.read(file, field(node, given))
        return shapes.Called(joined_names(file, belongs, field(node, name)), belongs, values, blocks, new=new)

    return rule


def call_of(arguments: Arguments, function: str, given: str, owners: tuple[str, ...]) -> Rule:
    """A call of which the function is an expression.

    :param owners: the fields of what a method belongs to, in a node of a member.
    """

    def rule(file: File, node: Node) -> Shape:
        called = field(node, function) if function else inner(node)[0]
        values, blocks = arguments.read(file, field(node, given))
        if called is not None and called.type in arguments.closures:
            blocks = (called, *blocks)
        names, owner = file.names(called), field(called, *owners) if called is not None else None
        if called is not None and isinstance(file.shape(called), shapes.Indexed):
            owner = called  # a function that is an entry of a table
        return shapes.Called(names, owner, values, blocks)

    return rule


def defined(name: str, body: str, params: str = "parameters", *, gives: tuple[str, ...] = ()) -> Rule:
    """A function.

    :param gives: kinds of bodies that are one expression.
    """

    def rule(file: File, node: Node) -> Shape:
        content = field(node, body)
        named_as = words(file, field(node, name)) if name else ()
        known = frozenset(words(file, field(node, params)))
        return shapes.Defined(
            named_as[-1] if named_as else "",
            known,
            (content,) if content is not None else (),
            content is not None and content.type in gives,
        )

    return rule


def written(literal: Callable[[File, Node], tuple[shapes.Part, ...]]) -> Rule:
    """A string literal."""

    def rule(file: File, node: Node) -> Shape:
        return shapes.Written(literal(file, node))

    return rule


def types(*kinds: str) -> dict[str, Rule]:
    """Kinds of nodes without texts."""
    return dict.fromkeys(kinds, nothing)
