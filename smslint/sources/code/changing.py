"""The variables at a place in a program, and what methods change in them: ``text.append(x)``, ``params.SetBody(x)``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import knowledge
from smslint.sources.code.making import field_name, made, with_line
from smslint.sources.code.roots import root_of
from smslint.sources.code.values import (
    AGAIN,
    Value,
    joined,
    lost,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.effects import Effect
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
    facts: Mapping[str, str] = MappingProxyType({})
    """What parameters certainly are: see :mod:`smslint.sources.code.deciding`."""
    instance: str = ""
    """The class of the object whose method runs, if it is known."""
    receiver: str = ""
    """How such a method of Go calls its object."""
    effect: Effect | None = None
    """What the function does to its variables."""
    own: frozenset[str] = frozenset()
    """The variables of the function, which others do not see."""
    fields: set[str] = set()  # noqa: RUF012
    """Those that others see, and that have got a value here."""
    loose: frozenset[str] = frozenset()
    """The variables that functions in the function change: at any time, any number of times."""
    lent: frozenset[str] = frozenset()
    """The objects that such functions hand to something."""
    captured: set[str] = set()  # noqa: RUF012
    """Those that something changes from now on."""
    watched: set[str] = set()  # noqa: RUF012
    """Those that were shared at some time."""


def opened(variables: dict[str, Value], scope: Names = (), *, constants: bool = False) -> Frame:
    """A frame in which nothing has happened yet."""
    return Frame(variables, scope, constants=constants, fields=set(), captured=set(), watched=set())


class Changes:
    """Changes the variables of a program."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.frame = opened({})
        self.histories: list[dict[str, list[Value]]] = []
        """The values that variables get in each of the statements around that an error may end."""

    def is_lost(self, value: Value) -> bool:
        """Whether a value can be changed by anything that has it."""
        raise NotImplementedError

    def keep(self, key: str, value: Value) -> None:
        """A variable gets a value; of one that something else may change at any time, nothing is known."""
        if key in self.frame.loose or key in self.frame.captured or (key in self.frame.lent and self.is_lost(value)):
            value = lost(value)
        for each in self.histories:
            each.setdefault(key, []).append(value)
        self.frame.variables[key] = value

    def set_field(self, owner: Value, method: str, given: list[tuple[str | None, Value]]) -> None:
        """``params.SetBody(x)``."""
        fields = tuple((field_name(method), value) for _, value in given)
        key = ".".join(owner.names)
        if key in self.frame.variables:
            known = self.frame.variables[key]
            self.keep(key, known._replace(fields=(*known.fields, *fields), made=True))

    def added(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        """The text or the list after a method has added to it; its variable has it from now on."""
        name = shape.name
        if shape.owner is None and "" in self.frame.variables:
            owner = self.frame.variables[""]
            key = ""
        elif name == "Fprintf" and given:
            owner, key, given = given[0][1], ".".join(given[0][1].names), given[1:]
        elif shape.owner is None and name != "append":
            return None
        elif shape.owner is None and given and given[0][1].entries is not None:  # Go: append(list, x)
            owner, key, given = given[0][1], "-", given[1:]
        else:
            key = root_of(self.file, shape.owner)
        if owner is None or not (owner.written or owner.entries is not None):
            return None
        if name == "concat" and owner.entries is None:
            return None
        values = [value for _, value in given]
        if name in {"AppendFormat", "Fprintf", "appendFormat"}:
            values = [made(self.file.text, shape, None, given, place)]
        new: Value
        if name in knowledge.BEFORE or (len(given) > 1 and shape.owner is not None and name in knowledge.ADDS_ONE):
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
        new = new._replace(reach=owner.reach)
        if name == "concat" and not self.file.grammar.mutable_texts:
            return new
        holder, _, attribute = key.rpartition(".")
        if key in self.frame.variables:
            self.keep(key, new)
        elif (known := self.frame.variables.get(holder)) is not None and known.instance is not None:
            attributes = {**dict(known.instance.attributes), attribute: new}
            self.keep(holder, known._replace(instance=known.instance._replace(attributes=tuple(attributes.items()))))
        return new


def items_of(many: Value) -> tuple[tuple[str | None, Value], ...]:
    """The items of a list; of one that is not known, any number."""
    if many.entries is not None:
        return many.entries
    return ((AGAIN, Value(entries=((None, many),), place=many.place, source=many.source)),)
