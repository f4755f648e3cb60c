"""Runs the loops and the forks of a program, and its functions without a name: their variables hide those around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import shapes
from smslint.sources.code.constants import Constants
from smslint.sources.code.values import chosen, repeated, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.sources.code.finding import Texts
    from smslint.sources.code.shapes import Node
    from smslint.sources.code.values import Value
    from smslint.span import Span


class Loops(Constants):
    """Runs the statements of loops, of forks and of functions without a name. How it runs others is for the class that extends it."""

    texts: Texts

    def execute(self, nodes: Iterable[Node]) -> str:
        """Run statements; the result says how they end."""
        raise NotImplementedError

    def step(self, node: Node) -> str:
        """Run a statement; the result says how it ends."""
        raise NotImplementedError

    def hide(self, names: Iterable[str], place: Span) -> None:
        """Variables get values that are not followed."""
        for name in names:
            if name in self.frame.variables or name in self.by_name or name in self.frame.parameters:
                self.frame.variables[name] = unknown(place, name)

    def loop(
        self,
        body: Sequence[Node],
        over: str,
        asked: Node = None,
        names: Iterable[str] = (),
        place: Span | None = None,
        item: str = "",
        items: Value | None = None,
    ) -> None:
        """Run the statements of a loop once: what they add to a text is repeated.

        :param names: its variables.
        :param item: the one that has each item in turn.
        :param items: what the loop runs over, if no node is.
        """
        if asked is not None:
            items = self.value(asked)
        frame = self.frame
        before = dict(frame.variables)
        self.frame = frame._replace(variables=dict(before))
        if place is not None:
            self.hide(names, place)
            if item and items is not None and (one := _one_of(items, over, place)) is not None:
                self.frame.variables[item] = one
        self.execute(body)
        after = self.frame.variables
        self.frame = frame
        for key, new in after.items():
            old = before.get(key)
            if old is None or old is new:
                continue
            value = repeated(old, new, over)
            if value is None:
                value = chosen([new, old], over, new.place, new.source)
            frame.variables[key] = value
            if value.written:
                self.texts.met((*frame.scope, key), value)

    def fork(self, asked: Sequence[Node], arms: Iterable[Sequence[Node]], *, closed: bool) -> str:
        """Run each arm on its own; afterwards a variable has one of the values that the arms gave it."""
        for each in asked:
            self.step(each)
        frame = self.frame
        before = dict(frame.variables)
        ends: list[dict[str, Value]] = []
        for arm in arms:
            self.frame = frame._replace(variables=dict(before))
            if self.execute(arm) != "left":
                ends.append(self.frame.variables)
        self.frame = frame
        if not closed:
            ends.append(before)
        if not ends:
            return "left"
        self.meet(ends, self.asked(asked))
        return ""

    def meet(self, ends: list[dict[str, Value]], question: str) -> None:
        variables = self.frame.variables
        for key in {key: None for end in ends for key in end}:
            values = [end[key] for end in ends if key in end]
            if all(each is values[0] for each in values):
                variables[key] = values[0]
                continue
            value = chosen(values, question, values[0].place, values[0].source)
            variables[key] = value
            if value.written and not self.frame.constants:
                self.texts.met((*self.frame.scope, key), value)

    def block(
        self, nodes: tuple[Node, ...], *, repeats: str = "", perhaps: bool = False, items: Value | None = None
    ) -> None:
        """Run functions without a name.

        :param items: what they run over.
        """
        frame = self.frame
        self.frame = frame._replace(function="", constants=False)
        for node in nodes:
            closure = self.closure(node)
            place = self.file.place(node)
            outside = {name: frame.variables.get(name) for name in closure.parameters}
            if repeats:
                item = next(iter(closure.parameters)) if len(closure.parameters) == 1 else ""
                self.loop(closure.body, repeats, None, closure.parameters, place, item, items)
            else:
                self.hide(closure.parameters, place)
                self.fork((), (closure.body,), closed=not perhaps)
            for name, value in outside.items():
                if value is not None:
                    frame.variables[name] = value
                else:
                    frame.variables.pop(name, None)
        self.frame = frame

    def closure(self, node: Node) -> shapes.Defined:
        """A function without a name: its parameters and statements."""
        while True:
            match self.file.shape(node):
                case shapes.Defined() as found:
                    return found
                case shapes.Other((one,)):
                    node = one
                case _:
                    return shapes.Defined("", frozenset(), (node,))


def _one_of(items: Value, over: str, place: Span) -> Value | None:
    """One of the texts of a list that a program writes out."""
    if items.written or not items.entries or any(key is not None or not each.written for key, each in items.entries):
        return None
    found = chosen([each for _, each in items.entries], over, place, over)
    return found if found.written else None
