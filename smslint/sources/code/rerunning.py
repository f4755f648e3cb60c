"""Runs the functions of a file again with what calls give them: what they send then, and what they return."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.changing import opened
from smslint.sources.code.deciding import facts_of
from smslint.sources.code.defaults import defaults
from smslint.sources.code.finding import Texts
from smslint.sources.code.flow import Flow
from smslint.sources.code.handing import ITSELF, given_as, parameter_type
from smslint.sources.code.overriding import Asked, clauses, overriding
from smslint.sources.code.table_facts import is_steady
from smslint.sources.code.values import Value, chosen, followed
from smslint.sources.helpers import is_a_class
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.shapes import Node

_LONGEST: Final = 4000
"""Characters of a function whose result is followed."""
_METHOD: Final = r"\bfunc\s*\(\s*{}\s"
"""The start of a method of Go, with the name of its own object."""
_MODULE: Final = r"\bdefmodule\s+(?:\w+\.)*{}\s+do\b"
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


class Ran(NamedTuple):
    """What a function did that was run with some values."""

    texts: Texts
    returned: list[Value]
    frame: Frame
    """Its variables at its end."""
    exits: int
    """At how many places it returned."""


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
    unfilled: dict[int, Value | None]
    """What functions return if they are given nothing that is known, by the ids of their shapes."""

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
        if shape.new or shape.blocks or name in self.running or len(self.running) >= DEEPEST:
            return None
        known: Sequence[tuple[Node, shapes.Defined]] = self.functions_of_file.known.get(name, ())
        extends = owner is not None and (owner.written or bool(owner.result))
        alone = len(known) == 1
        if not alone:
            known = self.running_of(shape.callee, given, known)
        elif not (extends or self.is_own(shape.callee)):
            return None
        if not known or not self.only_reads(name):
            return None
        results: list[Value] = []
        for node, defined in known:
            if self.file.whole(node).end - self.file.place(node).start > _LONGEST:
                return None
            found = self.result_of(node, defined, given, extends=extends)
            if found is None and (alone or not self.is_abstract(defined)):
                return None
            results += [found] if found is not None else []
        if not results:
            return None
        self.used.setdefault(name, set()).add(place.start)
        return chosen(results, name, place, self.file.text[slice(*place)])

    def running_of(
        self, callee: Names, given: list[tuple[str | None, Value]], known: Sequence[tuple[Node, shapes.Defined]]
    ) -> Sequence[tuple[Node, shapes.Defined]]:
        """The functions that a call may run, of several with one name."""
        if self.file.grammar.title == "Elixir":
            return clauses(known, given, self.file) if len(callee) == 1 else ()
        scope = self.frame.scope[:-1] if self.frame.function else self.frame.scope
        kinds = parameter_type(callee[0], self.frame.function, self.file.text) if len(callee) > 1 else frozenset()
        asked = Asked(callee, scope[-1] if scope else "", kinds)
        scopes = self.functions_of_file.scopes
        return overriding(asked, [(each, scopes.get(id(each[1]), ())) for each in known], self.file)

    def is_abstract(self, shape: shapes.Defined) -> bool:
        """Whether a function does nothing but raise an error, or has no body: others take its place."""
        return not shape.body or not self.run_apart(shape, opened({}), {}, {}).returned

    def result_of(
        self, node: Node, defined: shapes.Defined, given: list[tuple[str | None, Value]], *, extends: bool
    ) -> Value | None:
        """What one function returns of what a call gives it."""
        values = self.values_given(node, defined, given, extends=extends)
        facts = facts_of(defined, given, self.conditions)
        known_before = not values and not facts
        if known_before and id(defined) in self.unfilled:
            return self.unfilled[id(defined)]
        if self.runs >= MOST:
            return None
        self.runs += 1
        found_now = self.returned_by(defined, values, facts)
        if known_before:
            self.unfilled[id(defined)] = found_now
        return found_now

    def values_given(
        self, node: Node, defined: shapes.Defined, given: list[tuple[str | None, Value]], *, extends: bool
    ) -> dict[str, Value]:
        """What the parameters of a function are that are known: what a call gives it, or their defaults."""
        spread = any(key in {"...", "*", "**"} or each.source.startswith(("...", "*")) for key, each in given)
        values = {
            each: self.value(text)
            for each, text in (defaults(self.file, node, defined) if not spread else ())
            if given_as(each, defined.name, given, self.file.text) is None
        }
        values |= {
            each: followed(found[1])
            for each in defined.parameters
            if (found := given_as(each, defined.name, given, self.file.text)) is not None
            and (found[1].written or found[1].result or found[1].entries is not None or found[1].instance is not None)
        }
        if extends:
            values |= {key: followed(value) for key, value in given if key in ITSELF}
        return values

    def only_reads(self, name: str) -> bool:
        """Whether a function changes nothing outside of it: it has only classes of the file, and constant tables of texts."""
        changed = self.functions_of_file.changes(name)
        for each in self.functions_of_file.reach(name) or ():
            table = None if is_a_class(each, self.file.text) else self.constant((each,))
            if table is not None and each not in changed and not table.entries:
                continue  # a text, which nothing changes
            if table is not None and (not table.entries or not all(one.written for _, one in table.entries)):
                return False
            if table is None and each in changed and not is_a_class(each, self.file.text):
                return False
        return True

    def is_own(self, callee: Names) -> bool:
        """Whether a call can only be one of a function of the file."""
        if len(callee) == 1:
            return callee[0] not in self.frame.parameters and callee[0] not in self.frame.own
        owner, source = callee[-2], self.file.text
        if self.file.grammar.title == "Elixir":
            return re.search(_MODULE.format(re.escape(owner)), source) is not None
        table = self.constant(callee[:1]) if len(callee) == 2 else None
        if table is not None and table.entries is not None:
            return True
        return len(callee) == 2 and (
            is_a_class(owner, source) or re.search(_METHOD.format(re.escape(owner)), source) is not None
        )

    def returned_by(self, shape: shapes.Defined, given: Mapping[str, Value], facts: Mapping[str, str]) -> Value | None:
        """What a function returns where its parameters have these values."""
        known = self.functions.get(shape.name, [])
        scope = self.functions_of_file.scopes.get(id(shape), ())
        around = known[0].around if len(known) == 1 else opened({}, scope)
        self.running.append(shape.name)
        try:
            results = self.run_apart(shape, around, given, facts).returned
        finally:
            self.running.pop()
        found = chosen([followed(each) for each in results], shape.name, Span(0, 0), "") if results else None
        return found if found is not None and (found.written or found.entries is not None or found.made) else None

    def run_apart(
        self, shape: shapes.Defined, around: Frame, given: Mapping[str, Value], facts: Mapping[str, str]
    ) -> Ran:
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
        code = (
            ""
            if self.file.grammar.immutable
            else "".join(self.file.text[slice(*self.file.whole(each))] for each in shape.body)
        )
        steady = {name: fact for name, fact in facts.items() if is_steady(name, changed, code)}
        self.frame = self.frame._replace(facts=steady, instance=around.instance, receiver=around.receiver)
        if around.instance:
            self.frame.fields.update(given.keys() - shape.parameters)
        leavings = self.leavings
        self.texts.opened(self.frame.scope)
        self.body(shape)
        self.texts.found += self.in_requests
        ran = Ran(self.texts, self.results, self.frame, self.leavings - leavings)
        self.frame, self.texts, self.in_requests, self.results = frame, texts, requests, results
        self.exits, self.begins, self.deferred, self.closed_by, self.histories, self.leavings, self.last_value = (
            around_it
        )
        return ran
