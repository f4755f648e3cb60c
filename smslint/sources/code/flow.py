"""Runs the statements of a program, as far as texts are concerned: which text each variable has, what is sent, what is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources.calls import is_gettext
from smslint.sources.code import shapes
from smslint.sources.code.changing import opened
from smslint.sources.code.constants import DEEPEST
from smslint.sources.code.defaults import defaults
from smslint.sources.code.finding import Call, FoundText, Texts
from smslint.sources.code.giving import Giving
from smslint.sources.code.injected import injected
from smslint.sources.code.links import linked
from smslint.sources.code.relevance import Relevance
from smslint.sources.code.senders import answering, is_built, sent_by, texts_within
from smslint.sources.code.values import Value, chosen, lost, unknown
from smslint.sources.requests import requested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.sources.options import Options
    from smslint.span import Span


class Flow(Giving):
    """Runs one file."""

    def __init__(self, file: File, options: Options) -> None:
        super().__init__(file)
        self.options = options
        self.texts = Texts(file.text, options)
        self.requested = frozenset(each.start for each in requested(file.text))
        """Where requests to a service have the text that it sends."""
        self.in_requests: list[FoundText] = []
        self.injected = injected(file.text)
        self.texts.only_sent = {each.origin: each for each in self.injected.values()}

    def run(self, root: Node) -> None:
        """Find the constants, then run the functions.

        :raises SourceError: for blocks that are nested too deeply.
        """
        self.frame = opened({}, constants=True)
        self.functions_of_file.collect(root)
        self.collect([root], (), 0)
        self.know_classes()
        self.relevance = Relevance(self.functions_of_file, self.by_name, self.options)
        for path in self.constants:
            value = self.constant_at(path)
            if value is not None:
                self.texts.constant(path, value)
        self.frame = opened({}, constants=True)
        self.execute([root])
        self.texts.found = self.attributes.resolved([*self.texts.found, *self.in_requests])

    def know_classes(self) -> None:
        """Find what the file defines in its classes."""
        raise NotImplementedError

    def constant(self, names: Names) -> Value | None:
        known = super().constant(names)
        if known is not None and known.origin and self.functions_of_file.is_unsteady(known.origin):
            return lost(known)
        return self.injected.get(names[-1]) if known is None and names and self.injected else known

    def execute(self, nodes: Iterable[Node]) -> str:
        """Run statements. The result says how they end: ``left`` by a return or an error, ``broken`` by a break, or empty.

        :raises SourceError: for blocks that are nested too deeply.
        """
        if self.blocks > DEEPEST:
            raise SourceError("This is nested too deeply to be read.")
        self.blocks += 1
        try:
            ended = ""
            for node in nodes:
                if ended and not isinstance(self.file.shape(node), shapes.Wild):
                    continue
                ended = self.step(node)
            return ended
        finally:
            self.blocks -= 1

    def step(self, node: Node) -> str:
        shape = self.file.shape(node)
        match shape:
            case shapes.Declared(names):
                self.begin(names)
                for name in names & self.frame.variables.keys():
                    del self.frame.variables[name]
            case shapes.Nothing() | shapes.Absent() | shapes.Outer():
                return ""
            case shapes.Grouped(names, inner, scoped, labelled):
                if not scoped:
                    return self.braces(inner, labelled=labelled)
                frame = self.frame
                self.frame = opened({}, (*frame.scope, *names), constants=True)
                self.execute(inner)
                self.frame = frame
                return ""
            case shapes.Defined():
                if not shape.name or self.relevance.concerns_texts(node, shape):
                    self.define(shape, dict(defaults(self.file, node, shape)))
            case shapes.Bound():
                self.bind(shape)
            case shapes.Parallel(bindings):
                self.together(bindings)
            case shapes.Forked(asked, arms, closed, _, cases, into):
                return self.fork(asked, arms, closed=closed, cases=cases, into=into)
            case shapes.Repeated(over):
                place = self.file.place(node if over is None else over)
                self.loop(shape, self.file.source(over)[:80] if over is not None else "", place)
            case shapes.Tried():
                return self.tried(shape, self.execute)
            case shapes.Perhaps():
                return self.perhaps(shape)
            case shapes.Wild(inner):
                self.lose_all()
                return self.execute(inner)
            case shapes.Deferred(inner):
                self.defer(inner)
            case shapes.Hidden(takes=(_, *_)):
                self.unpack(shape)
            case shapes.Hidden(names, inner):
                ended = self.execute(inner)
                if shape.declares:
                    self.begin(names)
                self.hide(names, self.file.place(node))
                return ended
            case shapes.Returned(values):
                for each in values:
                    self.last((each,))
                if self.closed_by is not None and self.file.grammar.leaves_closure(self.file.source(node)):
                    self.closed_by.ends.append(dict(self.frame.variables))
                self.leavings += 1
                return "left"
            case shapes.Left():
                return self.leave(shape)
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
        frame, results, exits, begins = self.frame, self.results, self.exits, self.begins
        deferred, closed_by = self.deferred, self.closed_by
        self.results, self.exits, self.begins, self.deferred, self.closed_by = [], [], {}, [], None
        texts = {name: self.value(node) for name, node in defaults.items()}
        name = (shape.name,) if shape.name else ()
        parameters = frame.parameters | shape.parameters
        around = self.seen_by(frame, shape)
        self.frame = self.entered(shape, around)._replace(
            scope=(*frame.scope, *name), function=shape.name, parameters=parameters, defaults=texts
        )
        self.texts.opened(self.frame.scope)
        self.body(shape)
        self.texts.closed()
        self.attributes.leave(self.frame)
        found, self.frame, self.results, self.exits, self.begins = self.results, frame, results, exits, begins
        self.deferred, self.closed_by = deferred, closed_by
        return found

    def defer(self, node: Node) -> None:
        """A call that runs at the end of the function; what it is given is known now."""
        shape = self.file.shape(node)
        if isinstance(shape, shapes.Called) and shape.blocks and not shape.callee:
            self.deferred.append(node)
        else:
            self.value(node)

    def body(self, shape: shapes.Defined) -> None:
        """Run what a function does."""
        if shape.given:
            self.fork((), (shape.given,), closed=False)
        if shape.gives:
            self.last(shape.body)
        else:
            self.execute(shape.body)
        for each in reversed(self.deferred):
            if self.leavings:
                self.lose_all()
            self.value(each)

    def returned(self, shape: shapes.Defined, place: Span, source: str) -> Value:
        """What a function without a name returns, which is an entry of a table: ``{ en: (code) => `Your code: ${code}` }``."""
        self.last_value = None
        found = self.define(shape, {})
        last = self.taken()
        return chosen(found or [last or unknown(place, source)], "", place, source).at(place, source)

    def texts_in_request(self, call: Call) -> Iterator[FoundText]:
        """The words of links to a text message, and the texts that a call puts into a request to a service that sends."""
        for key, value in linked(call.callee, call.given):
            yield call.found(key, value)
        asked = self.requested and not is_gettext(call.callee) and not is_built(call.callee, self.file.text)
        for key, value in texts_within(call.given) if asked else ():
            if value.place.start in self.requested:
                yield call.found(key, value)

    def called(
        self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None, *, builds: bool = False
    ) -> None:
        call = Call(self.frame.scope, self.frame.parameters, shape.callee, given, self.frame.facts)
        sent = None if builds else sent_by(answering(shape, owner), given, self.file.text, self.options)
        if sent is not None and not sent[1].left:
            key, value = sent
            told = len(value.names) == 1 and value.names[0] in self.frame.parameters
            hides = value.reach.hides if not value.written else ()
            found = call.found(key, value)._replace(hides=hides)
            self.texts.add(
                found._replace(named=(*found.named, *value.names), parameter_of=self.frame.function if told else "")
            )
            if told and (default := self.frame.defaults.get(value.names[0])) is not None:
                self.texts.add(found._replace(value=default))
        else:
            self.in_requests += self.texts_in_request(call)
        self.texts.arguments(call)
