"""What code may do to the variables around it, seen without running it: the one question about functions, loops and what may not run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import knowledge, shapes
from smslint.sources.code.roots import SPREADS, aliases, below, holder_of, is_addition, reads_only, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_SELVES: Final = ("self.", "this.", "cls.", "@", "$")


class Effect(NamedTuple):
    """What code does to variables, by their names with dots between them."""

    bound: dict[str, int]
    """What it gives another value, and how often."""
    changed: set[str]
    """Objects that it changes behind their names: something is added to them, or one of their entries is another."""
    handed: set[str]
    """Objects that get another name, are stored, or are given to something that is not followed."""
    declared: set[str]
    """Variables of its own."""
    outer: set[str]
    """Variables that it says are those around it: ``nonlocal``."""
    calls: set[str]
    """The last names of the functions that it calls."""
    replaced: set[str]
    """Those of the changed that it does not only add to at the end."""
    stored: set[str]
    """What functions in it change that may run at another time, or several times."""
    lent: set[str]
    """Objects that such functions hand to something."""
    last: dict[str, int]
    """Where it last changes each of them, or gives it another value."""
    defines: set[str]
    """The functions in it; an empty name stands for those that have none."""

    @property
    def touched(self) -> set[str]:
        """All that may not be what it was."""
        return {*self.bound, *self.changed, *self.handed}


class Effects:
    """Answers for the code of one file."""

    def __init__(self, file: File) -> None:
        self.file = file
        self._functions: dict[object, Effect] = {}
        self._inside: dict[int, tuple[shapes.Defined, Effect]] = {}
        """What the functions do inside, by the ids of their shapes, which are kept so that no other has the same."""

    def of(self, nodes: Iterable[Node]) -> Effect:
        """What statements or expressions may do."""
        found = _none()
        waiting: list[tuple[Node, bool]] = [(each, False) for each in nodes]
        while waiting:
            node, followed = waiting.pop()
            if node is None:
                continue
            shape = self.file.shape(node)
            if isinstance(shape, shapes.Defined):
                found.defines.add(shape.name)
                _merge(found, self.outward(node, shape), later=not followed)
                continue
            if isinstance(shape, shapes.Grouped) and shape.scoped:
                _merge(found, self.of(shape.nodes), later=True)
                continue
            self._own(found, shape)
            blocks = shape.blocks if isinstance(shape, shapes.Called) else ()
            wraps = followed and isinstance(shape, shapes.Other) and len(shape.nodes) == 1
            waiting += [(each, wraps or each in blocks) for each in below(shape)]
        return found

    def inside(self, shape: shapes.Defined) -> Effect:
        """What a function may do to its own variables and to others."""
        known = self._inside.get(id(shape))
        if known is None:
            known = self._inside[id(shape)] = shape, self.of((*shape.given, *shape.body))
        return known[1]

    def outward(self, node: Node, shape: shapes.Defined) -> Effect:
        """What a function may do to the variables around it."""
        key = (node.type, node.id) if hasattr(node, "id") else node
        if key in self._functions:
            return self._functions[key]
        self._functions[key] = _none()
        inner = self.inside(shape)
        handed = {*inner.handed, *(aliases(self.file, shape.body[-1]) if shape.body else ())}
        own = shape.parameters | inner.declared
        if self.file.grammar.owns_assigned(shape.name):
            own |= {each for each in inner.bound if "." not in each and not each.startswith(_SELVES)} - inner.outer

        def leaves(name: str) -> bool:
            return name.startswith(_SELVES) or name.partition(".")[0] not in own

        made = Effect(
            bound={name: count for name, count in inner.bound.items() if leaves(name)},
            changed=set(filter(leaves, inner.changed)),
            handed=set(filter(leaves, handed)),
            declared=set(),
            outer=set(),
            calls=inner.calls,
            replaced=set(filter(leaves, inner.replaced)),
            stored=set(filter(leaves, inner.stored)),
            lent=set(filter(leaves, inner.lent)),
            last={name: place for name, place in inner.last.items() if leaves(name)},
            defines=set(),
        )
        self._functions[key] = made
        return made

    def _own(self, found: Effect, shape: shapes.Shape) -> None:
        """What a statement or an expression does itself."""
        match shape:
            case shapes.Bound(names, value):
                self._bound(found, shape)
                if names:
                    found.handed.update(aliases(self.file, value))
            case shapes.Hidden(names):
                for each in names:
                    _bind(found, each, 0)
                    found.replaced.add(each)
            case shapes.Repeated(_, _, names):
                for each in names:
                    _bind(found, each, 0)
                    found.replaced.add(each)
                found.declared.update(names if shape.declares else ())
            case shapes.Declared(names):
                found.declared.update(names)
            case shapes.Outer(names):
                found.outer.update(names)
            case shapes.Listed(entries):
                for entry in entries:
                    if entry.key not in SPREADS:
                        found.handed.update(aliases(self.file, entry.node))
            case shapes.Returned(values):
                for node in values:
                    found.handed.update(aliases(self.file, node))
            case shapes.Named(names):
                if len(names) > 1 and names[-1] not in knowledge.ONLY_READ:
                    found.handed.add(".".join(names[:-1]))
            case shapes.Called():
                self._called(found, shape)
            case _:
                pass

    def _bound(self, found: Effect, shape: shapes.Bound) -> None:
        key = ".".join(shape.names)
        if shape.key is not None:
            found.changed.add(key)
            found.replaced.add(key)
            _last(found, key, self.file.place(shape.value).start)
            return
        if shape.declares:
            found.declared.add(key)
        _bind(found, key, self.file.place(shape.value).start)
        if len(shape.names) > 1:
            found.changed.add(".".join(shape.names[:-1]))
        if shape.adds:
            found.changed.add(key)
        elif not is_addition(self.file, shape):
            found.replaced.add(key)

    def changes_owner(self, name: str) -> bool:
        """Whether a method certainly changes the object that it belongs to."""
        return (
            name in knowledge.APPENDS
            or name in knowledge.MUTATES
            or name in knowledge.BEFORE
            or name.endswith("!")
            or (self.file.grammar.mutable_texts and name in knowledge.TEXTS_CHANGED)
        )

    def _called(self, found: Effect, shape: shapes.Called) -> None:
        name = shape.name
        found.calls.add(name)
        root = root_of(self.file, shape.owner) if shape.owner is not None else ""
        if name == "Fprintf" and shape.arguments:
            found.changed.update(aliases(self.file, shape.arguments[0].node))
        if self.changes_owner(name):
            found.changed.add(root)
            _last(found, root, self.file.place(shape.owner).start if shape.owner is not None else 0)
            if root == "-" and shape.owner is not None:
                found.changed.add(holder_of(self.file, shape.owner))
            if name not in knowledge.APPENDS or name in knowledge.FIRST:
                found.replaced.add(root)
        elif shape.owner is not None and name not in knowledge.ONLY_READ:
            found.handed.add(root)
        if self.file.grammar.copies and shape.callee == ("&",):
            for each in shape.arguments:
                found.changed.update(aliases(self.file, each.node))
                found.replaced.update(aliases(self.file, each.node))
        if name in knowledge.CHANGES_GIVEN and not self.file.grammar.copies:
            for each in shape.arguments:
                found.changed.update(aliases(self.file, each.node))
        elif not reads_only(shape.callee):
            for each in shape.arguments:
                found.handed.update(aliases(self.file, each.node))


def _bind(found: Effect, name: str, place: int) -> None:
    found.bound[name] = found.bound.get(name, 0) + 1
    _last(found, name, place)


def _last(found: Effect, name: str, place: int) -> None:
    found.last[name] = max(found.last.get(name, 0), place)


def _none() -> Effect:
    return Effect({}, set(), set(), set(), set(), set(), set(), set(), set(), {}, set())


def _merge(found: Effect, inner: Effect, *, later: bool) -> None:
    """What a function or a class in the code does around it.

    :param later: whether that may be at another time, or several times.
    """
    for name, count in inner.bound.items():
        found.bound[name] = found.bound.get(name, 0) + count
    for name, place in inner.last.items():
        _last(found, name, place)
    found.changed.update(inner.changed)
    found.handed.update(inner.handed)
    found.replaced.update(inner.replaced)
    found.calls.update(inner.calls)
    found.stored.update(inner.stored)
    found.lent.update(inner.lent)
    if later:
        found.stored.update(inner.bound, inner.changed)
        found.lent.update(inner.handed)
