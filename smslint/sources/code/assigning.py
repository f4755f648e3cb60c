"""Gives the variables of a program their values, and opens and closes the functions and the blocks that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.attributes import Attributes
from smslint.sources.code.changing import opened
from smslint.sources.code.entries import known_key, taken, with_entry, with_field
from smslint.sources.code.escaping import NAMED, STORED
from smslint.sources.code.finding import FoundText
from smslint.sources.code.loops import Exit
from smslint.sources.code.roots import aliases
from smslint.sources.code.taking import entry
from smslint.sources.code.trying import Trying
from smslint.sources.code.values import Reach, Value, chosen, joined, literal_spans, lost, unknown
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.changing import Frame
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_VARIABLES: Final = 2_000
"""The most variables with a text at one time: more are not followed."""


class Assigning(Trying):
    """Assigns. How other statements run is for the class that extends it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.attributes = Attributes(file.text)
        self.begins: dict[str, Value | None] = {}
        """The variables that begin in the block, and what those of the same names are outside of it."""

    def seen_by(self, frame: Frame, shape: shapes.Defined) -> dict[str, Value]:
        """The variables around a function, where it runs: what changes later is not known."""
        if self.file.grammar.isolated and shape.name:
            return {}
        last = frame.effect.last if frame.effect is not None else {}
        end = max((self.file.whole(each).end for each in shape.body), default=0)
        return {
            key: lost(each) if key in frame.loose or key in frame.captured or last.get(key, 0) > end > 0 else each
            for key, each in frame.variables.items()
            if key not in shape.parameters and key
        }

    def entered(self, shape: shapes.Defined, variables: dict[str, Value]) -> Frame:
        """The frame of a function before its first statement."""
        effect = self.effects.inside(shape)
        own = effect.declared | shape.parameters
        if self.file.grammar.owns_assigned(shape.name):
            own |= {each for each in effect.bound if each.isidentifier()} - effect.outer
        loose = frozenset(effect.stored)
        for key in loose & (variables.keys() | shape.parameters):
            place = self.file.place(shape.body[0]) if shape.body else Span(0, 0)
            variables[key] = lost(variables.get(key) or unknown(place, key))
        for key in [each for each, value in variables.items() if each in effect.lent and self.is_lost(value)]:
            variables[key] = lost(variables[key])
        lent = frozenset(effect.lent)
        return opened(variables)._replace(own=frozenset(own), loose=loose, lent=lent, effect=effect)

    def braces(self, nodes: Sequence[Node], *, labelled: bool) -> str:
        """Run a block: the variables that begin in it end with it."""
        begins, self.begins = self.begins, {}
        if labelled:
            self.exits.append(Exit(False, []))
        ended = self.execute(nodes)
        for name, value in self.begins.items():
            if value is not None:
                self.frame.variables[name] = value
            else:
                self.frame.variables.pop(name, None)
        self.begins = begins
        if labelled and (ends := self.exits.pop().ends):
            self.meet([*ends, *([self.frame.variables] if not ended else [])], "")
            return ""
        return ended

    def begin(self, names: Iterable[str]) -> None:
        """Variables of a block begin."""
        for name in names:
            self.begins.setdefault(name, self.frame.variables.get(name))

    def together(self, bindings: Sequence[Node]) -> None:
        """Give several variables their values, which are all taken before."""
        found = [each for node in bindings if isinstance(each := self.file.shape(node), shapes.Bound)]
        values = [self.value(each.value) for each in found]
        for each, value in zip(found, values, strict=True):
            self.assign(each, value)

    def unpack(self, shape: shapes.Hidden) -> None:
        """Give several variables the entries of one list or table."""
        node = shape.nodes[-1]
        value, place = self.value(node), self.file.place(node)
        if shape.declares:
            self.begin(shape.names)
        self.hide(shape.names, place)
        places = sum(wanted.isdigit() for _, wanted in shape.takes)
        if places and places != len(value.entries or ()):
            return  # some have no variable
        for name, wanted in shape.takes:
            known = taken(value, wanted)
            if known is not None:
                self.assign(shapes.Bound((name,), node, declares=shape.declares), known)

    def bind(self, shape: shapes.Bound) -> Value:
        if self.frame.constants and shape.key is None:
            known = self.values.get((*self.frame.scope, *shape.names))
            if known is not None:
                return known
        return self.assign(shape, self.value(shape.value))

    def assign(self, shape: shapes.Bound, value: Value) -> Value:
        """Give a variable, or an entry of it, its value."""
        names, key, variables = shape.names, ".".join(shape.names), self.frame.variables
        if shape.key is not None:
            return self.assign_entry(shape, key, value)
        seen = len(names) > 1 or not names or key not in self.frame.own
        if shape.declares:
            self.begin(() if shape.hoists else (key,))
        elif seen and key:
            self.frame.fields.add(key)
        level = self.share(aliases(self.file, shape.value), STORED if seen and not shape.declares else NAMED, key)
        if shape.adds:
            part = self.part_of_object(key)
            old = part[2] if part is not None and key == f"{part[0]}.{part[1]}" else None
            value = self.with_more(key, variables.get(key) or old or self.constant(names), value)
        if shape.falls:
            old = variables.get(key) or unknown(value.place, key)
            value = chosen([old, value], key, value.place, value.source)
        if not names:
            return value
        if level:
            self.frame.watched.add(key)
            value = value._replace(reach=value.reach._replace(shared=max(level, value.reach.shared)))
        if len(names) > 1:
            self.assign_field(names, value)
        if len(variables) < _VARIABLES or key in variables:
            self.keep(key, value)
        self.know(key, shape)
        if not self.frame.constants:
            self.attributes.assigned(self.frame, key, self.file.place(shape.value).start)
        if not self.frame.constants and value.written:
            self.texts.local(self.frame.scope, names, value)
        return value

    def know(self, key: str, shape: shapes.Bound) -> None:
        """A variable that gets one value in all is what that value certainly is: ``loud = options.loud``."""
        effect, facts = self.frame.effect, self.frame.facts
        if facts and effect is not None and effect.bound.get(key) == 1 and not (shape.adds or shape.falls):
            fact = self.conditions.fact_of(self.file.source(shape.value))
            if fact is not None:
                self.frame = self.frame._replace(facts={**facts, key: fact})

    def with_more(self, key: str, old: Value | None, value: Value) -> Value:
        """The value of a variable with something added to it."""
        if old is not None and self.is_object(old) and not self.is_text(old):
            self.changed(key)
        if old is not None and old.entries is not None and value.entries is not None:
            return old._replace(entries=(*old.entries, *value.entries))
        if old is not None and old.entries is not None and value.written and self.file.grammar.title == "Kotlin":
            return old._replace(entries=(*old.entries, (None, value)))
        if old is not None and old.written:
            return joined([old, value], value.place, value.source)
        reach = old.reach if old is not None else value.reach
        return unknown(value.place, value.source)._replace(reach=Reach(hides=(*reach.hides, *literal_spans(value))))

    def assign_field(self, names: Names, value: Value) -> None:
        """An attribute of an object gets a value."""
        key = ".".join(names[:-1])
        owner = self.frame.variables.get(key)
        if owner is None:
            self.lose_attribute(key)
            return
        self.changed(key)
        if owner.instance is not None:
            attributes = {**dict(owner.instance.attributes), names[-1]: value}
            self.keep(key, owner._replace(instance=owner.instance._replace(attributes=tuple(attributes.items()))))
            return
        if self.is_object(owner):
            new = with_entry(owner, names[-1], value)
            self.keep(key, lost(owner) if new is None else new)
            return
        self.frame.variables[key] = owner._replace(fields=with_field(owner.fields, names[-1], value), made=True)
        if (owner.callee[-1:], names[-1]) == (("MFMessageComposeViewController",), "body"):  # of iOS
            self.texts.add(FoundText("sent", (*self.frame.scope, *names), names, value))

    def assign_entry(self, shape: shapes.Bound, key: str, value: Value) -> Value:
        """An entry of a list or a table gets a value."""
        self.share(aliases(self.file, shape.value), STORED)
        owner = self.frame.variables.get(key)
        if owner is None:
            self.lose_attribute(key)
            self.disturb(STORED)
            return value
        self.changed(key)
        new = None
        match self.file.shape(shape.key):
            case shapes.Indexed(table, index) if isinstance(self.file.shape(table), shapes.Named):
                found = self.value(index)
                wanted = known_key(found)
                old = entry(owner, found, value.place, value.source) if owner.entries else None
                if shape.adds and (old is None or not old.written):
                    wanted = None
                more = joined([old, value], value.place, value.source) if shape.adds and old is not None else value
                new = with_entry(owner, wanted, more) if wanted is not None and not shape.falls else None
        self.keep(key, _with_hidden(lost(owner), value) if new is None else new)
        return value


def _with_hidden(owner: Value, part: Value) -> Value:
    """A value that is not followed any more, which also has this in it."""
    hides = (*owner.reach.hides, *literal_spans(part)) if owner.reach.hides else ()
    return owner._replace(reach=owner.reach._replace(hides=hides))
