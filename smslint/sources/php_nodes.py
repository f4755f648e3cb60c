"""The nodes of a PHP file as the driver that follows texts gets them: each has its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import dataclass
from smslint.sources.code import shapes
from smslint.sources.code.grammar import File, Grammar
from smslint.sources.expression import ByteIndex
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.code.shapes import Shape

_GRAMMAR: Final = Grammar("PHP", "", {}, assigned_is_own="always", copies=True, isolated=True)
CLOSURE: Final = "closure"
"""The type of functions without a name."""


@dataclass(slots=True, eq=False)
class PhpNode:
    """A statement or an expression."""

    start: int
    end: int
    shape: Shape
    named_children: tuple[PhpNode, ...] = ()
    """Of a function, the defaults of its parameters."""
    type: str = "php"
    is_extra: bool = False

    @property
    def id(self) -> int:
        """Tells it from the other nodes of the file."""
        return id(self)


class PhpFile(File):
    """A PHP file for the driver that follows texts."""

    def __init__(self, text: str) -> None:
        super().__init__(text, ByteIndex(""), _GRAMMAR)

    def place(self, node: PhpNode) -> Span:
        return Span(node.start, node.end)

    def shape(self, node: PhpNode) -> Shape:
        return node.shape


def names_of(node: PhpNode | None) -> Names:
    """The names of what a method or an attribute belongs to, through calls and keys."""
    while node is not None:
        match node.shape:
            case shapes.Named(names) | shapes.Called(names):
                return names[-_LONGEST:]
            case shapes.Indexed(owner, _):
                node = owner
            case shapes.Other((one,)):
                node = one
            case _:
                return ()
    return ()


def holder_of(node: PhpNode) -> Names:
    """The variable in which an entry is; ``-`` for anything else."""
    while True:
        match node.shape:
            case shapes.Indexed(owner, _):
                node = owner
            case shapes.Other((one,)):
                node = one
            case shapes.Named(names):
                return names
            case _:
                return ("-",)


_LONGEST: Final = 64
"""How many names of a chain of calls are kept."""
