"""What the calls of a program do and give: they send, add to a text, change an object, or make a value of what they are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import knowledge, shapes
from smslint.sources.code.changing import items_of
from smslint.sources.code.escaping import Escaping
from smslint.sources.code.fixed_words import TEXT
from smslint.sources.code.handing import with_owner
from smslint.sources.code.making import made
from smslint.sources.code.replacing import REPLACES, replacing
from smslint.sources.code.roots import reads_only, root_of
from smslint.sources.code.senders import answering, is_answer
from smslint.sources.code.values import Reach, Value

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.span import Span

_LEAVES: Final = re.compile(r"\b(?:next|break)\b")
_OPTIONAL: Final = re.compile(r"[^(){}\n]{0,80}\?\.(?:\w+\s*)?\(")
"""A call only of what is there: ``x?.f()``."""

_AS_TEXT: Final = frozenset({"str", "String", "string"})
"""Functions that make a text of what they are given."""

RECEIVER: Final = ""
"""The name of what the functions without an owner in a block belong to."""


class Calls(Escaping):
    """Evaluates calls. What expressions are worth, and which calls send, is for the classes that extend it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.last_value: Value | None = None

    def value(self, node: Node) -> Value:
        """The value of an expression."""
        raise NotImplementedError

    def meet(self, ends: list[dict[str, Value]], question: str) -> None:
        """Variables have what one of several arms made of them."""
        raise NotImplementedError

    def block(self, nodes: tuple[Node, ...], call: shapes.Called | None = None, items: Value | None = None) -> None:
        """Run the statements of functions without a name.

        :param call: what runs them, if it does not certainly run them once, where it is written.
        :param items: what it runs them over, if that is known.
        """
        raise NotImplementedError

    def text_of(self, value: Value) -> Value | None:
        """The text of an object where a text is needed."""
        raise NotImplementedError

    def of_object(
        self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None, place: Span
    ) -> Value | None:
        """What a method of an object of the file returns; ``None`` if it is not followed."""
        raise NotImplementedError

    def constructed(self, shape: shapes.Called, given: list[tuple[str | None, Value]], value: Value) -> Value:
        """A new object of a class of the file; any other value as it is."""
        raise NotImplementedError

    def called(
        self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None, *, builds: bool = False
    ) -> None:
        """Look at a call with its arguments: it may send.

        :param builds: whether it only gives something to an object, which is its value.
        """
        raise NotImplementedError

    def function_in(self, names: Names) -> Value | None:
        """What a function returns that a variable or an entry of a table is."""
        raise NotImplementedError

    def applied(
        self, shape: shapes.Called, owner: Value | None, given: list[tuple[str | None, Value]], place: Span
    ) -> Value | None:
        """What a call is worth that gives what it knows to a function without a name; ``None`` for any other call."""
        raise NotImplementedError

    def result(
        self, shape: shapes.Called, given: list[tuple[str | None, Value]], owner: Value | None, place: Span
    ) -> Value | None:
        """What a function of the file returns of what a call gives it; ``None`` if that is not known."""
        raise NotImplementedError

    def call(self, shape: shapes.Called, place: Span, source: str) -> Value:
        if shape.owner is not None and self.is_absent(shape.owner) and self.is_perhaps(shape):
            return Value(place=place, source=source, left=True, perhaps=True)
        if (shape.blocks or not self.is_perhaps(shape)) and (shape.blocks or _OPTIONAL.match(source) is None):
            return self.called_now(shape, place, source)
        before = dict(self.frame.variables)
        value = self.called_now(shape, place, source)
        if any(before.get(key) is not each for key, each in self.frame.variables.items()):
            self.meet([self.frame.variables, before], "")
        return value

    def called_now(self, shape: shapes.Called, place: Span, source: str) -> Value:
        name = shape.name
        owner = self.value(shape.owner) if shape.owner is not None else None
        if shape.callee == ("&",):
            return self.address(shape.arguments[0].node)
        given = [(each.key, self.given_value(each.node, shape)) for each in shape.arguments]
        if name in knowledge.BUILDERS and shape.blocks:
            return self.built(shape.blocks, place, source)
        if name == "apply" and shape.blocks and owner is not None and (owner.written or owner.entries is not None):
            found = self.built(shape.blocks, place, source, owner)
            if (key := root_of(self.file, shape.owner)) in self.frame.variables:
                self.changed(key)
                self.keep(key, found)
            return found
        if shape.blocks and (value := self.applied(shape, owner, given, place)) is not None:
            return value
        self.taken()
        if shape.blocks:
            items = next(
                (each for each in (owner, *(one for _, one in given)) if each is not None and each.entries), None
            )
            self.block(shape.blocks, shape, items)
        each = self.taken() if name in {"map", "let"} and len(shape.blocks) == 1 else None
        if each is not None and _LEAVES.search(self.file.source(shape.blocks[0])) is not None:
            each = None  # it has other values, too
        if (
            shape.owner is None
            and name in _AS_TEXT
            and len(given) == 1
            and (text := self.text_of(given[0][1])) is not None
        ):
            return text.at(place, source)
        returned = self.of_object(shape, given, owner, place)
        self.called(shape, given, owner, builds=returned is not None and returned.instance is not None)
        if returned is not None:
            return returned
        self.unfollowed(shape)
        if name == "map" and each is not None and each.written and "Optional" in shape.callee:
            return each.at(place, source)._replace(perhaps=True)
        if name == "let" and each is not None and each.written:
            return each.at(place, source)._replace(perhaps=self.is_perhaps(shape))
        if name in {"takeIf", "takeUnless"} and owner is not None and owner.written:
            return owner.at(place, source)._replace(perhaps=True)
        if name in knowledge.APPENDS or name in {"Fprintf", "concat"}:
            added = self.added(shape, owner, given, place)
            if added is not None:
                self.changed(root_of(self.file, shape.owner) if shape.owner is not None else "")
                return added.at(place, source)
        is_entry = shape.owner is not None and self.file.names(shape.owner) == shape.callee
        function = owner if is_entry else self.function_in(shape.callee)
        if function is not None and function.written:
            return function.at(place, source)
        if shape.owner is None and not given and name in knowledge.THROUGH and RECEIVER in self.frame.variables:
            return self.frame.variables[RECEIVER].at(place, source)
        if name in REPLACES and (new := self.replaced(name, owner, given)) is not None:
            return new.at(place, source)
        value = made(self.file.text, shape, owner, given, place)
        value = self.constructed(shape, given, value)
        if is_answer(owner) and name.lower() == "message" and value.made:
            value = value._replace(callee=answering(shape, owner).callee, fields=())
        if owner is not None and (owner.written or owner.result) and self.functions_of_file.defines(name):
            given = with_owner(name, given, owner, self.file.text)
            value = value._replace(given=tuple(given)) if value.callee else value
        if (
            not value.written
            and value.entries is None
            and (result := self.result(shape, given, owner, place)) is not None
        ):
            value = value._replace(entries=result.entries, result=(result,) if result.written else ())
            if result.made and not result.written:
                value = value._replace(made=True, fields=result.fields, instance=result.instance)
        if name not in knowledge.SAME or owner is None:
            value = value._replace(reach=Reach(built=name in knowledge.BUILDERS, hides=value.reach.hides))
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

    def replaced(self, name: str, owner: Value | None, given: list[tuple[str | None, Value]]) -> Value | None:
        """A text after a method that replaces something in it."""
        if owner is not None and not owner.written and ".".join(owner.names) in self.frame.variables:
            return None  # what it replaces something in is not known
        texts = [(None, owner)] if owner is not None and owner.written else []
        return replacing(name, [*texts, *given], first=self.file.grammar.title == "JavaScript")

    def address(self, node: Node) -> Value:
        """A variable whose address something has: it may be changed at any time."""
        value = self.value(node)
        self.capture(root_of(self.file, node))
        return value

    def given_value(self, node: Node, shape: shapes.Called) -> Value:
        """An argument; the address of one that is only written to or sent is what is there."""
        inner = self.file.shape(node)
        reads = reads_only(shape.callee) or shape.callee[-1:] == ("Fprintf",)
        if reads and isinstance(inner, shapes.Called) and inner.callee == ("&",):
            return self.value(inner.arguments[0].node)
        value = self.value(node)
        if shape.callee == ("append",) and shape.owner is None and value.reach.shared:
            self.changed(root_of(self.file, node))  # of Go: both lists may have the same memory
        return value

    def taken(self) -> Value | None:
        """What the last expression that is a statement is worth."""
        value, self.last_value = self.last_value, None
        return value

    def repeats(self, shape: shapes.Called) -> str:
        """Over what a call runs the functions it is given any number of times; empty if it runs them once."""
        name = shape.name
        if name in knowledge.ONCE:
            return ""
        return name if shape.owner is None else self.file.source(shape.owner)[:80]

    def is_perhaps(self, shape: shapes.Called) -> bool:
        """Whether a method is called only on what is there: ``slot?.let { }``."""
        if shape.owner is not None and self.frame.facts.get(self.file.source(shape.owner).rstrip("?"), "").startswith(
            TEXT
        ):
            return False
        end = self.file.place(shape.owner).end if shape.owner is not None else -1
        return end >= 0 and self.file.text[end : end + 80].lstrip().startswith(("?.", "&."))

    def is_absent(self, node: Node) -> bool:
        """Whether a variable is a parameter that the call leaves out, whose default is nothing."""
        facts = self.frame.facts
        return bool(facts) and facts.get(self.file.source(node).rstrip("?")) == "null"

    def built(self, blocks: tuple[Node, ...], place: Span, source: str, start: Value | None = None) -> Value:
        """``buildString { append(...) }``: the functions without an owner in it add to one text."""
        before = self.frame.variables.pop("", None)
        self.frame.variables[""] = start if start is not None else Value(written=True, reach=Reach(built=True))
        self.block(blocks)
        found = self.frame.variables.pop("", Value())
        if before is not None:
            self.frame.variables[""] = before
        return found.at(place, source)
