"""What a function of the file sends of the text that it is given: ``def send_sms(text): text += " Reply STOP"; ...`` sends both.

The body of such a function is run again with what each call gives it. What it then sends takes the place of the text of the call; where
the function makes something of it that is not followed, what the call sends is unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.changing import opened
from smslint.sources.code.deciding import facts_of
from smslint.sources.code.finding import FoundText, Texts
from smslint.sources.code.flow import Flow
from smslint.sources.code.handing import given_as, is_assigned, made_of, mentions, parameter_count
from smslint.sources.code.returning import with_returned
from smslint.sources.code.values import Value, chosen, followed, literal_spans, starts_of
from smslint.sources.helpers import calls_of_names, is_a_class, is_of_this_file
from smslint.span import Span
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.finding import Call
    from smslint.sources.code.shapes import Node

_LONGEST: Final = 4000
"""Characters of a function whose result is followed."""
_METHOD: Final = r"\bfunc\s*\(\s*{}\s"
"""The start of a method of Go, with the name of its own object."""
_BY_PLACE: Final = re.compile(r"(?<![\w.])arguments\s*\[[^\]]*\]\s*=(?!=)")
_SEVERAL: Final = 2
"""How many functions of one name are several."""
_DEEPEST: Final = 3
"""How many functions that give a text to each other are followed."""
_MOST: Final = 500
"""How many calls of a file are run."""


class _Function(NamedTuple):
    """A function of the file, and where it is defined."""

    shape: shapes.Defined
    around: Frame

    @property
    def scope(self) -> Names:
        return (*self.around.scope, self.shape.name)


class Inlining(Flow):
    """Runs one file, and its functions again with what they are given."""

    functions: dict[str, list[_Function]]
    runs: int
    returns: list[FoundText]
    """What the functions of the file return."""
    changing: set[str]
    """The functions that change what they are given."""
    filled: list[FoundText]
    """Of those, what is only returned to a function that sends it."""
    known: list[Span]
    """Where functions send what all of their calls show."""
    used: dict[str, set[int]]
    """Where functions are called whose results are known."""
    running: list[str]
    """The functions whose results are looked for."""
    unfilled: dict[str, Value | None]
    """What functions return if they are given nothing that is known."""

    def run(self, root: Node) -> None:
        self.functions, self.runs, self.returns, self.filled, self.changing = {}, 0, [], [], set()
        self.used, self.running, self.unfilled, self.known = {}, [], {}, []
        super().run(root)
        self.returns = [each for each in self.texts.found if each.why == "return"]
        found = self.whole(self.texts, 0)
        gone = set(map(id, self.filled))
        self.texts.found = self.without_parts([each for each in found if id(each) not in gone])

    def define(self, shape: shapes.Defined, defaults: Mapping[str, Node]) -> list[Value]:
        known = self.functions.setdefault(shape.name, [])
        if all(each.shape is not shape for each in known):
            known.append(_Function(shape, self.frame))
        return super().define(shape, defaults)

    def given(self, value: Value, path: Names) -> None:
        """Also keep that a function returns something that it makes of a parameter in a way that is not followed."""
        super().given(value, path)
        parameters = self.frame.parameters
        if (
            self.frame.function
            and not value.written
            and value.entries is None
            and any(mentions(each, value.source) for each in parameters)
        ):
            changed = parameters & self.frame.variables.keys()
            self.texts.add(FoundText("return", path, path, value, changed=changed))

    def result(self, shape: shapes.Called, given: list[tuple[str | None, Value]], place: Span) -> Value | None:
        """What a function of the file returns: only of one that has no other effect, whose text a larger one may contain."""
        name = shape.name
        known = self.functions_of_file.known.get(name, ())
        if len(known) != 1 or shape.new or shape.blocks or name in self.running or len(self.running) >= _DEEPEST:
            return None
        node, defined = known[0]
        length = self.file.end(node) - self.file.place(node).start
        if (
            not self.is_own(shape.callee)
            or length > _LONGEST
            or any(not is_a_class(each, self.file.text) for each in self.functions_of_file.reach(name) or ())
        ):
            return None
        values = {
            each: found[1]
            for each in defined.parameters
            if (found := given_as(each, name, given, self.file.text)) is not None
            and (found[1].written or found[1].result or found[1].entries is not None)
        }
        facts = facts_of(defined, given, self.file)
        known_before = not values and not facts
        if known_before and name in self.unfilled:
            found_before = self.unfilled[name]
        elif self.runs >= _MOST:
            return None
        else:
            self.runs += 1
            found_before = self.returned_by(defined, values, facts)
            if known_before:
                self.unfilled[name] = found_before
        if found_before is not None:
            self.used.setdefault(name, set()).add(place.start)
        return found_before

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

    def without_parts(self, found: list[FoundText]) -> list[FoundText]:
        """The found texts without those of functions that are only parts of larger ones."""
        sent = {each.value.callee[-1] for each in found if each.why == "sent" and each.value.callee}
        parts = {
            name
            for name, calls in self.used.items()
            if name not in sent and calls_of_names(self.file.text).get(name, 0) <= len(calls) + 1
        }
        larger = [
            starts_of(each.value)
            for each in found
            if each.why == "sent" or (each.named and each.named[-1] not in parts)
        ]
        return [
            each
            for each in found
            if each.why != "return"
            or not each.named
            or not any(name in parts for name in each.path)
            or not any(starts_of(each.value) < one for one in larger)
        ]

    def whole(self, texts: Texts, depth: int) -> list[FoundText]:
        """The found texts, with what functions of the file send in place of what calls give them."""
        found = texts.found
        sending = {name for each in found if each.why == "sent" for name in each.path}
        for name in sorted(sending & texts.calls.keys() & self.functions.keys()) if depth < _DEEPEST else ():
            replaced: list[FoundText] = []
            calls = 0
            for call in texts.calls[name]:
                if not is_of_this_file(call.callee, self.file.text):
                    continue
                made = [each for one in self.functions[name] for each in self.sent(one, call, depth)]
                if made:
                    calls += 1
                    replaced += made
                    places = {each.value.place for each in made}
                    found = [each for each in found if not (each.why == "sent" and each.value.place in places)]
            if replaced and calls_of_names(self.file.text).get(name, 0) <= calls + 1:
                own = [each.scope for each in self.functions[name]]
                inside = [
                    each for each in found if each.why == "sent" and any(each.path[: len(one)] == one for one in own)
                ]
                self.known += [each.value.place for each in inside]
                gone = set(map(id, inside))
                found = [each for each in found if id(each) not in gone]
            found = [*found, *replaced]
        return found

    def sent(self, function: _Function, call: Call, depth: int) -> Iterator[FoundText]:
        """What a function sends of the texts that a call gives it; nothing if it sends none of them."""
        name, source = function.shape.name, self.file.text
        if not self.fits(function.shape, call) or self.is_changed_by_place(function.shape):
            return
        given: dict[str, tuple[str, Value]] = {}
        for each in function.shape.parameters:
            found = given_as(each, name, call.given, source)
            if found is not None and _has_text(found[1]):
                given[each] = found
        if not given:
            return
        if self.runs >= _MOST:
            if name in self.changing:
                yield from (_lost(call.found(*each)) for each in given.values())
            return
        self.runs += 1
        facts = facts_of(function.shape, call.given, self.file)
        sent = self.run_with(function, {each: value for each, (_, value) in given.items()}, facts, depth)
        for parameter, (key, value) in given.items():
            starts = _starts(value)
            at = call.found(key, value)
            holding = [each.value for each in sent if starts & starts_of(each.value)]
            if holding:
                if any(each.parts != value.parts for each in holding):
                    self.changing.add(name)
                yield from (at._replace(value=each.at(value.place, value.source)) for each in holding)
            elif any(self.depends(each.value, parameter, name) for each in sent):
                self.changing.add(name)
                yield _lost(at)

    def fits(self, shape: shapes.Defined, call: Call) -> bool:
        """Whether this may be the function that is called: of several with its name, those with as many parameters."""
        known = self.functions_of_file.known.get(shape.name, ())
        if len(known) < _SEVERAL:
            return True
        starts = ((self.file.place(node).start, each) for node, each in known)
        same = [each for start, each in starts if parameter_count(shape.name, self.file.text, start) == len(call.given)]
        return not same or any(each is shape for each in same)

    def is_changed_by_place(self, shape: shapes.Defined) -> bool:
        """Whether a function may give its parameters other values without their names: ``arguments[0] = "Bye"``."""
        source = self.file.text
        return "arguments" in source and any(_BY_PLACE.search(self.file.source(each)) for each in shape.body)

    def run_with(
        self, function: _Function, given: Mapping[str, Value], facts: Mapping[str, str], depth: int
    ) -> list[FoundText]:
        """What the body of a function sends where its parameters have these texts, and are what the facts say."""
        texts, _ = self.run_apart(function.shape, function.around, given, facts)
        found = with_returned([*self.whole(texts, depth + 1), *self.returns], self.file.text)
        left = set(map(id, found))
        self.filled += [each for each in self.returns if id(each) not in left]
        return [each for each in found if each.why == "sent"]

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

    def depends(self, value: Value, parameter: str, function: str) -> bool:
        """Whether what is sent may be made of a parameter in a way that is not followed."""
        names = made_of(parameter, function, self.file.text, value.place.start)
        written = [leaf.name for part in value.parts for leaf in leaves(part) if isinstance(leaf, Placeholder)]
        if not value.written:
            written.append(value.source)
        if any(mentions(name, each) for name in names - {parameter} for each in written):
            return True
        if any(mentions(parameter, each) and each != parameter for each in written):
            return True
        return parameter in written and is_assigned(parameter, function, self.file.text, value.place.start)


def _has_text(value: Value) -> bool:
    """Whether a value is a text, or a list of some."""
    return value.written or any(each.written for _, each in value.entries or ())


def _starts(value: Value) -> frozenset[int]:
    return starts_of(value).union(*(starts_of(each) for _, each in value.entries or ()))


def _lost(found: FoundText) -> FoundText:
    """A text that a call gives to a function that sends it, where it is unknown what is made of it."""
    value = found.value
    return found._replace(value=Value(place=value.place, source=value.source), hides=literal_spans(value))
