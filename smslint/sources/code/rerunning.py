"""Runs the functions of a file again with what calls give them: what they send then, and what they return."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.changing import opened
from smslint.sources.code.deciding import facts_of
from smslint.sources.code.defaults import defaults
from smslint.sources.code.finding import Texts
from smslint.sources.code.flow import Flow
from smslint.sources.code.handing import ITSELF, given_as
from smslint.sources.code.values import Value, chosen, followed
from smslint.sources.helpers import is_a_class
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.shapes import Node

_LONGEST: Final = 4000
"""Characters of a function whose result is followed."""
_METHOD: Final = r"\bfunc\s*\(\s*{}\s"
"""The start of a method of Go, with the name of its own object."""
DEEPEST: Final = 3
"""How many functions that give a text to each other are followed."""
MOST: Final = 500
"""How many calls of a file are run."""


class Function(NamedTuple):
    """A function of the file, and where it is defined."""

    shape: shapes.Defined
    around: Frame

    @property
    def scope(self) -> Names:
        return (*self.around.scope, self.shape.name)


class Rerunning(Flow):
    """Runs one file, and knows what its functions return."""

    functions: dict[str, list[Function]]
    defined: dict[int, shapes.Defined]
    """Those functions by the ids of their shapes."""
    runs: int
    used: dict[str, set[int]]
    """Where functions are called whose results are known."""
    running: list[str]
    """The functions whose results are looked for."""
    unfilled: dict[str, Value | None]
    """What functions return if they are given nothing that is known."""

    def run(self, root: Node) -> None:
        self.defined = {}
        self.functions, self.runs, self.used, self.running, self.unfilled = {}, 0, {}, [], {}
        super().run(root)

    def define(self, shape: shapes.Defined, defaults: Mapping[str, Node]) -> list[Value]:
        if id(shape) not in self.defined:
            self.defined[id(shape)] = shape
            self.functions.setdefault(shape.name, []).append(Function(shape, self.frame))
        return super().define(shape, defaults)

    def result(
        self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None, place: Span
    ) -> Value | None:
        """What a function of the file returns: only of one that has no other effect, whose text a larger one may contain."""
        name = shape.name
        known = self.functions_of_file.known.get(name, ())
        if len(known) != 1 or shape.new or shape.blocks or name in self.running or len(self.running) >= DEEPEST:
            return None
        node, defined = known[0]
        length = self.file.end(node) - self.file.place(node).start
        extends = owner is not None and (owner.written or bool(owner.result))
        if not (extends or self.is_own(shape.callee)) or length > _LONGEST or not self.only_reads(name):
            return None
        values = {each: self.value(text) for each, text in defaults(self.file, node, defined)}
        values |= {
            each: followed(found[1])
            for each in defined.parameters
            if (found := given_as(each, name, given, self.file.text)) is not None
            and (found[1].written or found[1].result or found[1].entries is not None)
        }
        if extends:
            values |= {key: followed(value) for key, value in given if key in ITSELF}
        facts = facts_of(defined, given, self.file, self.frame.facts)
        known_before = not values and not facts
        if known_before and name in self.unfilled:
            found_before = self.unfilled[name]
        elif self.runs >= MOST:
            return None
        else:
            self.runs += 1
            found_before = self.returned_by(defined, values, facts)
            if known_before:
                self.unfilled[name] = found_before
        if found_before is not None:
            self.used.setdefault(name, set()).add(place.start)
        return found_before

    def only_reads(self, name: str) -> bool:
        """Whether a function changes nothing outside of it: it has only classes of the file, and constant tables of texts."""
        for each in self.functions_of_file.reach(name) or ():
            table = None if is_a_class(each, self.file.text) else self.constant((each,))
            if table is not None and (not table.entries or not all(one.written for _, one in table.entries)):
                return False
            if table is None and not is_a_class(each, self.file.text):
                return False
        return True

    def is_own(self, callee: Names) -> bool:
        """Whether a call can only be one of a function of the file."""
        if len(callee) == 1:
            return callee[0] not in self.frame.parameters and callee[0] not in self.frame.own
        owner, source = callee[-2], self.file.text
        table = self.constant(callee[:1]) if len(callee) == 2 else None
        if table is not None and table.entries is not None:
            return True
        return len(callee) == 2 and (
            is_a_class(owner, source) or re.search(_METHOD.format(re.escape(owner)), source) is not None
        )

    def returned_by(self, shape: shapes.Defined, given: Mapping[str, Value], facts: Mapping[str, str]) -> Value | None:
        """What a function returns where its parameters have these values."""
        known = self.functions.get(shape.name, [])
        if len(known) == 1:
            around = known[0].around
        else:
            scope = self.frame.scope
            around = opened({}, scope[:-1] if self.frame.function and scope[-1:] == (self.frame.function,) else scope)
        self.running.append(shape.name)
        try:
            results = self.run_apart(shape, around, given, facts)[1]
        finally:
            self.running.pop()
        found = chosen([followed(each) for each in results], shape.name, Span(0, 0), "") if results else None
        return found if found is not None and (found.written or found.entries is not None) else None

    def run_apart(
        self, shape: shapes.Defined, around: Frame, given: Mapping[str, Value], facts: Mapping[str, str]
    ) -> tuple[Texts, list[Value]]:
        """What the body of a function sends, and what it returns, where its parameters have these values."""
        frame, texts, requests, results = self.frame, self.texts, self.in_requests, self.results
        around_it = (
            self.exits,
            self.begins,
            self.deferred,
            self.closed_by,
            self.histories,
            self.leavings,
            self.last_value,
        )
        self.texts, self.in_requests, self.results = Texts(self.file.text, self.options), [], []
        self.exits, self.begins, self.deferred, self.closed_by, self.histories = [], {}, [], None, []
        self.frame = self.entered(shape, {**self.seen_by(around, shape), **given})._replace(
            scope=(*around.scope, shape.name), function=shape.name, parameters=shape.parameters - given.keys()
        )
        effect = self.frame.effect
        changed = {*effect.bound, *effect.changed, *effect.stored} if effect is not None else set()
        steady = {name: fact for name, fact in facts.items() if name not in changed}
        self.frame = self.frame._replace(facts=steady)
        self.texts.opened(self.frame.scope)
        self.body(shape)
        self.texts.found += self.in_requests
        found, returned = self.texts, self.results
        self.frame, self.texts, self.in_requests, self.results = frame, texts, requests, results
        self.exits, self.begins, self.deferred, self.closed_by, self.histories, self.leavings, self.last_value = (
            around_it
        )
        return found, returned
