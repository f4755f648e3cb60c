"""The constants of a program: what its classes and the file itself assign, evaluated when something asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.changing import opened
from smslint.sources.code.evaluating import Evaluator
from smslint.sources.code.fixed_words import SELVES
from smslint.sources.code.reassigned import is_reassigned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.sources.code.values import Value

DEEPEST: Final = 120
"""The limit for blocks in blocks."""


class Constants(Evaluator):
    """Knows the constants of one file."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.constants: dict[Names, Node] = {}
        self.by_name: dict[str, list[Names]] = {}
        self.values: dict[Names, Value | None] = {}
        self.without_value: dict[str, set[str]] = {}
        """What each class only declares."""
        self.members: set[Names] = set()
        """Those that are only seen through their object."""

    def collect(self, nodes: Iterable[Node], scope: Names, depth: int) -> None:
        """Find what classes and the file itself assign, without looking into functions."""
        if depth > DEEPEST:
            return
        for node in nodes:
            match self.file.shape(node):
                case shapes.Grouped(names, inner, scoped):
                    self.collect(inner, (*scope, *names) if scoped else scope, depth + 1)
                case shapes.Other(inner):
                    self.collect(inner, scope, depth + 1)
                case shapes.Bound(names, value, adds) as shape if names and value is not None:
                    path = (*scope, *names)
                    if self.file.grammar.isolated and not shape.declares:
                        self.members.add(path)
                    if adds or path in self.constants:
                        self.values[path] = None
                    self.constants.setdefault(path, value)
                    self.by_name.setdefault(names[-1], []).append(path)
                case shapes.Declared(names) if scope:
                    self.without_value.setdefault(scope[-1], set()).update(names)
                case _:
                    pass

    def constant_at(self, path: Names) -> Value | None:
        """The value of a constant; ``None`` while it is asked for by itself, or if it has several."""
        if path not in self.values:
            self.values[path] = None
            frame, depth = self.frame, self.depth
            self.frame = opened({}, path[:-1], constants=True)
            value = self.value(self.constants[path])
            self.frame, self.depth = frame, depth
            self.values[path] = value._replace(origin=path)
        return self.values[path]

    def constant(self, names: Names) -> Value | None:
        paths = self.by_name.get(names[-1], ()) if names else ()
        best: Names | None = None
        for path in paths:
            if (len(names) == 1 and path in self.members) or (len(path) == 1 and names[0] in SELVES):
                continue
            if path[:-1] == self.frame.scope[: len(path) - 1] or (len(names) > 1 and names[-2:-1] == path[-2:-1]):
                best = path if best is None or len(path) > len(best) else best
        if best is None and len(names) > 1 and len(paths) == 1:
            best = paths[0]
        value = None if best is None else self.constant_at(best)
        if best is None or value is None:
            return None
        changes = is_reassigned(best[-1], value.place.start, self.file.text, self.file.grammar.title)
        return None if changes else value
