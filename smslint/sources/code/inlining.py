"""What a function of the file sends of the text that it is given: ``def send_sms(text): text += " Reply STOP"; ...`` sends both.

The body of such a function is run again with what each call gives it. What it then sends takes the place of the text of the call; where
the function makes something of it that is not followed, what the call sends is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.finding import FoundText, Texts
from smslint.sources.code.flow import Flow
from smslint.sources.code.handing import given_as, is_assigned, made_of, mentions
from smslint.sources.code.returning import with_returned
from smslint.sources.code.values import Value, literal_spans, starts_of
from smslint.sources.helpers import calls_of_names, is_of_this_file
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.finding import Call
    from smslint.sources.code.shapes import Node

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

    def run(self, root: Node) -> None:
        self.functions, self.runs, self.returns, self.filled, self.changing = {}, 0, [], [], set()
        super().run(root)
        self.returns = [each for each in self.texts.found if each.why == "return"]
        found = self.whole(self.texts, 0)
        gone = set(map(id, self.filled))
        self.texts.found = [each for each in found if id(each) not in gone]

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
                found = [
                    each for each in found if each.why != "sent" or all(each.path[: len(one)] != one for one in own)
                ]
            found = [*found, *replaced]
        return found

    def sent(self, function: _Function, call: Call, depth: int) -> Iterator[FoundText]:
        """What a function sends of the texts that a call gives it; nothing if it sends them as they are, or not at all."""
        name, source = function.shape.name, self.file.text
        given: dict[str, tuple[str, Value]] = {}
        for each in function.shape.parameters:
            found = given_as(each, name, call.given, source)
            if found is not None and found[1].written:
                given[each] = found
        if not given:
            return
        if self.runs >= _MOST:
            if name in self.changing:
                yield from (_lost(call.found(*each)) for each in given.values())
            return
        self.runs += 1
        sent = self.run_with(function, {each: value for each, (_, value) in given.items()}, depth)
        for parameter, (key, value) in given.items():
            starts = starts_of(value)
            at = call.found(key, value)
            holding = [each.value for each in sent if starts & starts_of(each.value)]
            if any(each.parts != value.parts for each in holding):
                self.changing.add(name)
                yield from (at._replace(value=each.at(value.place, value.source)) for each in holding)
            elif not holding and any(self.depends(each.value, parameter, name) for each in sent):
                self.changing.add(name)
                yield _lost(at)

    def run_with(self, function: _Function, given: Mapping[str, Value], depth: int) -> list[FoundText]:
        """What the body of a function sends where its parameters have these texts."""
        shape, around = function.shape, function.around
        frame, texts, requests, results = self.frame, self.texts, self.in_requests, self.results
        self.texts, self.in_requests, self.results = Texts(self.file.text, self.options), [], []
        around_it = self.exits, self.begins, self.deferred, self.closed_by
        self.exits, self.begins, self.deferred, self.closed_by = [], {}, [], None
        self.frame = self.entered(shape, {**self.seen_by(around, shape), **given})._replace(
            scope=function.scope, function=shape.name, parameters=shape.parameters - given.keys()
        )
        self.texts.opened(function.scope)
        self.body(shape)
        self.texts.found += self.in_requests
        found = with_returned([*self.whole(self.texts, depth + 1), *self.returns], self.file.text)
        self.frame, self.texts, self.in_requests, self.results = frame, texts, requests, results
        self.exits, self.begins, self.deferred, self.closed_by = around_it
        left = set(map(id, found))
        self.filled += [each for each in self.returns if id(each) not in left]
        return [each for each in found if each.why == "sent"]

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


def _lost(found: FoundText) -> FoundText:
    """A text that a call gives to a function that sends it, where it is unknown what is made of it."""
    value = found.value
    return found._replace(value=Value(place=value.place, source=value.source), hides=literal_spans(value))
