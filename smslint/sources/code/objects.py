"""Objects of the classes of a file: what their attributes are after each of their methods, as in ``SmsBuilder().greet(name).line("Bye").build()``.

A method is run with the attributes of its object as variables; those that it leaves are those that the next method finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.changing import opened
from smslint.sources.code.class_facts import attribute_forms, fields_in_order, is_itself
from smslint.sources.code.classes import Classes, Method, is_known
from smslint.sources.code.deciding import fact_of, facts_of
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.handing import given_as
from smslint.sources.code.making import made
from smslint.sources.code.rerunning import DEEPEST, MOST
from smslint.sources.code.roots import root_of
from smslint.sources.code.table_facts import facts_of_entries
from smslint.sources.code.values import Instance, Value, chosen, followed, lost, unknown
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.code.finding import FoundText
    from smslint.sources.code.rerunning import Ran
    from smslint.sources.code.shapes import Node

    Given = list[tuple[str | None, Value]]

_AS_TEXT: Final = ("__str__", "__toString", "toString", "ToString", "to_s", "String", "description")
"""Methods that say what the text of an object is."""
_WITHOUT_GETTERS: Final = frozenset({"Java", "Go", "PHP"})
"""Languages in which the name of a method alone is never a call of it."""
_LONGEST: Final = 4000
"""Characters of a method that is followed."""
_ITSELF: Final = ("this",)
"""The names of what a method returns that is its own object."""


class Objects(Classes):
    """Runs one file, and knows the objects of its classes."""

    methods_run: dict[str, set[int]]
    """Where methods are called whose objects are known."""
    by_methods: list[FoundText]
    """What methods of objects send."""
    _steady: dict[str, dict[str, Value]]

    def run(self, root: Node) -> None:
        self.methods_run, self.by_methods, self._steady = {}, [], {}
        super().run(root)

    def constructed(self, shape: shapes.Called, given: Given, value: Value) -> Value:
        """A new object of a class of the file with its attributes; any other value as it is."""
        if self.file.grammar.immutable:
            return value
        names = shape.callee[:-1] if shape.callee[-1:] == ("new",) else shape.callee
        kind, fitting = self.named_constructor(shape.callee, given)
        if fitting is None:
            kind = names[-1] if names else ""
            if kind in SELVES and shape.new:
                kind = self.frame.instance or next(iter(self.frame.scope[-2:-1]), "")
            makes = (kind[:1].isupper() or shape.new) and (len(names) < 2 or shape.new)
            if not makes or not self.has_class(kind):
                return value
            constructors = self.constructors(kind)
            fitting = self.fitting(constructors, given)
            if len(constructors) > 1 and fitting is None:
                return value
        instance: Instance | None = Instance(kind, tuple(self.first(kind).items()))
        if fitting is None:
            order = fields_in_order(kind, self.file.text)
            taken = {
                key if key is not None else (*order, *map(str, range(len(given))))[index]: each
                for index, (key, each) in enumerate(given)
            }
        else:
            taken = {
                each: found[1]
                for each in fitting.shape.parameters
                if (found := given_as(each, fitting.shape.name, given, self.file.text))
            }
            left_out = self.values_given(fitting.node, fitting.shape, given, extends=False)
            taken = {**left_out, **taken}
        known = {key: followed(each) for key, each in taken.items() if is_known(each)}
        assert instance is not None
        instance = instance._replace(attributes=tuple({**dict(instance.attributes), **known}.items()))
        if fitting is not None:
            _, instance = self.run_method(fitting, instance, given)
        return value._replace(made=True, instance=instance) if instance is not None else value

    def of_object(self, shape: shapes.Called, given: Given, owner: Value | None, place: Span) -> Value | None:
        """What a method of an object returns; it may leave other attributes. ``None`` if it is not followed."""
        frame = self.frame
        at_hand = bool(frame.instance) and (
            shape.owner is None or is_itself(self.file.source(shape.owner), frame.receiver)
        )
        if at_hand:
            instance = Instance(frame.instance, tuple(self.at_hand().items()))
        elif owner is not None and owner.instance is not None:
            instance = owner.instance
        else:
            return None
        method = self.method(instance.kind, shape.name, given) if shape.callee else None
        if method is None:
            return None
        result, left = self.run_method(method, instance, given)
        if left is None:
            return None
        self.methods_run.setdefault(shape.name, set()).add(place.start)
        source = self.file.text[slice(*place)]
        if at_hand:
            self.leave_at_hand(instance, left)
        elif owner is not None and (key := ".".join(owner.names) or root_of(self.file, shape.owner)) in frame.variables:
            known = frame.variables[key]
            if known.instance is not None and known.instance != left:
                self.changed(key)
                self.keep(key, known._replace(instance=left))
        if result is None:
            return unknown(place, source)._replace(callee=shape.callee, given=tuple(given))
        if result.names != _ITSELF or result.written:
            return result.at(place, source)
        if at_hand:
            return unknown(place, source)._replace(names=_ITSELF)
        value = made(self.file.text, shape, owner, given, place)
        return value._replace(instance=left, made=True, names=owner.names if owner is not None else ())

    def run_method(self, method: Method, instance: Instance, given: Given) -> tuple[Value | None, Instance | None]:
        """What a method returns, and its object after it; no object if it is not run."""
        shape, name = method.shape, method.shape.name
        long = self.file.whole(method.node).end - self.file.place(method.node).start > _LONGEST
        if long or self.runs >= MOST or name in self.running or len(self.running) > DEEPEST:
            return None, None
        forms = attribute_forms(self.file.grammar.title, method.receiver)
        values = self.values_given(method.node, shape, given, extends=False)
        attributes = {
            f"{form}{key}": each
            for key, each in instance.attributes
            for form in forms
            if form or key not in shape.parameters
        }
        facts = facts_of(shape, given, self.conditions)
        facts |= self.facts_at_hand(forms, instance, shape)
        self.runs += 1
        self.running.append(name)
        scope = self.functions_of_file.scopes.get(id(shape), ())
        around = opened({}, scope)._replace(instance=instance.kind, receiver=method.receiver)
        try:
            ran = self.run_apart(shape, around, {**attributes, **values}, facts)
        finally:
            self.running.pop()
        if not self.running:
            self.by_methods += [each for each in ran.texts.found if each.why == "sent" and each.value.written]
        left = self.left_by(method, instance, ran, attributes)
        if not ran.returned:
            return None, left
        itself = [is_itself(each.source, method.receiver) or each.names == _ITSELF for each in ran.returned]
        if all(itself):
            return Value(names=_ITSELF), left
        found = chosen([followed(each) for each in ran.returned], name, ran.returned[0].place, ran.returned[0].source)
        known = is_known(found) or (found.made and bool(found.fields))
        return (found if known and not any(itself) else None), left

    def facts_at_hand(self, forms: tuple[str, ...], instance: Instance, shape: shapes.Defined) -> dict[str, str]:
        """What the attributes of an object certainly are, as a method writes them."""
        known = {key: fact for key, each in instance.attributes if (fact := fact_of(each, self.file.text)) is not None}
        found: dict[str, str] = {}
        for form in forms:
            if form.endswith("."):
                found |= facts_of_entries(form[:-1], known, complete=False)
            else:
                found |= {f"{form}{key}": fact for key, fact in known.items() if form or key not in shape.parameters}
        return found

    def left_by(self, method: Method, instance: Instance, ran: Ran, before: dict[str, Value]) -> Instance:
        """An object after a method; where that may return at several places, what it changes is not known."""
        known = dict(instance.attributes)
        changed: set[str] = set()
        own = ran.frame.own | method.shape.parameters
        for form in attribute_forms(self.file.grammar.title, method.receiver):
            for key, value in ran.frame.variables.items():
                name = key.removeprefix(form)
                if not key.startswith(form) or not name.isidentifier() or before.get(key) is value:
                    continue
                if not form and (name in own or not (name in known or name in ran.frame.fields)):
                    continue
                known[name] = lost(value) if name in changed else value
                changed.add(name)
        if ran.exits > 1:
            effect = self.effects.inside(method.shape)
            for name in {each.rpartition(".")[2].lstrip("@") for each in effect.touched} & known.keys():
                known[name] = lost(known[name])
        return instance._replace(attributes=tuple(known.items()))

    def at_hand(self) -> dict[str, Value]:
        """The attributes of the object whose method runs."""
        found: dict[str, Value] = {}
        for form in reversed(attribute_forms(self.file.grammar.title, self.frame.receiver)):
            for key, value in self.frame.variables.items():
                name = key.removeprefix(form)
                if key.startswith(form) and name.isidentifier() and (form or name in self.frame.fields):
                    found[name] = value
        return found

    def leave_at_hand(self, before: Instance, after: Instance) -> None:
        """The object at hand has other attributes after one of its methods."""
        known = dict(before.attributes)
        for name, value in after.attributes:
            if known.get(name) is not value:
                for form in attribute_forms(self.file.grammar.title, self.frame.receiver):
                    self.frame.fields.add(f"{form}{name}")
                    self.changed(f"{form}{name}")
                    self.keep(f"{form}{name}", value)

    def attribute_of(self, owner: Value, name: str) -> Value | None:
        """An attribute of an object, or what its getter returns."""
        if owner.instance is None:
            return None
        known = dict(owner.instance.attributes).get(name)
        if known is not None:
            return known if is_known(known) else None
        method = self.method(owner.instance.kind, name, [])
        if method is None:
            return None
        self.methods_run.setdefault(name, set())
        result, left = self.run_method(method, owner.instance, [])
        if left != owner.instance:
            return None  # each use of it gives another text
        return result if result is not None and (result.written or result.entries is not None) else None

    def attribute_at_hand(self, names: Names) -> Value | None:
        forms = attribute_forms(self.file.grammar.title, self.frame.receiver)
        path = ".".join(names)
        form = next((each for each in forms if path.startswith(each)), None)
        name = path.removeprefix(form or "")
        if form is None or not name.isidentifier() or name in self.frame.parameters | self.frame.own:
            return None
        kind = self.frame.instance or next((each for each in reversed(self.frame.scope[:-1]) if each in self.kinds), "")
        if self.frame.instance and self.file.grammar.title not in _WITHOUT_GETTERS:
            result = self.of_object(shapes.Called((name,), None, ()), [], None, Span(0, 0))
            if result is not None and result.written:
                return result
        found = self.steady(kind).get(name) if kind else None
        return self.getter(names) if found is None and form else found

    def getter(self, names: Names) -> Value | None:
        """What a method returns that is written like an attribute: ``self.text`` of Python's properties, ``Texts.footer``."""
        title = self.file.grammar.title
        if len(names) != 2 or title in _WITHOUT_GETTERS or not self.functions_of_file.defines(names[1]):
            return None
        place = self.file.place(self.functions_of_file.known[names[1]][0][0])
        return self.result(shapes.Called(names, None, ()), [], None, place)

    def steady(self, kind: str) -> dict[str, Value]:
        """The attributes that the constructor of a class gives a text or a number, and nothing else in the file another value."""
        if kind not in self._steady:
            self._steady[kind] = {}
            constructor = self.fitting(self.constructors(kind), [])
            if constructor is None:
                return {}
            shape = constructor.shape
            around = opened({}, self.functions_of_file.scopes.get(id(shape), ()))._replace(instance=kind)
            self.running.append(shape.name)
            ran = self.run_apart(shape, around, {}, {})
            self.running.pop()
            left = self.left_by(constructor, Instance(kind), ran, {})
            self._steady[kind] = {
                name: value
                for name, value in left.attributes
                if (value.written or value.number) and name not in self.moved
            }
        return self._steady[kind]

    def text_of(self, value: Value) -> Value | None:
        """The text of an object where a text is needed: what its class says; ``None`` if it says nothing."""
        kind = value.instance.kind if value.instance is not None and not value.written else ""
        method = next((each for name in _AS_TEXT if kind and (each := self.method(kind, name, [])) is not None), None)
        if method is None or value.instance is None:
            return None
        result, _ = self.run_method(method, value.instance, [])
        return result if result is not None and result.written else None
