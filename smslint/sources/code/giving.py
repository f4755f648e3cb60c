"""What functions give back: a value that they return, or that of their last expression, also at the end of each arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources.code import shapes
from smslint.sources.code.assigning import Assigning
from smslint.sources.code.constants import DEEPEST
from smslint.sources.code.deciding import arms_that_run
from smslint.sources.code.finding import FoundText
from smslint.sources.code.values import lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.sources.code.values import Value


class Giving(Assigning):
    """Keeps what functions return. How other statements run is for the class that extends it."""

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.blocks = 0
        """How many blocks are around the statement that runs."""
        self.results: list[Value] = []
        """What the function that runs returns."""
        self.deferred: list[Node] = []
        """The calls that run at the end of the function."""

    def step(self, node: Node) -> str:
        """Run a statement; the result says how it ends."""
        raise NotImplementedError

    def last(self, nodes: Sequence[Node]) -> None:
        """Run the body of a function whose value is that of its last expression."""
        if self.blocks > DEEPEST:
            raise SourceError("This is nested too deeply to be read.")
        if not nodes or self.execute(nodes[:-1]):
            return
        self.blocks += 1
        node = nodes[-1]
        match self.file.shape(node):
            case shapes.Grouped((), inner, False):
                self.last(inner)
            case shapes.Forked(asked, arms, closed) as shape if not shape.cases:
                self.each_last(asked, arms, closed=closed)
            case shapes.Chosen(_, arms, asked, several) if several:
                self.each_last((asked,) if asked is not None else (), [(each,) for each in arms], closed=True)
            case shapes.Tried() as tried:
                self.tried(tried, self.last_of)
            case shapes.Other((*inner,)) if inner:
                self.last(inner)
            case (
                shapes.Written()
                | shapes.Joined()
                | shapes.Chosen()
                | shapes.Called()
                | shapes.Filled()
                | shapes.Named()
                | shapes.Indexed()
                | shapes.Listed()
            ):
                self.give(self.value(node))
            case _:
                self.step(node)
        self.blocks -= 1

    def last_of(self, nodes: Sequence[Node]) -> str:
        """Run statements of which the last is a value that the function returns."""
        leavings = self.leavings
        self.last(nodes)
        return "left" if self.leavings > leavings else ""

    def each_last(self, asked: Sequence[Node], arms: Iterable[Sequence[Node]], *, closed: bool) -> None:
        for each in asked:
            self.value(each)
        arms, closed = arms_that_run(self.conditions, asked, tuple(arms), closed=closed)
        frame = self.frame
        ends = [] if closed else [dict(frame.variables)]
        for arm in arms:
            self.frame = frame._replace(variables=dict(frame.variables))
            self.last(arm)
            ends.insert(len(ends) - (not closed), self.frame.variables)
        self.frame = frame
        self.meet(ends, self.asked(asked))

    def give(self, value: Value) -> None:
        """A function returns a value, or a table of them."""
        if self.deferred:  # which may change it
            value = lost(value)
        self.results.append(value)
        self.given(value, self.frame.scope)

    def given(self, value: Value, path: Names) -> None:
        changed = self.frame.parameters & self.frame.variables.keys()
        if self.frame.function and value.entries and not value.written:
            for index, (key, each) in enumerate(value.entries):
                if each.written:
                    self.texts.add(FoundText("return", (*path, key or str(index)), path, each, changed=changed))
        if self.frame.function and value.written:
            self.texts.add(FoundText("return", path, path, value, changed=changed))
