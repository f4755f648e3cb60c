"""Runs statements that an error may end at any place, and what runs after an error, or in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code.applying import Applying
from smslint.sources.code.values import chosen, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smslint.sources.code import shapes
    from smslint.sources.code.shapes import Node
    from smslint.sources.code.values import Value

_MOST: Final = 4
"""How many values of a variable are kept where an error may have skipped the others."""


class Trying(Applying):
    """Runs ``try`` and what belongs to it."""

    def tried(self, shape: shapes.Tried, run: Callable[[Sequence[Node]], str]) -> str:
        """Run statements that an error may end at any place, and what runs after one.

        :param run: runs the statements that may be the last.
        """
        before = dict(self.frame.variables)
        self.histories.append({})
        result = self.execute(shape.body) or run(shape.rest) if shape.rest else run(shape.body)
        history = self.histories.pop()
        last = [] if result else [self.frame.variables]
        ends: list[dict[str, Value]] = []
        frame = self.frame
        skipped = dict(frame.variables)
        for key, values in history.items():
            known = [*([before[key]] if key in before else []), *values]
            skipped[key] = (
                chosen(known, "", values[-1].place, values[-1].source) if len(known) <= _MOST else lost(values[-1])
            )
        for each in shape.handlers:
            self.frame = frame._replace(variables=dict(skipped))
            if not run(each):
                ends.append(self.frame.variables)
        ends += last
        self.frame = frame._replace(variables=dict(ends[0] if ends else skipped))
        self.meet(ends, "")
        ended_by = self.execute(shape.final)
        self.after_errors(shape.final)
        variables = self.frame.variables
        self.frame = frame
        for key, value in variables.items():
            if frame.variables.get(key) is not value:
                self.keep(key, value)
        return ended_by or ("" if ends else result)

    def after_errors(self, final: Sequence[Node]) -> None:
        """What runs in any case also runs before an error reaches the statement around, from a place that is not followed."""
        effect = self.effects.of(final)
        for key in {*effect.bound, *effect.changed} & self.frame.variables.keys() if self.histories else ():
            self.histories[-1].setdefault(key, []).append(lost(self.frame.variables[key]))
