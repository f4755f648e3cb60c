"""The variables at a place in a program, and what methods change in them: ``text.append(x)``, ``params.SetBody(x)``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import knowledge, shapes
from smslint.sources.code.handing import writes
from smslint.sources.code.making import field_name, made, with_line
from smslint.sources.code.values import (
    AGAIN,
    Value,
    joined,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.span import Span

DEEPEST: Final = 60
"""The limit for expressions in expressions: what is nested more deeply is unknown."""


class Frame(NamedTuple):
    """Where the program is."""

    variables: dict[str, Value]
    scope: Names = ()
    """The classes and functions around."""
    function: str = ""
    """The name of the function; empty outside of one, and in one without a name."""
    parameters: frozenset[str] = frozenset()
    defaults: Mapping[str, Value] = MappingProxyType({})
    """The texts that parameters have by default."""
    constants: bool = False
    """Whether what is assigned here is a constant: in a class, or at the top of the file."""


class Changes:
    """Changes the variables of a program."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.frame = Frame({})

    def forget(self, shape: shapes.Called) -> None:
        """The text of a variable is changed in a way that is not followed."""
        key = self.root(shape)
        if key in self.frame.variables:
            known = self.frame.variables[key]
            self.frame.variables[key] = unknown(known.place, known.source, opaque=True)
        elif key in self.frame.parameters:
            self.frame.variables[key] = unknown(self.file.place(shape.owner), key)

    def forget_given(self, shape: shapes.Called) -> None:
        """What a function of the file, or any function by its address, may do to the variables that it is given is not followed."""
        name = shape.callee[-1] if shape.callee else ""
        for index, each in enumerate(shape.arguments):
            source = self.file.source(each.node)
            known = self.frame.variables.get(source.lstrip("&"))
            if known is None or not (known.written or known.entries is not None):
                continue
            if source.startswith("&") or writes(name, index, self.file.text):
                self.frame.variables[source.lstrip("&")] = unknown(known.place, known.source, opaque=True)

    def set_field(self, owner: Value, method: str, given: list[tuple[str | None, Value]]) -> None:
        """``params.SetBody(x)``."""
        fields = tuple((field_name(method), value) for _, value in given)
        key = ".".join(owner.names)
        if key in self.frame.variables:
            self.frame.variables[key] = owner._replace(fields=(*owner.fields, *fields))

    def added(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        """The text or the list after a method has added to it; its variable has it from now on."""
        name = shape.callee[-1]
        if shape.owner is None and "" in self.frame.variables:
            owner = self.frame.variables[""]
            key = ""
        elif name == "Fprintf" and given:
            owner, key, given = given[0][1], ".".join(given[0][1].names), given[1:]
        elif shape.owner is None and given and given[0][1].entries is not None:  # Go: append(list, x)
            owner, key, given = given[0][1], "-", given[1:]
        else:
            key = self.root(shape)
        if owner is None or not (owner.written or owner.entries is not None):
            return None
        if name == "concat" and owner.entries is None:
            return None
        values = [value for _, value in given]
        if name in {"AppendFormat", "Fprintf", "appendFormat"}:
            values = [made(self.file.text, shape, None, given, place)]
        new: Value
        if name in knowledge.BEFORE:
            new = unknown(place, self.file.text[slice(*place)])
        elif owner.entries is not None:
            many = name in knowledge.MANY or any(label == "contentsOf" for label, _ in given)
            added = tuple(item for each in values for item in (items_of(each) if many else ((None, each),)))
            first = name in knowledge.FIRST
            new = owner._replace(entries=(*added, *owner.entries) if first else (*owner.entries, *added))
        else:
            new = joined([*values, owner] if name in knowledge.FIRST else [owner, *values], place, "")
            if name in knowledge.LINES:
                new = with_line(new, place)
        if key in self.frame.variables:
            self.frame.variables[key] = new
        return new

    def root(self, shape: shapes.Called) -> str:
        """The variable that a chain of methods belongs to."""
        node = shape.owner
        for _ in range(DEEPEST):
            if node is None:  # a call without an owner, or nothing in brackets
                break
            match self.file.shape(node):
                case shapes.Named(names):
                    return ".".join(names)
                case shapes.Called(callee, owner) if owner is not None or callee[-1:] == ("append",):
                    if owner is None:
                        return ""
                    node = owner
                case shapes.Other((one,)):
                    node = one
                case shapes.Joined(operands):
                    node = operands[0]
                case _:
                    break
        return "-"


def items_of(many: Value) -> tuple[tuple[str | None, Value], ...]:
    """The items of a list; of one that is not known, any number."""
    if many.entries is not None:
        return many.entries
    return ((AGAIN, Value(entries=((None, many),), place=many.place, source=many.source)),)
