"""What the expressions of a program are worth, as far as the file shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.calls import why_unknown
from smslint.sources.code import shapes
from smslint.sources.code.changing import DEEPEST
from smslint.sources.code.deciding import Known, arms_that_run
from smslint.sources.code.entries import is_complete, known_key, taken
from smslint.sources.code.formats import PRINTF, Filling, filled
from smslint.sources.code.naming import Naming
from smslint.sources.code.python_fields import python_filling
from smslint.sources.code.taking import entry
from smslint.sources.code.values import (
    LARGEST,
    Reach,
    Value,
    chosen,
    fixed,
    followed,
    joined,
    name_of,
    number,
    size_of,
    unknown,
)
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.text import tree


class Evaluator(Naming):
    """Evaluates expressions. What it does with statements and with calls that send is for the class that extends it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.depth = 0

    def returned(self, shape: shapes.Defined, place: Span, source: str) -> Value:
        """What a function without a name returns."""
        raise NotImplementedError

    def bind(self, shape: shapes.Bound) -> Value:
        """Give a variable its value."""
        raise NotImplementedError

    def statement(self, node: Node) -> str:
        """Run a statement that is inside an expression; the result says how it ends."""
        raise NotImplementedError

    def value(self, node: Node) -> Value:
        """The value of an expression."""
        place = self.file.place(node)
        source = self.file.text[slice(*place)]
        if self.depth > DEEPEST:
            return unknown(place, source, opaque=True)
        self.depth += 1
        try:
            return self._value(node, place, source)
        finally:
            self.depth -= 1

    def _value(self, node: Node, place: Span, source: str) -> Value:
        shape = self.file.shape(node)
        match shape:
            case shapes.Written(parts):
                return self.literal(parts, place, source)
            case shapes.Named(names):
                self.attribute_taken(names)
                if self.is_call(names):
                    return self.call(shapes.Called(names, None, ()), place, source)
                return self.named(names, place, source)
            case shapes.Joined(operands):
                values = [self.value(each) for each in operands]
                return joined([self.text_of(each) or each for each in values], place, source)
            case shapes.Chosen(condition, arms, asked):
                if asked is not None:
                    self.value(asked)
                    arms = self.arms_of(asked, arms)
                values = self.each_arm(arms, condition, first=asked is None)
                if (
                    asked is None
                    and fixed(values[0])
                    and not values[0].perhaps
                    and condition == self.file.source(arms[0])
                ):  # it is there
                    return values[0].at(place, source)
                return chosen(values, condition, place, source)
            case shapes.Called():
                return self.call(shape, place, source)
            case shapes.Indexed(owner, key):
                table = self.value(owner)
                found = self.value(key)
                wanted = known_key(found) if table.entries is not None and is_complete(table) else None
                if wanted is not None and taken(table, wanted) is None:
                    return Value(place=place, source=source, left=True, perhaps=True)
                known = entry(table, found, place, source) if table.entries else unknown(place, source)
                return known if known.written else known._replace(reach=Reach(hides=table.reach.hides))
            case shapes.Listed(entries):
                return self.listed(entries, place, source)
            case shapes.Filled(template, values, python):
                text, given = self.value(template), [(each.key, self.value(each.node)) for each in values]
                filling = python_filling(python, given, self.frame.variables) if python else Filling(PRINTF, given)
                return filled(text, filling, place, source) if text.written else unknown(place, source)
            case shapes.Bound():
                return self.bind(shape).at(place, source)
            case shapes.Other((one,)):
                found = self.value(one)
                return found.at(place, source) if found.written or found.left else found
            case shapes.Left() | shapes.Absent():
                return Value(place=place, source=source, left=True, perhaps=isinstance(shape, shapes.Absent))
            case shapes.Other(nodes):
                for each in nodes:
                    self.value(each)
            case shapes.Grouped((), nodes, False) if nodes:
                if any(self.statement(each) for each in nodes[:-1]):
                    return Value(place=place, source=source, left=True)
                return self.value(nodes[-1]).at(place, source)
            case shapes.Nothing():
                pass
            case shapes.Defined(""):
                return self.returned(shape, place, source)
            case shapes.Forked(asked, arms, closed) if shape.gives:
                for each in asked:
                    self.value(each)
                running, certain = arms_that_run(self.conditions, asked, arms, closed=closed)
                ends = self.each_arm([arm[-1] for arm in running if arm], "", first=False, closed=certain)
                rest = [] if certain else [Value(left=True, perhaps=True)]
                return chosen([*ends, *rest], self.asked(asked), place, source)
            case _:
                if self.statement(node) == "left":
                    return Value(place=place, source=source, left=True)
        return number(place, source)

    @property
    def conditions(self) -> Known:
        """What conditions are decided by here."""
        return Known(self.file, self.frame.facts, lambda names: self.constant(names) or self.attribute(names))

    def arms_of(self, asked: Node, arms: tuple[Node, ...]) -> tuple[Node, ...]:
        """The arms of an expression that may give its value."""
        found, _ = arms_that_run(self.conditions, [asked], [(each,) for each in arms], closed=True)
        return tuple(each for (each,) in found)

    def each_arm(self, arms: Sequence[Node], condition: str, *, first: bool, closed: bool = True) -> list[Value]:
        """The values of expressions of which one is evaluated.

        :param first: whether the first is certainly evaluated, and the others perhaps after it.
        """
        if all(isinstance(self.file.shape(each), _PLAIN) for each in arms):
            return [self.value(each) for each in arms]
        found = [self.value(arms[0])] if first else []
        frame = self.frame
        ends = [dict(frame.variables)] if first or not closed else []
        for each in arms[1:] if first else arms:
            self.frame = frame._replace(variables=dict(frame.variables))
            value = self.value(each)
            found.append(value)
            if not value.left or value.perhaps:
                ends.append(self.frame.variables)
        self.frame = frame
        if not self.file.grammar.immutable:
            self.meet(ends, condition)
        return found

    def asked(self, nodes: Sequence[Node]) -> str:
        """What decides between arms, as written."""
        return self.file.source(nodes[-1]).strip("()")[:80] if nodes else ""

    def literal(self, parts: tuple[shapes.Part, ...], place: Span, source: str) -> Value:
        found: list[tree.Node] = []
        for part in parts:
            where = Span(part.start, part.end)
            if part.text is not None:
                if part.text or where.length:
                    found.append(Literal(part.text, where))
                continue
            if part.hole is not None:
                found.append(part.hole)
                continue
            inner = self.value(part.inner) if part.inner is not None else None
            if part.names:
                inner = self.named(part.names, where, part.name)
            inner = followed(self.text_of(inner) or inner) if inner is not None else None
            if inner is not None and inner.perhaps and self.file.grammar.prints_nothing:
                inner = chosen([inner, Value(written=True)], part.name, where, part.name)
            if inner is not None and inner.written:
                found.extend(inner.parts)
            else:
                name = name_of(part.name)
                found.append(Placeholder(name, where, opaque="catalogue" in why_unknown(name)))
        size = size_of(found)
        if size > LARGEST and any(part.text is None for part in parts):
            return unknown(place, source, opaque=True)
        return Value(tuple(found), True, size, place, source)


_PLAIN: Final = (shapes.Named, shapes.Absent, shapes.Nothing)
"""Expressions that change nothing."""
