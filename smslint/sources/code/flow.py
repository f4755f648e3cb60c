"""Runs the statements of a program, as far as texts are concerned: which text each variable has, what is sent, what is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.sources.code import shapes
from smslint.sources.code.attributes import Attributes
from smslint.sources.code.changing import Frame
from smslint.sources.code.constants import DEEPEST
from smslint.sources.code.defaults import defaults
from smslint.sources.code.finding import Call, FoundText, Texts
from smslint.sources.code.injected import injected
from smslint.sources.code.links import linked
from smslint.sources.code.loops import Loops
from smslint.sources.code.senders import answering, sent_by, texts_within
from smslint.sources.code.values import Value, chosen, joined, unknown
from smslint.sources.requests import requested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.sources.options import Options
    from smslint.span import Span

_VARIABLES: Final = 2_000
"""The most variables with a text at one time: more are not followed."""


class Flow(Loops):
    """Runs one file."""

    def __init__(self, file: File, options: Options) -> None:
        super().__init__(file)
        self.options = options
        self.texts = Texts(file.text, options)
        self.blocks = 0
        self.attributes = Attributes(file.text)
        self.requested = frozenset(each.start for each in requested(file.text))
        """Where requests to a service have the text that it sends."""
        self.in_requests: list[FoundText] = []
        self.results: list[Value] = []
        """What the function that runs returns."""
        self.injected = injected(file.text)
        self.texts.only_sent = {each.origin: each for each in self.injected.values()}

    def run(self, root: Node) -> None:
        """Find the constants, then run the functions.

        :raises SourceError: for blocks that are nested too deeply.
        """
        self.frame = Frame({}, constants=True)
        self.collect([root], (), 0)
        for path in self.constants:
            value = self.constant_at(path)
            if value is not None:
                self.texts.constant(path, value)
        self.frame = Frame({}, constants=True)
        self.execute([root])
        self.texts.found = self.attributes.resolved([*self.texts.found, *self.in_requests])

    def constant(self, names: Names) -> Value | None:
        known = super().constant(names)
        return self.injected.get(names[-1]) if known is None and names and self.injected else known

    def execute(self, nodes: Iterable[Node]) -> str:
        """Run statements. The result says how they end: ``left`` by a return or an error, ``broken`` by a break, or empty.

        :raises SourceError: for blocks that are nested too deeply.
        """
        if self.blocks > DEEPEST:
            raise SourceError("This is nested too deeply to be read.")
        self.blocks += 1
        try:
            for node in nodes:
                if ended := self.step(node):
                    return ended
            return ""
        finally:
            self.blocks -= 1

    def step(self, node: Node) -> str:
        shape = self.file.shape(node)
        match shape:
            case shapes.Nothing() | shapes.Absent():
                return ""
            case shapes.Grouped(names, inner, scoped):
                if not scoped:
                    return self.execute(inner)
                frame = self.frame
                self.frame = Frame({}, (*frame.scope, *names), constants=True)
                self.execute(inner)
                self.frame = frame
                return ""
            case shapes.Defined():
                self.define(shape, dict(defaults(self.file, node, shape)))
            case shapes.Bound():
                self.bind(shape)
            case shapes.Forked(asked, arms, closed):
                return self.fork(asked, arms, closed=closed)
            case shapes.Repeated(over, body, names, item):
                place = self.file.place(node if over is None else over)
                self.loop(body, self.file.source(over)[:80] if over is not None else "", over, names, place, item)
            case shapes.Hidden(names, inner):
                ended = self.execute(inner)
                self.hide(names, self.file.place(node))
                return ended
            case shapes.Returned(values):
                for each in values:
                    self.last((each,))
                return "left"
            case shapes.Left(breaks):
                return "broken" if breaks else "left"
            case shapes.Chosen(_, arms, asked) if shape.several:
                return self.fork((asked,) if asked is not None else (), tuple((each,) for each in arms), closed=True)
            case shapes.Other(inner):
                return self.execute(inner)
            case _:
                self.last_value = self.value(node)
        return ""

    def statement(self, node: Node) -> str:
        return self.execute([node])

    def define(self, shape: shapes.Defined, defaults: Mapping[str, Node]) -> list[Value]:
        """Run a function, with the variables of the one around it. The result is what it returns."""
        frame, results = self.frame, self.results
        self.results = []
        texts = {name: self.value(node) for name, node in defaults.items()}
        name = (shape.name,) if shape.name else ()
        parameters = frame.parameters | shape.parameters
        variables = {key: each for key, each in frame.variables.items() if key not in shape.parameters and key}
        self.frame = Frame(variables, (*frame.scope, *name), shape.name, parameters, texts)
        self.texts.opened(self.frame.scope)
        self.body(shape)
        self.texts.closed()
        self.attributes.leave(self.frame)
        found, self.frame, self.results = self.results, frame, results
        return found

    def body(self, shape: shapes.Defined) -> None:
        """Run what a function does."""
        if shape.gives:
            self.last(shape.body)
        else:
            self.execute(shape.body)

    def returned(self, shape: shapes.Defined, place: Span, source: str) -> Value:
        """What a function without a name returns, which is an entry of a table: ``{ en: (code) => `Your code: ${code}` }``."""
        self.last_value = None
        found = self.define(shape, {})
        last = self.taken()
        return chosen(found or [last or unknown(place, source)], "", place, source).at(place, source)

    def last(self, nodes: Sequence[Node]) -> None:
        """Run the body of a function whose value is that of its last expression."""
        if self.blocks > DEEPEST:
            raise SourceError("This is nested too deeply to be read.")
        if not nodes or self.execute(nodes[:-1]):
            return
        self.blocks += 1
        node = nodes[-1]
        match self.file.shape(node):
            case shapes.Grouped((), inner, False):
                self.last(inner)
            case shapes.Forked(asked, arms, closed):
                self.each_last(asked, arms, closed=closed)
            case shapes.Chosen(_, arms, asked, several) if several:
                self.each_last((asked,) if asked is not None else (), [(each,) for each in arms], closed=True)
            case shapes.Other((*inner,)) if inner:
                self.last(inner)
            case (
                shapes.Written()
                | shapes.Joined()
                | shapes.Chosen()
                | shapes.Called()
                | shapes.Filled()
                | shapes.Named()
                | shapes.Indexed()
                | shapes.Listed()
            ):
                self.give(self.value(node))
            case _:
                self.step(node)
        self.blocks -= 1

    def each_last(self, asked: Sequence[Node], arms: Iterable[Sequence[Node]], *, closed: bool) -> None:
        for each in asked:
            self.value(each)
        frame = self.frame
        ends = [] if closed else [dict(frame.variables)]
        for arm in arms:
            self.frame = frame._replace(variables=dict(frame.variables))
            self.last(arm)
            ends.insert(len(ends) - (not closed), self.frame.variables)
        self.frame = frame
        self.meet(ends, self.asked(asked))

    def give(self, value: Value) -> None:
        """A function returns a value, or a table of them."""
        self.results.append(value)
        self.given(value, self.frame.scope)

    def given(self, value: Value, path: Names) -> None:
        changed = self.frame.parameters & self.frame.variables.keys()
        if self.frame.function and value.entries and not value.written:
            for index, (key, each) in enumerate(value.entries):
                if each.written:
                    self.texts.add(FoundText("return", (*path, key or str(index)), path, each, changed=changed))
        if self.frame.function and value.written:
            self.texts.add(FoundText("return", path, path, value, changed=changed))

    def bind(self, shape: shapes.Bound) -> Value:
        names = shape.names
        key = ".".join(names)
        if self.frame.constants and (known := self.values.get((*self.frame.scope, *names))) is not None:
            return known
        value = self.value(shape.value)
        variables = self.frame.variables
        if shape.adds:
            old = variables.get(key) or self.constant(names)
            place = value.place
            if old is not None and old.entries is not None and value.entries is not None:
                value = old._replace(entries=(*old.entries, *value.entries))
            elif old is not None and old.written:
                value = joined([old, value], place, value.source)
            else:
                value = unknown(place, value.source)
        if shape.falls:
            old = variables.get(key) or unknown(value.place, key)
            value = chosen([old, value], key, value.place, value.source)
        if not names:
            return value
        if len(names) > 1 and (owner := variables.get(".".join(names[:-1]))) is not None:
            variables[".".join(names[:-1])] = owner._replace(fields=(*owner.fields, (names[-1], value)), made=True)
            if (owner.callee[-1:], names[-1]) == (("MFMessageComposeViewController",), "body"):  # of iOS
                self.texts.add(FoundText("sent", (*self.frame.scope, *names), names, value))
        if len(variables) < _VARIABLES or key in variables:
            variables[key] = value
        if not self.frame.constants:
            self.attributes.assigned(self.frame, key, self.file.place(shape.value).start)
        if not self.frame.constants and value.written:
            self.texts.local(self.frame.scope, names, value)
        return value

    # Calls

    def texts_in_request(self, call: Call) -> Iterator[FoundText]:
        """The words of links to a text message, and the texts that a call puts into a request to a service that sends."""
        for key, value in linked(call.callee, call.given):
            yield call.found(key, value)
        for key, value in texts_within(call.given) if self.requested else ():
            if value.place.start in self.requested:
                yield call.found(key, value)

    def called(self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None) -> None:
        call = Call(self.frame.scope, self.frame.parameters, shape.callee, given)
        sent = sent_by(answering(shape, owner), given, self.file.text, self.options)
        if sent is not None and not sent[1].left:
            key, value = sent
            told = len(value.names) == 1 and value.names[0] in self.frame.parameters
            found = call.found(key, value)
            self.texts.add(
                found._replace(named=(*found.named, *value.names), parameter_of=self.frame.function if told else "")
            )
            if told and (default := self.frame.defaults.get(value.names[0])) is not None:
                self.texts.add(found._replace(value=default))
        else:
            self.in_requests += self.texts_in_request(call)
        self.texts.arguments(call)
