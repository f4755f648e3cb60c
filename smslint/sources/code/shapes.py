"""What the nodes of a program mean, in all languages alike. A grammar makes the shape of each node from a table of its kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.text.tree import Placeholder

Node: TypeAlias = Any
"""A node of tree-sitter, or a :class:`~smslint.sources.code.grammar.Chain` of them."""


class Part(NamedTuple):
    """A part of a string literal, by its place in the file."""

    start: int
    end: int
    text: str | None
    """The decoded text; ``None`` for an expression in the string."""
    inner: Node = None
    """The expression, if it may be a text itself."""
    name: str = ""
    """The expression as written."""
    names: Names = ()
    """The variable, if there is no node for the expression."""
    hole: Placeholder | None = None
    """The place of the value, if it is printed in another form or width."""


class Written(NamedTuple):
    """A string literal."""

    parts: tuple[Part, ...]


class Named(NamedTuple):
    """A variable, a constant or an attribute of one."""

    names: Names


class Joined(NamedTuple):
    """A concatenation."""

    operands: tuple[Node, ...]


class Chosen(NamedTuple):
    """An expression with one of several values."""

    condition: str
    arms: tuple[Node, ...]
    asked: Node = None
    several: bool = False
    """Whether it is written like a statement: if it is returned, each arm is a message."""


class Argument(NamedTuple):
    """One argument of a call, or one entry of a list or a table."""

    key: str | None
    node: Node


class Called(NamedTuple):
    """A call, or the construction of an object."""

    callee: Names
    owner: Node
    """What the method belongs to; ``None`` for a function."""
    arguments: tuple[Argument, ...]
    blocks: tuple[Node, ...] = ()
    """Functions without a name that it is given."""
    new: bool = False

    @property
    def name(self) -> str:
        """The last name of the function; empty if it has none, as that of ``function() { }()``."""
        return self.callee[-1] if self.callee else ""

    @property
    def first_name(self) -> str:
        """The first name of the function, which may be that of a class; empty if it has none."""
        return self.callee[0] if self.callee else ""


def divided(arguments: tuple[Argument, ...], *closures: str) -> tuple[tuple[Argument, ...], tuple[Node, ...]]:
    """The arguments of a call, and the functions without a name among them.

    :param closures: the kinds of their nodes.
    """
    plain = tuple(each for each in arguments if each.node.type not in closures)
    return plain, tuple(each.node for each in arguments if each.node.type in closures)


class Indexed(NamedTuple):
    """An entry of a list or a table."""

    owner: Node
    key: Node


class Listed(NamedTuple):
    """A list, or a table with keys."""

    entries: tuple[Argument, ...]


class Filled(NamedTuple):
    """A template and its values: ``"..." % x``."""

    template: Node
    values: tuple[Argument, ...]
    python: str = ""
    """How Python fills it: ``percent`` or ``brace``. The values of a key ``*`` or ``**`` are those of a list or a table."""


class Bound(NamedTuple):
    """A variable gets a value, or something is added to its value."""

    names: Names
    value: Node
    adds: bool = False
    falls: bool = False
    """Whether it keeps its value if it has one: ``??=``."""
    key: Node = None
    """Of an entry of the variable that gets the value: what is in the brackets."""
    declares: bool = False
    """Whether the variable begins here, and belongs to the block around."""
    hoists: bool = False
    """Whether it belongs to the whole function instead: ``var`` of JavaScript."""


class Parallel(NamedTuple):
    """Several variables get their values at the same time: ``s, t = t, s``."""

    bindings: tuple[Node, ...]


class Declared(NamedTuple):
    """Variables of this function, without a value."""

    names: frozenset[str]


class Outer(NamedTuple):
    """Variables that are not those of this function: ``nonlocal``."""

    names: frozenset[str]


class Forked(NamedTuple):
    """Statements of which one arm runs, or perhaps none."""

    asked: tuple[Node, ...]
    arms: tuple[tuple[Node, ...], ...]
    closed: bool = False
    """Whether one of the arms certainly runs."""
    gives: bool = False
    """Whether it is also an expression, with the value of the arm that runs."""
    cases: bool = False
    """Whether a ``break`` ends an arm, and an arm without one runs into the next: ``switch``."""
    into_next: bool = False
    """Whether an arm that does not end runs into the next."""


class Perhaps(NamedTuple):
    """An expression, and one that may not be evaluated after it: ``a && b``."""

    first: Node
    rest: Node


class Tried(NamedTuple):
    """Statements of which an error may skip the rest."""

    body: tuple[Node, ...]
    handlers: tuple[tuple[Node, ...], ...]
    final: tuple[Node, ...] = ()
    """What runs in any case."""
    rest: tuple[Node, ...] = ()
    """What runs if there was no error."""


class Deferred(NamedTuple):
    """A call at the end of the function."""

    node: Node


class Wild(NamedTuple):
    """A place that the program may reach from anywhere, and what is there."""

    nodes: tuple[Node, ...]
    everything: bool = False
    """Whether it may change any variable of the file."""


class Repeated(NamedTuple):
    """Statements that run any number of times."""

    over: Node
    body: tuple[Node, ...]
    names: frozenset[str] = frozenset()
    """The words before the body, among them its variables."""
    item: str = ""
    """The variable that has each item in turn, where it has nothing else."""
    after: tuple[Node, ...] = ()
    """What runs after each round."""
    declares: bool = False
    """Whether these variables end with the loop."""


class Hidden(NamedTuple):
    """Code after which variables have values that are not followed: ``with open(path) as body``, ``const { body } = order``."""

    names: frozenset[str]
    nodes: tuple[Node, ...]
    declares: bool = False
    """Whether they begin here, and end with the block around."""
    takes: tuple[tuple[str, str], ...] = ()
    """The variables that get an entry of the list or table that the last node is, and its place or key."""


class Returned(NamedTuple):
    """A return from the function."""

    values: tuple[Node, ...]


class Left(NamedTuple):
    """An error that is raised, or the end of a loop: what follows in the same block does not run."""

    breaks: bool = False
    next_round: bool = False
    """Whether the loop goes on."""
    farther: bool = False
    """Whether it names what it leaves, which may be farther around."""


class Defined(NamedTuple):
    """A function or a method."""

    name: str
    parameters: frozenset[str]
    body: tuple[Node, ...]
    gives: bool = False
    """Whether its value is that of its last expression."""
    given: tuple[Node, ...] = ()
    """Its parameters, which may have defaults."""


class Grouped(NamedTuple):
    """A class, a module or a block; ``names`` is empty for a block."""

    names: Names
    nodes: tuple[Node, ...]
    scoped: bool = False
    """Whether it is a class or a module: what is assigned in it is a constant."""
    labelled: bool = False
    """Whether a ``break`` can end it."""


class Absent(NamedTuple):
    """No value: ``null``."""


class Nothing(NamedTuple):
    """Code without texts: imports, types, comments."""


class Other(NamedTuple):
    """Anything else: its nodes may contain texts."""

    nodes: tuple[Node, ...]


Shape: TypeAlias = (
    Written | Named | Joined | Chosen | Called | Indexed | Listed | Filled | Bound | Forked | Repeated | Hidden | Returned | Left | Defined | Grouped
    | Absent | Nothing | Other | Parallel | Declared | Outer | Tried | Perhaps | Deferred | Wild
)  # fmt: skip
