"""Who else may change a value: the one rule for lists, tables and texts that are being built.

Such a value has one variable. Once it has a second name, is stored, or a function that runs later has it, it is *shared*; where something
happens that may change it through the other way, it is unknown from there on. What nothing can change stays known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import knowledge, shapes
from smslint.sources.code.changing import Changes
from smslint.sources.code.effects import Effects
from smslint.sources.code.functions import Functions
from smslint.sources.code.roots import aliases, holder_of, reads_only, root_of
from smslint.sources.code.values import Value, lost, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_RECEIVERS: Final = frozenset({"with", "run", "apply"})
"""Functions of Kotlin that run a function as if it was a method of something."""
NAMED: Final = 1
"""A value has several names in the function."""
STORED: Final = 2
"""It is where other functions find it."""


class Escaping(Changes):
    """Keeps who may change the variables of a program."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.effects = Effects(file)
        self.functions_of_file = Functions(self.effects)

    def is_object(self, value: Value | None) -> bool:
        """Whether a value can be changed behind its name."""
        if value is None or self.file.grammar.immutable:
            return False
        return (
            value.entries is not None
            or value.reach.built
            or value.instance is not None
            or (self.file.grammar.mutable_texts and value.written)
        )

    def is_lost(self, value: Value) -> bool:
        """Whether a value can be changed by anything that has it."""
        return self.is_object(value) and not self.is_text(value)

    @staticmethod
    def is_thing(value: Value) -> bool:
        """Whether it is an object with attributes: methods set them, and functions seldom change them."""
        return value.entries is None and not value.written and bool(value.made or value.fields or value.callee)

    def is_text(self, value: Value) -> bool:
        """Whether it is a text of Ruby, which few methods change."""
        return value.entries is None and not value.reach.built and self.file.grammar.mutable_texts

    def lose(self, key: str) -> None:
        """A variable has a value that is not followed."""
        known = self.frame.variables.get(key)
        if known is None:
            self.lose_attribute(key)
            return
        self.keep(key, lost(known))
        if self.is_thing(known):
            for each in [one for one in self.frame.fields if one.startswith(f"{key}.")]:
                self.lose(each)
        owner = self.frame.variables.get(key.rpartition(".")[0])
        if owner is not None and owner.fields:
            field = (key.rpartition(".")[2], lost(known))
            self.frame.variables[key.rpartition(".")[0]] = owner._replace(fields=(*owner.fields, field))

    def part_of_object(self, path: str) -> tuple[str, str, Value] | None:
        """The variable with a known object that a path leads through, the attribute there, and its value."""
        names = path.split(".")
        for size in range(1, len(names)):
            holder = ".".join(names[:size])
            known = self.frame.variables.get(holder)
            if known is not None and known.instance is not None:
                value = dict(known.instance.attributes).get(names[size])
                return holder, names[size], unknown(known.place, path) if value is None else value
        return None

    def lose_attribute(self, path: str) -> None:
        """An attribute of a known object, or something in it, has a value that is not followed."""
        found = self.part_of_object(path)
        if found is None:
            return
        holder, name, value = found
        known = self.frame.variables[holder]
        if known.instance is not None:
            attributes = {**dict(known.instance.attributes), name: lost(value)}
            # One that it does not have may be another name of all of them: __dict__
            left = (
                known.instance._replace(attributes=tuple(attributes.items()))
                if name in dict(known.instance.attributes)
                else None
            )
            self.keep(holder, known._replace(instance=left))

    def lose_all(self) -> None:
        """Nothing is known of any variable."""
        for key in list(self.frame.variables):
            self.lose(key)

    def share(self, names: Iterable[str], level: int, key: str = "") -> int:
        """Objects have one more name, or are stored. The result is the level of what is shared; 0 if none is."""
        found = 0
        for name in names:
            known = self.frame.variables.get(name)
            if known is None or name == key or not (self.is_object(known) or self.is_thing(known)):
                continue
            if self.file.grammar.copies and known.entries is not None and not known.reach.built:
                continue
            found = level
            if known.reach.shared < level:
                reach = known.reach._replace(shared=level)
                self.frame.variables[name] = known._replace(reach=reach)
            self.frame.watched.add(name)
        return found

    def disturb(self, level: int, key: str = "") -> None:
        """Something may have changed the objects that are shared.

        :param key: the variable through which it did, which is followed.
        """
        for name in self.frame.watched:
            known = self.frame.variables.get(name)
            if name == key or known is None or known.reach.shared < level:
                continue
            if level < STORED or not (
                self.is_text(known) or self.is_thing(known)
            ):  # only what names it changes a text of Ruby
                self.lose(name)

    def changed(self, key: str) -> None:
        """The object of a variable is changed, and what the variable has is followed: what else is the same object is not."""
        known = self.frame.variables.get(key)
        if known is None:
            self.disturb(STORED)
        elif known.reach.shared:
            self.disturb(NAMED, key)

    def unfollowed(self, shape: shapes.Called) -> None:
        """What a call may do that is not followed."""
        name = shape.name
        if name in knowledge.WILD and (shape.owner is None or self.file.grammar.mutable_texts):
            self.lose_all()
            return
        self._of_owner(shape, name)
        if name == "with" and shape.arguments and self._adds_to_receiver(shape):
            for each in aliases(self.file, shape.arguments[0].node):
                self.lose(each)
        own = self.functions_of_file.defines(name)
        if reads_only(shape.callee) and name not in knowledge.CHANGES_GIVEN and not own:
            return
        self._of_given(shape, name)
        if name not in knowledge.APPENDS or own:
            self.other_changes(name)

    def _of_owner(self, shape: shapes.Called, name: str) -> None:
        """The object that a method belongs to."""
        if shape.owner is None:
            return
        key = root_of(self.file, shape.owner)
        known = self.frame.variables.get(key)
        if known is None:
            holder = holder_of(self.file, shape.owner)
            part = self.part_of_object(holder)
            followed = name in knowledge.APPENDS and part is not None and holder == f"{part[0]}.{part[1]}"
            if part is not None and not followed and self.is_object(part[2]) and self.changes_object(part[2], name):
                self.lose_attribute(holder)
            known = self.frame.variables.get(holder)
            if (
                self.is_object(known)
                and known is not None
                and self.changes_object(known, name)
                and name not in knowledge.GETS
            ):
                self.lose(holder)
                self.disturb(NAMED)
            elif self.effects.changes_owner(name):
                self.disturb(STORED)
                if key in self.frame.parameters:
                    self.keep(key, unknown(self.file.place(shape.owner), key))
        elif not self.is_object(known) and known.written and name in (knowledge.MUTATES | knowledge.BEFORE):
            self.lose(key)  # of Swift: a variable with a text
        elif self.is_object(known) and self.changes_object(known, name) and name not in knowledge.APPENDS:
            self.changed(key)
            self.lose(key)
        if name in _RECEIVERS and self._adds_to_receiver(shape):
            self.lose(key)
            self.disturb(NAMED)
        if shape.blocks and self._changes_items(shape):
            given = [name for each in shape.arguments for name in aliases(self.file, each.node)]
            for each in (key, *aliases(self.file, shape.owner), *given):
                self.lose(each)
            self.disturb(NAMED)
        known = self.frame.variables.get(key)
        if known is not None and self.is_thing(known):
            self._of_thing(key, name)

    def _of_thing(self, key: str, name: str) -> None:
        """What a method of the file does to the attributes of its object."""
        known, touched = self.frame.variables[key], self.functions_of_file.reach(name) or frozenset()
        fields = tuple((one, lost(each)) for one, each in known.fields if one in touched)
        if fields:
            self.frame.variables[key] = known._replace(fields=(*known.fields, *fields))

    def _adds_to_receiver(self, shape: shapes.Called) -> bool:
        """Whether a function without a name calls methods that change the object that it runs in."""
        return any("" in self.effects.of(self.closure(each).body).changed for each in shape.blocks)

    def changes_object(self, known: Value, name: str) -> bool:
        if self.is_text(known):
            return name in knowledge.TEXTS_CHANGED or name.endswith("!")
        return name not in knowledge.ONLY_READ

    def _changes_items(self, shape: shapes.Called) -> bool:
        """Whether a function that gets the items of a list changes them."""
        for node in shape.blocks:
            defined = self.closure(node)
            effect = self.effects.of(defined.body)
            if any(each.partition(".")[0] in defined.parameters for each in effect.changed):
                return True
        return False

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

    def _of_given(self, shape: shapes.Called, name: str) -> None:
        for index, each in enumerate(shape.arguments):
            if not index and shape.owner is None and name == "append":
                continue  # of Go: its value is another list
            source = self.file.source(each.node)
            if source.startswith("&") and source.lstrip("&") in self.frame.variables:
                self.capture(source.lstrip("&"))
                continue
            for key in aliases(self.file, each.node):
                known = self.frame.variables.get(key)
                if known is None or not (self.is_object(known) or self.is_thing(known)):
                    continue
                if known.instance is not None:
                    self.frame.variables[key] = known = known._replace(instance=None)
                if (
                    self.is_thing(known)
                    and name not in knowledge.CHANGES_GIVEN
                    and not self.functions_of_file.defines(name)
                ):
                    continue
                static = shape.first_name[:1].isupper() and name in knowledge.APPENDS  # Collections.addAll(list, ..)
                if (name in knowledge.APPENDS and not static) or name in knowledge.HOLDS or shape.new:
                    self.share((key,), STORED)
                elif self.is_text(known) and not self.functions_of_file.defines(name):
                    continue  # few functions change a text of Ruby that they are given
                elif (
                    static
                    or name in knowledge.CHANGES_GIVEN
                    or self.functions_of_file.touches(name, index, each.key, text=self.is_text(known))
                ):
                    self.changed(key)
                    self.lose(key)

    def capture(self, key: str) -> None:
        """Something has the address of a variable, and may change it at any time."""
        known = self.frame.variables.get(key)
        if known is not None and (known.written or known.entries is not None):
            self.lose(key)
            self.frame.captured.add(key)

    def other_changes(self, name: str) -> None:
        """What a call may do to objects that are stored, and a function of the file to the variables around it."""
        touched = self.functions_of_file.reach(name)
        if touched is None or touched:
            self.disturb(STORED)
        for key in self.frame.fields if touched is not None else ():
            if key in (touched or ()) or (not key.isidentifier() and key.rpartition(".")[2] in (touched or ())):
                self.changed(key)
                self.lose(key)
