"""The classes of a file: their methods, constructors and fields, also those of the classes that they extend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.class_facts import empty, fields_in_order, receiver_of, zeros
from smslint.sources.code.fixed_words import WORDS
from smslint.sources.code.handing import parameter_count
from smslint.sources.code.overriding import bases_of
from smslint.sources.code.rerunning import DEEPEST, Rerunning
from smslint.sources.code.values import Value
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.code import shapes
    from smslint.sources.code.shapes import Node

    Given = list[tuple[str | None, Value]]

_CONSTRUCTORS: Final = word_set("__init__ constructor __construct initialize init")
_NOTHING: Final = Value(source="null")
"""A field that is declared, and has no value yet."""


class Method(NamedTuple):
    """A method of a class of the file."""

    node: Node
    shape: shapes.Defined
    receiver: str
    """How it calls its object, in Go."""


class Classes(Rerunning):
    """Runs one file, and knows its classes."""

    kinds: dict[str, list[Method]]
    """The methods of each class."""
    _of_class: dict[str, list[Names]] | None
    _moved: frozenset[str] | None

    def run(self, root: Node) -> None:
        self.kinds, self._of_class, self._moved = {}, None, None
        super().run(root)

    def know_classes(self) -> None:
        """Find the methods of each class."""
        file = self.file
        for known in self.functions_of_file.known.values():
            for node, shape in known:
                receiver, kind = receiver_of(file.source(node)[:200]) if file.grammar.title == "Go" else ("", "")
                scope = self.functions_of_file.scopes.get(id(shape), ())
                for name in (kind,) if kind else scope[-1:]:
                    self.kinds.setdefault(name, []).append(Method(node, shape, receiver))

    def has_class(self, kind: str) -> bool:
        """Whether the file has a class with methods or attributes, also with those of classes that it extends."""
        known = (kind, *bases_of(kind, self.file.text))
        return any(each in self.kinds or each in self.of_class for each in known)

    def constructors(self, kind: str, depth: int = 0) -> list[Method]:
        """The constructors of a class, or of the one that it extends."""
        own = [each for each in self.kinds.get(kind, ()) if each.shape.name in {*_CONSTRUCTORS, kind}]
        if own or depth > DEEPEST or fields_in_order(kind, self.file.text):
            return own
        bases = bases_of(kind, self.file.text)
        return self.constructors(bases[0], depth + 1) if len(bases) == 1 else []

    def named_constructor(self, callee: Names, given: Given) -> tuple[str, Method | None]:
        """The class and the constructor of a call that names both, as Dart has it: ``SmsMessage.welcome(user)``."""
        if len(callee) < 2 or callee[-1] not in self.file.notes.get("named constructors", ()):
            return "", None
        method = self.method(callee[-2], callee[-1], given) if callee[-2] in self.kinds else None
        return (callee[-2], method) if method is not None else ("", None)

    def first(self, kind: str, depth: int = 0) -> dict[str, Value]:
        """The attributes of an object before its constructor runs."""
        found: dict[str, Value] = {}
        for base in bases_of(kind, self.file.text) if depth < DEEPEST else ():
            found |= self.first(base, depth + 1)
        found |= zeros(kind, self.file.text) if self.file.grammar.title == "Go" else {}
        for path in self.of_class.get(kind, ()):
            value = self.constant_at(path)
            if value is not None:
                value = empty(path[-1], value, self.file.text) or value._replace(origin=())
                found |= {path[-1]: value} if is_known(value) or is_word(value) else {}
        found |= {each: _NOTHING for each in self.without_value.get(kind, ()) if each not in found}
        return found

    def fitting(self, methods: list[Method], given: Given) -> Method | None:
        """The only one of several methods that may be called with these values."""
        if len(methods) > 1:
            starts = [(self.file.place(each.node).start, each) for each in methods]
            methods = [
                each for start, each in starts if parameter_count(each.shape.name, self.file.text, start) == len(given)
            ]
        return methods[0] if len(methods) == 1 else None

    def method(self, kind: str, name: str, given: Given, depth: int = 0) -> Method | None:
        """The method that an object of a class has under a name: its own, or one of a class that it extends."""
        own = [each for each in self.kinds.get(kind, ()) if each.shape.name == name]
        if own or depth > DEEPEST:
            fitting = self.fitting(own, given)
            return fitting if fitting is not None and fitting.shape.body else None
        found = (self.method(base, name, given, depth + 1) for base in bases_of(kind, self.file.text))
        return next((each for each in found if each is not None), None)

    @property
    def of_class(self) -> dict[str, list[Names]]:
        """The paths of what each class assigns."""
        if self._of_class is None:
            self._of_class = {}
            for path in self.constants:
                if len(path) > 1:
                    self._of_class.setdefault(path[-2], []).append(path)
        return self._of_class

    @property
    def moved(self) -> frozenset[str]:
        """The attributes and variables that functions other than constructors change."""
        if self._moved is None:
            effects = [
                self.effects.outward(node, shape)
                for known in self.functions_of_file.known.values()
                for node, shape in known
                if shape.name not in {*_CONSTRUCTORS, *self.functions_of_file.scopes.get(id(shape), ())[-1:]}
            ]
            self._moved = frozenset(
                name.rpartition(".")[2].lstrip("@") for each in effects for name in (*each.bound, *each.changed)
            )
        return self._moved


def is_word(value: Value) -> bool:
    """Whether a value is a number, or a word such as ``true`` or ``null``."""
    return bool(value.number) or value.source in WORDS


def is_known(value: Value) -> bool:
    return value.written or value.entries is not None or bool(value.result) or value.instance is not None
