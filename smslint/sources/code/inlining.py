"""What a function of the file sends of the text that it is given: ``def send_sms(text): text += " Reply STOP"; ...`` sends both.

The body of such a function is run again with what each call gives it. What it then sends takes the place of the text of the call; where
the function makes something of it that is not followed, what the call sends is unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.deciding import facts_of
from smslint.sources.code.finding import FoundText
from smslint.sources.code.fragments import holds
from smslint.sources.code.handing import given_as, is_assigned, made_of, may_take, mentions, parameter_count
from smslint.sources.code.objects import Objects
from smslint.sources.code.overriding import clauses
from smslint.sources.code.rerunning import DEEPEST, MOST, Function
from smslint.sources.code.returning import of_given, with_returned
from smslint.sources.code.senders import text_of_made
from smslint.sources.code.values import Value, literal_spans, starts_of
from smslint.sources.helpers import calls_of_names, is_of_this_file
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.finding import Call, Texts
    from smslint.sources.code.shapes import Node
    from smslint.span import Span

_BY_PLACE: Final = re.compile(r"(?<![\w.])arguments\s*\[[^\]]*\]\s*=(?!=)")
_SEVERAL: Final = 2
"""How many functions of one name are several."""


class Inlining(Objects):
    """Runs one file, and its functions again with what they are given."""

    returns: list[FoundText]
    """What the functions of the file return."""
    changing: set[str]
    """The functions that change what they are given."""
    filled: list[FoundText]
    """Of those, what is only returned to a function that sends it."""
    sending: set[str]
    """The functions that send something, and those that call them."""
    known: list[Span]
    """Where functions send what all of their calls show."""
    last_fitting: tuple[Call | None, str, frozenset[int]]
    """The call that was asked about last, the name of its function, and the functions that may be it."""

    def run(self, root: Node) -> None:
        self.returns, self.filled, self.changing, self.known, self.sending = [], [], set(), [], set()
        self.last_fitting = (None, "", frozenset())
        super().run(root)
        self.returns = [each for each in self.texts.found if each.why == "return"]
        places = {each.value.place for each in self.by_methods}
        known = [
            each
            for each in self.texts.found
            if each.why != "sent" or each.value.written or each.value.place not in places
        ]
        self.texts.found = [*known, *self.by_methods]
        found = self.whole(self.texts, 0)
        gone = set(map(id, self.filled))
        self.texts.found = self.without_parts([each for each in found if id(each) not in gone])

    def given(self, value: Value, path: Names) -> None:
        """Also keep that a function returns something that it makes of a parameter in a way that is not followed."""
        super().given(value, path)
        if (text := text_of_made(value)) is not None:
            named = (*value.callee, text[0])
            self.texts.add(FoundText("sent", (*path, *named), named, text[1]))
        parameters = self.frame.parameters
        if (
            self.frame.function
            and not value.written
            and value.entries is None
            and any(mentions(each, value.source) for each in parameters)
        ):
            changed = parameters & self.frame.variables.keys()
            self.texts.add(FoundText("return", path, path, value, changed=changed))

    def without_parts(self, found: list[FoundText]) -> list[FoundText]:
        """The found texts without those of functions that are only parts of larger ones."""
        sent = {each.value.callee[-1] for each in found if each.why == "sent" and each.value.callee}
        parts = {
            name
            for name, calls in self.used.items()
            if len(self.functions_of_file.known[name]) > 1
            or (name not in sent and calls_of_names(self.file.text).get(name, 0) <= len(calls) + 1)
        } | self.methods_run.keys()
        larger = [
            starts_of(of_given(each.value) or each.value)
            for each in found
            if each.why == "sent" or (each.named and each.named[-1] not in parts)
        ]
        by_methods = {(name,) for name in self.methods_run}
        sent_whole = {starts_of(each.value) for each in found if each.why == "sent" and each.value.written}
        return [
            each
            for each in found
            if each.why != "return"
            or not each.named
            or not any(name in parts for name in each.path)
            or not (
                any(starts_of(each.value) < one for one in larger)
                or (each.path[-1:] in by_methods and starts_of(each.value) in sent_whole)
            )
        ]

    def whole(self, texts: Texts, depth: int) -> list[FoundText]:
        """The found texts, with what functions of the file send in place of what calls give them."""
        found = texts.found
        sending = {name for each in found if each.why == "sent" for name in each.path}
        for _ in range(DEEPEST):  # and those that call them
            sending |= {name for each in sending for call in texts.calls.get(each, ()) for name in call.scope[-1:]}
        self.sending |= sending
        for name in sorted(self.sending & texts.calls.keys() & self.functions.keys()) if depth < DEEPEST else ():
            replaced: list[FoundText] = []
            calls, called = 0, list[Function]()
            for call in texts.calls[name]:
                if not is_of_this_file(call.callee, self.file.text):
                    continue
                made = []
                for one in self.functions[name]:
                    by_it = list(self.sent(one, call, depth))
                    called += [one] if by_it or (_passes_on(call, name) and self.fits(one.shape, call)) else []
                    made += by_it
                calls += bool(made) or _passes_on(call, name)
                if made:
                    replaced += made
                    places = {each.value.place for each in made}
                    found = [each for each in found if not (each.why == "sent" and each.value.place in places)]
            if replaced and calls_of_names(self.file.text).get(name, 0) <= calls + len(self.functions[name]):
                inside = [each for each in found if each.why == "sent" and self.is_in(each, called)]
                self.known += [each.value.place for each in inside]
                gone = set(map(id, inside))
                found = [each for each in found if id(each) not in gone]
            found = [*found, *replaced]
        return found

    def is_in(self, found: FoundText, functions: Sequence[Function]) -> bool:
        """Whether one of these functions has a text that is sent. Of Elixir all clauses of a function are one."""
        place = found.value.place
        return any(
            found.path[: len(each.scope)] == each.scope
            and (
                self.file.grammar.title == "Elixir"
                or any(holds(self.file.whole(node), place) for node in (*each.shape.given, *each.shape.body))
            )
            for each in functions
        )

    def sent(self, function: Function, call: Call, depth: int) -> Iterator[FoundText]:
        """What a function sends of the texts that a call gives it; nothing if it sends none of them."""
        name, source = function.shape.name, self.file.text
        if not self.fits(function.shape, call) or self.is_changed_by_place(function.shape):
            return
        given: dict[str, tuple[str, Value]] = {}
        tables: dict[str, Value] = {}
        for each in function.shape.parameters:
            found = given_as(each, name, call.given, source)
            if found is not None and _has_text(found[1]):
                given[each] = found
            elif found is not None and found[1].entries is not None:
                tables[each] = found[1]
        if not given:
            return
        if self.runs >= MOST:
            if name in self.changing:
                yield from (_lost(call.found(*each)) for each in given.values())
            return
        self.runs += 1
        facts = facts_of(function.shape, call.given, self.conditions._replace(facts=call.facts))
        sent = self.run_with(function, {**tables, **{each: value for each, (_, value) in given.items()}}, facts, depth)
        for parameter, (key, value) in given.items():
            places = _places(value)
            at = call.found(key, value)
            holding = [each.value for each in sent if any(_overlaps(one, places) for one in literal_spans(each.value))]
            if holding:
                if any(each.parts != value.parts for each in holding):
                    self.changing.add(name)
                yield from (at._replace(value=each.at(value.place, value.source)) for each in holding)
            elif any(self.depends(each.value, parameter, name) for each in sent):
                self.changing.add(name)
                yield _lost(at)

    def fits(self, shape: shapes.Defined, call: Call) -> bool:
        """Whether this may be the function that is called: of several with its name, those that take its values, of these those with as many."""
        known = self.functions_of_file.known.get(shape.name, ())
        if len(known) < _SEVERAL:
            return True
        if self.file.grammar.title == "Elixir":
            return any(each is shape for _, each in clauses(known, call.given, self.file))
        if (
            self.last_fitting[0] is not call or self.last_fitting[1] != shape.name
        ):  # the functions of one name are asked about one after another
            starts = [(self.file.place(node).start, each) for node, each in known]
            starts = [each for each in starts if may_take(shape.name, self.file.text, each[0], call.given)] or starts
            count = len(call.given)
            same = [each for start, each in starts if parameter_count(shape.name, self.file.text, start) == count]
            fitting = frozenset(map(id, same or [each for _, each in starts]))
            self.last_fitting = (call, shape.name, fitting)
        return id(shape) in self.last_fitting[2]

    def is_changed_by_place(self, shape: shapes.Defined) -> bool:
        """Whether a function may give its parameters other values without their names: ``arguments[0] = "Bye"``."""
        source = self.file.text
        return "arguments" in source and any(_BY_PLACE.search(self.file.source(each)) for each in shape.body)

    def run_with(
        self, function: Function, given: Mapping[str, Value], facts: Mapping[str, str], depth: int
    ) -> list[FoundText]:
        """What the body of a function sends where its parameters have these texts, and are what the facts say."""
        texts = self.run_apart(function.shape, function.around, given, facts).texts
        found = with_returned([*self.whole(texts, depth + 1), *self.returns], self.file.text)
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


def _passes_on(call: Call, name: str) -> bool:
    """Whether a function of several with one name gives its parameter to another: ``notify(to, text) { notify(to, text, false) }``."""
    texts = [value for _, value in call.given if len(value.names) == 1 and value.names[0] in call.parameters]
    return (
        bool(texts) and call.scope[-1:] == (name,) and not any(value.written or value.callee for _, value in call.given)
    )


def _has_text(value: Value) -> bool:
    """Whether a value is a text, or a list of some."""
    return value.written or any(each.written for _, each in value.entries or ())


def _places(value: Value) -> list[Span]:
    """Where a text is in the file, or the texts of a list."""
    return [place for each in (value, *(one for _, one in value.entries or ())) for place in literal_spans(each)]


def _overlaps(place: Span, others: Iterable[Span]) -> bool:
    return any(place.start < each.end and each.start < place.end for each in others)


def _lost(found: FoundText) -> FoundText:
    """A text that a call gives to a function that sends it, where it is unknown what is made of it."""
    value = found.value
    return found._replace(value=Value(place=value.place, source=value.source), hides=literal_spans(value))
