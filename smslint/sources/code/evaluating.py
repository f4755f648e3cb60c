"""What the expressions of a program are worth, as far as the file shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.calls import why_unknown
from smslint.sources.code import knowledge, shapes
from smslint.sources.code.changing import DEEPEST, Changes, items_of
from smslint.sources.code.formats import PRINTF, filled
from smslint.sources.code.making import entry, made
from smslint.sources.code.values import (
    LARGEST,
    SPREAD,
    Value,
    chosen,
    joined,
    name_of,
    new_line,
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


class Evaluator(Changes):
    """Evaluates expressions. What it does with statements and with calls that send is for the class that extends it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.depth = 0
        self.last_value: Value | None = None

    def constant(self, names: Names) -> Value | None:
        """The value of a constant of this file."""
        raise NotImplementedError

    def block(
        self, nodes: tuple[Node, ...], *, repeats: str = "", perhaps: bool = False, items: Value | None = None
    ) -> None:
        """Run the statements of a function without a name."""
        raise NotImplementedError

    def called(self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None) -> None:
        """Look at a call with its arguments: it may send."""
        raise NotImplementedError

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
                return self.named(names, place, source)
            case shapes.Joined(operands):
                return joined([self.value(each) for each in operands], place, source)
            case shapes.Chosen(condition, arms, asked):
                if asked is not None:
                    self.value(asked)
                return chosen([self.value(each) for each in arms], condition, place, source)
            case shapes.Called():
                return self.call(shape, place, source)
            case shapes.Indexed(owner, key):
                table = self.value(owner)
                return entry(table, self.value(key), place, source) if table.entries else unknown(place, source)
            case shapes.Listed(entries):
                return self.listed(entries, place, source)
            case shapes.Filled(template, values):
                text, given = self.value(template), [(each.key, self.value(each.node)) for each in values]
                return filled(text, PRINTF, given, place, source) if text.written else unknown(place, source)
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
                ends = [self.value(arm[-1]) for arm in arms if arm]
                rest = [] if closed else [Value(left=True, perhaps=True)]
                return chosen([*ends, *rest], self.asked(asked), place, source)
            case _:
                if self.statement(node) == "left":
                    return Value(place=place, source=source, left=True)
        return unknown(place, source)

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
            inner = self.value(part.inner) if part.inner is not None else None
            if part.names:
                inner = self.named(part.names, where, part.name)
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
        if known is None and not (self.frame.parameters & {*names[:1]}):
            known = self.constant(names)
        if known is None and len(names) > 1:
            known = self.attribute(names)
        if known is None and names in knowledge.NEW_LINES:
            return new_line(place, source)
        if known is None:
            return unknown(place, source)._replace(names=names)
        if known.written:
            used = reference(known, place) if ".".join(names) not in self.frame.variables else known
            return used.at(place, source)._replace(names=names)
        return unknown(place, source)._replace(
            entries=known.entries,
            fields=known.fields,
            made=known.made,
            origin=known.origin,
            names=names,
            callee=known.callee,
            given=known.given,
        )

    def attribute(self, names: Names) -> Value | None:
        """What an object that is known was constructed with under a name."""
        owner = self.frame.variables.get(".".join(names[:-1]))
        if owner is None and not (self.frame.parameters & {*names[:1]}):
            owner = self.constant(names[:-1])
        found = [value for key, value in owner.fields if key == names[-1]] if owner is not None and owner.made else []
        return found[-1] if found and found[-1].written else None

    def listed(self, entries: tuple[shapes.Argument, ...], place: Span, source: str) -> Value:
        values: list[tuple[str | None, Value]] = []
        for each in entries:
            value = self.value(each.node)
            pair = each.key is None and value.entries is not None and len(value.entries) == 1 and not value.written
            if each.key == SPREAD:
                values += items_of(value)
                continue
            values += value.entries if pair and value.entries else [(each.key, value)]
        return unknown(place, source)._replace(entries=tuple(values))

    def call(self, shape: shapes.Called, place: Span, source: str) -> Value:
        name = shape.callee[-1] if shape.callee else ""
        owner = self.value(shape.owner) if shape.owner is not None else None
        given = [(each.key, self.value(each.node)) for each in shape.arguments]
        if name in knowledge.BUILDERS and shape.blocks:
            return self.built(shape.blocks, place, source)
        if name == "apply" and shape.blocks and owner is not None and (owner.written or owner.entries is not None):
            found = self.built(shape.blocks, place, source, owner)
            if (key := self.root(shape)) in self.frame.variables:
                self.frame.variables[key] = found
            return found
        self.taken()
        if shape.blocks:
            items = next(
                (each for each in (owner, *(one for _, one in given)) if each is not None and each.entries), None
            )
            self.block(shape.blocks, repeats=self.repeats(shape), perhaps=self.is_perhaps(shape), items=items)
        each = self.taken() if name in {"map", "let"} and len(shape.blocks) == 1 else None
        self.called(shape, given, owner)
        self.forget_given(shape)
        if name == "map" and each is not None and each.written and "Optional" in shape.callee:
            return each.at(place, source)._replace(perhaps=True)
        if name == "let" and each is not None and each.written:
            return each.at(place, source)._replace(perhaps=self.is_perhaps(shape))
        if name in {"takeIf", "takeUnless"} and owner is not None and owner.written:
            return owner.at(place, source)._replace(perhaps=True)
        if name in knowledge.APPENDS or name in {"Fprintf", "concat"}:
            added = self.added(shape, owner, given, place)
            if added is not None:
                return added.at(place, source)
        if owner is not None and self.is_changed(shape, name):
            self.forget(shape)
        value = made(self.file.text, shape, owner, given, place)
        if (
            name == "map"
            and each is not None
            and each.written
            and owner is not None
            and not value.written
            and value.entries is None
        ):
            return value._replace(entries=items_of(each._replace(source=owner.source)))
        if owner is not None and owner.names and owner.made and not value.written:
            self.set_field(owner, name, given)
        return value

    def is_changed(self, shape: shapes.Called, method: str) -> bool:
        """Whether a method changes its text, or that of a parameter, in a way that is not followed."""
        if method == "<<":
            return self.root(shape) not in self.frame.variables
        return method in knowledge.MUTATES or (method.endswith("!") and method not in knowledge.APPENDS)

    def taken(self) -> Value | None:
        """What the last expression that is a statement is worth."""
        value, self.last_value = self.last_value, None
        return value

    def repeats(self, shape: shapes.Called) -> str:
        """Over what a call runs the functions it is given any number of times; empty if it runs them once."""
        name = shape.callee[-1] if shape.callee else ""
        if name in knowledge.ONCE:
            return ""
        return name if shape.owner is None else self.file.source(shape.owner)[:80]

    def is_perhaps(self, shape: shapes.Called) -> bool:
        """Whether a method is called only on what is there: ``slot?.let { }``."""
        end = self.file.place(shape.owner).end if shape.owner is not None else -1
        return end >= 0 and self.file.text[end : end + 80].lstrip().startswith(("?.", "&."))

    def built(self, blocks: tuple[Node, ...], place: Span, source: str, start: Value | None = None) -> Value:
        """``buildString { append(...) }``: the functions without an owner in it add to one text."""
        before = self.frame.variables.pop("", None)
        self.frame.variables[""] = start if start is not None else Value(written=True)
        self.block(blocks)
        found = self.frame.variables.pop("", Value())
        if before is not None:
            self.frame.variables[""] = before
        return found.at(place, source)
