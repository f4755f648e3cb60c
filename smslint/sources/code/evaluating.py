"""What the expressions of a program are worth, as far as the file shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.calls import why_unknown
from smslint.sources.code import knowledge, shapes
from smslint.sources.code.changing import DEEPEST
from smslint.sources.code.deciding import Known, arms_that_run
from smslint.sources.code.entries import is_complete, known_key, taken
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.formats import PRINTF, Filling, filled
from smslint.sources.code.python_fields import python_filling
from smslint.sources.code.reassigned import counted
from smslint.sources.code.tables import Tables
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
    new_line,
    number,
    reference,
    size_of,
    unknown,
)
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.text import tree


class Evaluator(Tables):
    """Evaluates expressions. What it does with statements and with calls that send is for the class that extends it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.depth = 0

    def constant(self, names: Names) -> Value | None:
        """The value of a constant of this file."""
        raise NotImplementedError

    def returned(self, shape: shapes.Defined, place: Span, source: str) -> Value:
        """What a function without a name returns."""
        raise NotImplementedError

    def attribute_of(self, owner: Value, name: str) -> Value | None:
        """An attribute of an object of a class of the file."""
        raise NotImplementedError

    def attribute_at_hand(self, names: Names) -> Value | None:
        """An attribute of the object whose method runs, if its class gives it one value."""
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
                return joined([self.value(each) for each in operands], place, source)
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

    def attribute_taken(self, names: Names) -> None:
        """A method is taken as a value, or called without brackets: ``add = parts.append``, ``text.clear``."""
        if self.file.grammar.mutable_texts and len(names) == 1 and names[0] not in self.frame.variables:
            if self.functions_of_file.defines(names[0]):
                self.other_changes(names[0])  # a call without brackets
            return
        key = ".".join(names[:-1])
        known = self.frame.variables.get(key) if len(names) > 1 else None
        if (
            known is None
            or known.instance is not None
            or not self.is_object(known)
            or (known.entries is not None and _is_table(known))
        ):
            return
        if self.changes_object(known, names[-1]):
            self.changed(key)
            self.lose(key)

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
            inner = followed(inner) if inner is not None else None
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

    def named(self, names: Names, place: Span, source: str) -> Value:
        known = self.frame.variables.get(".".join(names))
        if known is None and not self.is_parameter(names):
            known = self.constant(names)
        if known is None and len(names) > 1:
            known = self.attribute(names)
        if known is None:
            known = self.attribute_at_hand(names)
        if known is None and names in knowledge.NEW_LINES:
            return new_line(place, source)
        if known is None:
            return unknown(place, source)._replace(names=names, reach=self.of_lost(names))
        if known.written:
            used = reference(known, place) if ".".join(names) not in self.frame.variables else known
            return used.at(place, source)._replace(names=names)
        if known.reach.hides and known.parts:  # it was changed: what it is here is the same anywhere
            return known.at(place, source)._replace(names=names)
        return unknown(place, source)._replace(
            entries=known.entries,
            fields=known.fields,
            made=known.made,
            instance=known.instance,
            origin=known.origin,
            names=names,
            callee=known.callee,
            given=known.given,
            result=known.result,
            number=known.number if self.is_steady(names, known) else "",
            reach=known.reach,
        )

    def is_call(self, names: Names) -> bool:
        """Whether a name alone is a call, as Ruby has it: of a function of the file."""
        if not self.file.grammar.mutable_texts or len(names) != 1 or not self.functions_of_file.defines(names[0]):
            return False
        return names[0] not in self.frame.variables and names[0] not in self.frame.parameters | self.frame.own

    def is_parameter(self, names: Names) -> bool:
        """Whether names begin with a parameter; the object at hand, as Python has it, is what its class says."""
        return bool(names) and names[0] in self.frame.parameters and not (len(names) == 2 and names[0] in SELVES)

    def is_steady(self, names: Names, known: Value) -> bool:
        """Whether a number is that of a constant, or of a variable that gets no other value."""
        effect = self.frame.effect
        if not known.number or names[-1] in counted(self.file.text):
            return False
        return known.origin != () or (effect is not None and len(names) == 1 and effect.bound.get(names[0]) == 1)

    def of_lost(self, names: Names) -> Reach:
        """What is hidden of an attribute of something that was changed in a way that is not followed."""
        owner = self.frame.variables.get(".".join(names[:-1])) if len(names) > 1 else None
        return Reach(hides=owner.reach.hides) if owner is not None else Reach()

    def attribute(self, names: Names) -> Value | None:
        """What an object that is known was constructed with under a name."""
        owner = self.frame.variables.get(".".join(names[:-1]))
        if owner is None and not self.is_parameter(names):
            owner = self.constant(names[:-1])
        if owner is not None and owner.instance is not None:
            return self.attribute_of(owner, names[-1])
        if owner is not None and owner.written and owner.origin and names[-1] in knowledge.OF_ENUMS:
            return owner
        if owner is not None and owner.entries is not None and _is_table(owner):
            found = [value for key, value in owner.entries if key == names[-1]]
        else:
            found = (
                [value for key, value in owner.fields if key == names[-1]] if owner is not None and owner.made else []
            )
        return found[-1] if found and found[-1].written else None

    def function_in(self, names: Names) -> Value | None:
        if len(names) == 1:
            return self.frame.variables.get(names[0]) if not self.functions_of_file.defines(names[0]) else None
        owner = self.frame.variables.get(names[0]) if len(names) == 2 else None
        if owner is None and len(names) == 2 and names[0] not in self.frame.parameters:
            owner = self.constant(names[:1])
        return self.attribute(names) if owner is not None and owner.entries is not None and _is_table(owner) else None


_PLAIN: Final = (shapes.Named, shapes.Absent, shapes.Nothing)
"""Expressions that change nothing."""


def _is_table(value: Value) -> bool:
    """Whether a value has entries with keys, which are its attributes in JavaScript."""
    return bool(value.entries) and all(key is not None for key, _ in value.entries or ())
