"""Calls that give something they know to a function without a name: ``text.also { send(it) }``, ``with(builder) { }``, ``list.reduce(seed)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.calling import RECEIVER
from smslint.sources.code.loops import Exit, Loops
from smslint.sources.code.roots import root_of
from smslint.sources.code.rounds import begun_fold, ended, one_of
from smslint.sources.code.senders import answering, fills, is_answer
from smslint.sources.code.values import Value, chosen, unknown
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.sources.code import shapes
    from smslint.sources.code.shapes import Node
    from smslint.span import Span

_SAME: Final = word_set("also tap")
"""Methods whose value is what they belong to, after the function."""
_MAKES: Final = word_set("let then yield_self run with")
"""Those whose value is that of the function."""
_OWN: Final = word_set("run with")
"""Those whose function belongs to what they are given."""
_FOLDS: Final = word_set("inject reduce fold foldl foldLeft Aggregate each_with_object with_object")
_SECOND: Final = word_set("each_with_object with_object")
"""Methods whose function has the item first."""
_RETURN: Final = re.compile(r"\breturn\b(?!@)")
_ARGUMENTS: Final = 2


class Applying(Loops):
    """Runs functions without a name with what a call gives them."""

    results: list[Value]

    def last(self, nodes: Sequence[Node]) -> None:
        """Run the body of a function whose value is that of its last expression."""
        raise NotImplementedError

    def applied(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        if len(shape.blocks) != 1:
            return None
        [block] = shape.blocks
        if not self.file.grammar.leaves_closure("return") and _RETURN.search(self.file.source(block)):
            return None
        name, source = shape.name, self.file.text[slice(*place)]
        if (filled := self.made_by_block(shape, owner, given, place)) is not None:
            return filled
        if name in _FOLDS:
            return self.folded(shape, owner, given, place)
        holder = shape.arguments[0].node if name == "with" and shape.arguments else shape.owner
        subject = given[0][1] if name == "with" and shape.owner is None and len(given) == 1 else owner
        names = {RECEIVER, "this"} if name in _OWN else self.closure(block).parameters
        if name not in _SAME | _MAKES or subject is None or len(names) != 1 + (name in _OWN):
            return None
        known = subject.written or subject.entries is not None
        perhaps = self.is_perhaps(shape)
        if name in _SAME and (perhaps or not known):
            return None
        before = dict(self.frame.variables)
        value, ends = self.run_with_values(block, dict.fromkeys(names, subject) if known else {})
        if perhaps:
            self.meet([self.frame.variables, before], "")
            value = value._replace(perhaps=True) if value is not None else None
        end = ends.get(min(names), subject)
        if known and end is not subject and holder is not None:
            key = root_of(self.file, holder)
            self.changed(key)
            if key in self.frame.variables:
                self.keep(key, end)
        found = end if name in _SAME else value
        return found.at(place, source) if found is not None else unknown(place, source)

    def made_by_block(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        """A request or an answer that a function without a name fills: ``sns.publish(r -> r.message("Hello"))``."""
        [block] = shape.blocks
        names = self.in_order(block)
        source = self.file.text[slice(*place)]
        value = unknown(place, source)._replace(callee=shape.callee, made=True)
        answers = is_answer(value) or (is_answer(owner) and shape.name.lower() == "message")
        if len(names) != 1 or not (answers or fills(shape.callee)):
            return None
        if answers:
            value = value._replace(callee=answering(shape, value if owner is None else owner).callee)
        result, ends = self.run_with_values(block, {names[0]: value._replace(names=(names[0],))})
        if answers:
            return value
        end = ends.get(names[0], value)
        fields = (*end.fields, *(result.fields if result is not None and result.made else ()))
        self.called(shape, [*given, *fields], owner)
        return unknown(place, source)._replace(callee=shape.callee)

    def folded(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        """A text that begins with another, and gets more with each item of a list."""
        [block] = shape.blocks
        names = self.in_order(block)
        known = [each for _, each in given if each.written]
        if len(names) != _ARGUMENTS or len(known) != 1:
            return None
        many = next((each for each in (owner, *(one for _, one in given)) if each is not None and each.entries), None)
        alone = self.file.grammar.title == "Elixir" or shape.name in _SECOND
        item, total = names if alone else names[::-1]
        source = self.file.text[slice(*place)]
        over = self.file.source(shape.owner)[:80] if shape.owner is not None else shape.name
        started = begun_fold(known[0], total, place)
        one = one_of(many, over, place) if many is not None else None
        value, ends = self.run_with_values(block, {total: started, **({item: one} if one is not None else {})})
        new = ends.get(total) if shape.name in _SECOND else value
        found = ended(known[0], started, new, over) if new is not None else None
        if self.file.grammar.mutable_texts and ends.get(total) is not started:
            self.grown(shape, found if shape.name in _SECOND else None)
        return found.at(place, source) if found is not None else unknown(place, source)

    def grown(self, shape: shapes.Called, end: Value | None) -> None:
        """The variable that a fold begins with, if its function changes that text itself."""
        for key in {root_of(self.file, each.node) for each in shape.arguments} & self.frame.variables.keys():
            self.changed(key)
            if end is not None:
                self.keep(key, end)
            else:
                self.lose(key)

    def in_order(self, block: Node) -> list[str]:
        """The parameters of a function without a name, as they are written."""
        source = self.file.source(block)
        words = [
            (re.search(rf"(?<!\w){re.escape(each)}(?!\w)", source), each) for each in self.closure(block).parameters
        ]
        return [each for _, each in sorted((found.start(), each) for found, each in words if found is not None)]

    def run_with_values(self, block: Node, bound: Mapping[str, Value]) -> tuple[Value | None, dict[str, Value]]:
        """Run a function with these variables: what it returns, and what they are after it."""
        closure, frame, place = self.closure(block), self.frame, self.file.place(block)
        outside = {name: frame.variables.get(name) for name in {*closure.parameters, *bound}}
        around = self.results, self.exits, self.closed_by
        self.results, self.exits, self.closed_by = [], [], Exit(True, [])
        self.exits.append(self.closed_by)
        self.frame = frame._replace(function="", constants=False)
        self.hide(closure.parameters, place)
        self.frame.variables.update(bound)
        self.last(closure.body)
        self.meet([*self.closed_by.ends, self.frame.variables], "")
        found = chosen(self.results, "", place, self.file.source(block)) if self.results else None
        ends = {name: self.frame.variables[name] for name in bound if name in self.frame.variables}
        self.results, self.exits, self.closed_by = around
        frame.variables.update(self.frame.variables)
        for name, value in outside.items():
            if value is not None:
                frame.variables[name] = value
            else:
                frame.variables.pop(name, None)
        self.frame = frame
        return found, ends
