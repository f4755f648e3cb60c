"""What the names in a program stand for: variables, constants, attributes, functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code import knowledge
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.reassigned import counted
from smslint.sources.code.tables import Tables
from smslint.sources.code.values import Reach, Value, new_line, reference, unknown

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.span import Span


class Naming(Tables):
    """Evaluates names. What a class or the file assigns is for the class that extends it."""

    def constant(self, names: Names) -> Value | None:
        """The value of a constant of this file."""
        raise NotImplementedError

    def attribute_of(self, owner: Value, name: str) -> Value | None:
        """An attribute of an object of a class of the file."""
        raise NotImplementedError

    def getter(self, names: Names) -> Value | None:
        """What a method returns that is written like an attribute."""
        raise NotImplementedError

    def attribute_at_hand(self, names: Names) -> Value | None:
        """An attribute of the object whose method runs, if its class gives it one value."""
        raise NotImplementedError

    def named(self, names: Names, place: Span, source: str) -> Value:
        known = self.frame.variables.get(".".join(names))
        owner = self.frame.variables.get(".".join(names[:-1])) if len(names) > 1 else None
        of_object = owner is not None and owner.instance is not None
        if known is None and not of_object and not self.is_parameter(names):
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
        if self.frame.instance and len(names) == 2 and (constant := self.constant(names)) is not None:
            return constant.number == known.number
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
        if owner is None and names[0][:1].isupper():
            return self.getter(names)
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

    def attribute_taken(self, names: Names) -> None:
        """A method is taken as a value, or called without brackets: ``add = parts.append``, ``text.clear``."""
        if self.file.grammar.mutable_texts and len(names) == 1 and names[0] not in self.frame.variables:
            if self.functions_of_file.defines(names[0]):
                self.other_changes(names[0])  # a call without brackets
            return
        key = ".".join(names[:-1])
        part = self.part_of_object(key)
        if part is not None and self.is_object(part[2]) and self.changes_object(part[2], names[-1]):
            self.lose_attribute(key)
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


def _is_table(value: Value) -> bool:
    """Whether a value has entries with keys, which are its attributes in JavaScript."""
    return bool(value.entries) and all(key is not None for key, _ in value.entries or ())
