"""What calling a function of the file may do, by its name: what it and the functions that it calls do to the variables around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.handing import parameter_words
from smslint.sources.code.roots import below

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.sources.code.effects import Effect, Effects
    from smslint.sources.code.shapes import Node

_MOST: Final = 60
"""How many functions that call each other are looked at; where there are more, they may change whatever any function changes."""


class Functions:
    """The functions of one file."""

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self.known: dict[str, list[tuple[Node, shapes.Defined]]] = {}
        self.scopes: dict[int, Names] = {}
        """The classes around each function, by the ids of their shapes."""
        self.unsteady: dict[str, set[Names]] = {}
        """The variables of classes and of the file that functions change, and where those are."""
        self.anything = False
        """Whether something may change any of them."""
        self._reaches: dict[str, frozenset[str]] = {}
        self._changes: dict[str, frozenset[str]] = {}
        self._uses: dict[tuple[str, bool], frozenset[str]] = {}

    def collect(self, root: Node) -> None:
        """Find all functions of the file, and what they change outside of themselves."""
        waiting: list[tuple[Node, Names, bool]] = [(root, (), False)]
        while waiting:
            node, scope, inside = waiting.pop()
            if node is None:
                continue
            shape = self.effects.file.shape(node)
            if isinstance(shape, shapes.Defined):
                if shape.name:
                    self.known.setdefault(shape.name, []).append((node, shape))
                    self.scopes[id(shape)] = scope
                if not inside:
                    self._unsteady(self.effects.outward(node, shape), scope)
                waiting += [(each, scope, True) for each in (*shape.given, *shape.body)]
                continue
            if isinstance(shape, shapes.Wild) and shape.everything:
                self.anything = True
            within = (*scope, *shape.names) if isinstance(shape, shapes.Grouped) and shape.scoped else scope
            if not inside and isinstance(shape, shapes.Called):
                self._unsteady(self.effects.of([node]), scope)
                inside = True  # what is in it is counted
            waiting += [(each, within, inside) for each in below(shape)]

    def _unsteady(self, effect: Effect, scope: Names) -> None:
        for each in (*effect.bound, *effect.changed):
            names = each.split(".")
            if len(names) == 1 or names[0] in SELVES:
                self.unsteady.setdefault(names[-1], set()).add(scope)
            elif len(names) == 2:
                self.unsteady.setdefault(names[-1], set()).add((names[0],))

    def is_unsteady(self, path: Names) -> bool:
        """Whether a function changes what the file assigns."""
        around = path[:-1]
        return self.anything or any(
            scope[: len(around)] == around or (len(scope) == 1 and scope == around[-1:])
            for scope in self.unsteady.get(path[-1], ())
        )

    def defines(self, name: str) -> bool:
        """Whether the file has a function of this name."""
        return name in self.known

    def reach(self, name: str) -> frozenset[str] | None:
        """What a call of a function changes outside of it, by the last names; ``None`` if the file has no such function."""
        if name not in self.known:
            return None
        if name not in self._reaches:
            found: set[str] = set()
            changed: set[str] = set()
            seen = {name}
            waiting = [name]
            while waiting and len(seen) < _MOST:
                for node, shape in self.known[waiting.pop()]:
                    effect = self.effects.outward(node, shape)
                    read = {
                        each for each in effect.handed if each.partition(".")[0] in SELVES or each[:1] in {"@", "$"}
                    }
                    other = effect.handed - read
                    changed.update(each.rpartition(".")[2] for each in (*effect.bound, *effect.changed, *other))
                    found.update(each.rpartition(".")[2] for each in read)
                    more = {each for each in effect.calls if each in self.known} - seen
                    seen |= more
                    waiting += more
            known = len(seen) < _MOST
            self._reaches[name] = frozenset(found | changed) if known else self._all()
            self._changes[name] = frozenset(changed) if known else self._all()
        return self._reaches[name]

    def changes(self, name: str) -> frozenset[str]:
        """What a call of a function of the file may change outside of it, without the attributes that it only uses."""
        return self._changes[name] if self.reach(name) is not None else frozenset()

    def _all(self) -> frozenset[str]:
        """Whatever any function changes outside of itself."""
        return self._reaches.setdefault("", frozenset(self.unsteady))

    def touches(self, name: str, index: int, key: str | None, *, text: bool) -> bool:
        """Whether a function may change what it is given in a place; one that the file does not define may.

        :param text: whether it is a text of Ruby, which few functions change.
        """
        if name not in self.known:
            return True
        words = {key} if key is not None else parameter_words(name, index, self.effects.file.text)
        if (name, text) not in self._uses:
            effects = [self.effects.of(each.body) for _, each in self.known[name]]
            self._uses[name, text] = frozenset(
                one.partition(".")[0]
                for each in effects
                for one in (*each.changed, *(each.handed if each.changed or not text else ()))
            )
        return not words or bool(words & self._uses[name, text])
