"""Runs the loops and the forks of a program, and its functions without a name: their variables hide those around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import shapes
from smslint.sources.code.constants import Constants
from smslint.sources.code.deciding import arms_that_run
from smslint.sources.code.escaping import NAMED
from smslint.sources.code.returning import fills_fields
from smslint.sources.code.roots import aliases, follows, holder_of
from smslint.sources.code.rounds import begun, ended, one_of
from smslint.sources.code.values import Reach, chosen, lost, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.sources.code.effects import Effect
    from smslint.sources.code.finding import Texts
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node
    from smslint.sources.code.values import Value
    from smslint.span import Span

_MOST: Final = 4
"""How many arms that run into the next are followed."""


class Exit(NamedTuple):
    """A block that a ``break`` leaves, and what the variables are there."""

    loop: bool
    ends: list[dict[str, Value]]


class Loops(Constants):
    """Runs the statements of loops, of forks and of functions without a name. How it runs others is for the class that extends it."""

    texts: Texts

    def __init__(self, file: File) -> None:
        super().__init__(file)
        self.exits: list[Exit] = []
        self.leavings = 0
        """How often a function was left before its end."""
        self.closed_by: Exit | None = None
        """What a return leaves, if it is that of a function without a name."""

    def execute(self, nodes: Iterable[Node]) -> str:
        """Run statements; the result says how they end."""
        raise NotImplementedError

    def step(self, node: Node) -> str:
        """Run a statement; the result says how it ends."""
        raise NotImplementedError

    def hide(self, names: Iterable[str], place: Span) -> None:
        """Variables get values that are not followed."""
        if not self.frame.facts.keys().isdisjoint(names := tuple(names)):
            facts = {name: fact for name, fact in self.frame.facts.items() if name not in names}
            self.frame = self.frame._replace(facts=facts)
        for name in names:
            if name in self.frame.variables or name in self.by_name or name in self.frame.parameters:
                known = self.frame.variables.get(name)
                reach = lost(known).reach if known is not None else Reach()
                self.keep(name, unknown(place, name)._replace(reach=reach))

    def leave(self, shape: shapes.Left) -> str:
        """A ``break`` or the next round: the variables are so where the loop goes on or ends."""
        if not shape.breaks:
            self.leavings += 1
            return "left"
        for each in reversed(self.exits):
            if shape.next_round and not each.loop and not shape.farther:
                continue
            each.ends.append(dict(self.frame.variables))
            if not shape.farther:
                break
        return "broken"

    def loop(
        self,
        shape: shapes.Repeated,
        over: str,
        place: Span | None = None,
        *,
        closes: bool = False,
        items: Value | None = None,
    ) -> None:
        """Run the statements of a loop once: what they add to a text is repeated.

        :param closes: whether a return only ends the round.
        :param items: what the loop runs over, if no node is.
        """
        asked = self.effects.of([shape.over]) if shape.over is not None else None
        again = shape.over if asked is not None and asked.touched else None
        if shape.over is not None:
            items = self.value(shape.over)
        effect = self.effects.of([*shape.body, *shape.after])
        if any(each.partition(".")[0] in shape.names for each in effect.changed):  # an item of what it runs over
            for each in (holder_of(self.file, shape.over), *aliases(self.file, shape.over)):
                self.lose(each)
            self.disturb(NAMED)
        for key in [each for each in effect.touched if (old := self.frame.variables.get(each)) and old.instance]:
            self.lose(key)
        frame = self.frame
        before = dict(frame.variables)
        started = {key: begun(old, key, effect, place) for key, old in before.items() if _changes(effect, key)}
        self.frame = frame._replace(variables={**before, **started})
        if place is not None:
            self.hide(shape.names, place)
            one = one_of(items, over, place) if shape.item and items is not None else None
            if one is not None:
                self.frame.variables[shape.item] = one
        self.exits.append(Exit(True, []))
        if closes:
            self.closed_by = self.exits[-1]
        result = self.execute(shape.body)
        ends = [*self.exits.pop().ends, *([self.frame.variables] if not result else [])]
        self.frame = self.frame._replace(variables=self.frame.variables if not ends else dict(ends[0]))
        self.meet(ends, over)
        if ends:
            self.execute((*shape.after, *([again] if again is not None else ())))
        after = self.frame.variables
        self.frame = frame
        for key, new in after.items() if ends else ():
            old = before.get(key)
            if old is None or old is new or (shape.declares and key in shape.names):
                continue
            if fills_fields(key, new):
                continue
            if started.get(key) is new:
                if not (key in effect.changed and key in effect.replaced):
                    continue
                new = lost(old)
            value = ended(old, started.get(key, old), new, over)
            self.keep(key, value)
            if value.written:
                self.texts.met((*frame.scope, key), frame.variables[key])

    def fork(
        self,
        asked: Sequence[Node],
        arms: Iterable[Sequence[Node]],
        *,
        closed: bool,
        cases: bool = False,
        into: bool = False,
    ) -> str:
        """Run each arm on its own; afterwards a variable has one of the values that the arms gave it.

        :param cases: whether a ``break`` ends an arm.
        :param into: whether an arm without an end runs into the next one.
        """
        for each in asked:
            self.step(each)
        arms, closed = arms_that_run(self.conditions, asked, tuple(arms), closed=closed, into=into)
        frame = self.frame
        before = dict(frame.variables)
        ends: list[dict[str, Value]] = []
        question = self.asked(asked)
        previous: dict[str, Value] | None = None
        results: set[str] = set()
        falls = 0
        if cases:
            self.exits.append(Exit(False, ends))
        for arm in arms:
            self.frame = frame._replace(variables=dict(before))
            if previous is not None:
                self.meet([before, previous], question)
                falls += 1
                for key in [each for each in previous if falls > _MOST and previous[each] is not before.get(each)]:
                    self.lose(key)
            result = self.execute(arm)
            results.add(result)
            previous = self.frame.variables if into and not result else None
            if not result and not into:
                ends.append(self.frame.variables)
        if previous is not None:
            ends.append(previous)
        if cases:
            self.exits.pop()
        self.frame = frame
        if self.file.grammar.immutable and (ends or not closed):
            return ""  # what an arm assigns ends with it
        if not closed:
            ends.append(before)
        if not ends:
            return "broken" if "broken" in results and not cases else "left"
        self.meet(ends, question)
        return ""

    def meet(self, ends: list[dict[str, Value]], question: str) -> None:
        for key in {key: None for end in ends for key in end}:
            values = [end[key] for end in ends if key in end]
            known = self.frame.variables.get(key)
            if all(each is values[0] for each in values):
                if values[0] is not known:
                    self.keep(key, values[0])
                continue
            value = chosen(values, question, values[0].place, values[0].source)
            self.keep(key, value)
            if value.written and not self.frame.constants:
                self.texts.met((*self.frame.scope, key), self.frame.variables[key])

    def perhaps(self, shape: shapes.Perhaps) -> str:
        """Evaluate an expression, and one that may not be evaluated after it."""
        self.step(shape.first)
        effect = self.effects.of([shape.rest])
        if effect.touched or effect.calls or not self.is_value(shape.rest):
            return self.fork((), ((shape.rest,),), closed=False)
        self.value(shape.rest)
        return ""

    def is_value(self, node: Node) -> bool:
        """Whether something is an expression, and no statement that leaves a block."""
        return not isinstance(self.file.shape(node), shapes.Left | shapes.Returned | shapes.Grouped | shapes.Forked)

    def block(self, nodes: tuple[Node, ...], call: shapes.Called | None = None, items: Value | None = None) -> None:
        frame = self.frame
        repeats = self.repeats(call) if call is not None else ""
        perhaps = call is not None and self.is_perhaps(call)
        later = call is not None and not follows(call)
        self.frame = frame._replace(function="", constants=False)
        exits, closed_by = self.exits, self.closed_by
        outside_of_it = {*frame.variables, *frame.parameters}
        if not self.file.grammar.assigned_is_own:
            outside_of_it |= frame.own
        for node in nodes:
            closure = self.closure(node)
            place = self.file.place(node)
            outside = {name: frame.variables.get(name) for name in closure.parameters}
            self.exits = []
            if repeats:
                item = next(iter(closure.parameters)) if len(closure.parameters) == 1 else ""
                round_of = shapes.Repeated(None, closure.body, closure.parameters, item)
                self.loop(round_of, repeats, place, closes=True, items=items)
            else:
                self.hide(closure.parameters, place)
                self.closed_by = Exit(True, [])
                self.exits.append(self.closed_by)
                self.fork((), (closure.body,), closed=not perhaps)
                ends = self.closed_by.ends
                if ends:
                    self.meet([*ends, self.frame.variables], "")
            for name, value in outside.items():
                if value is not None:
                    frame.variables[name] = value
                else:
                    frame.variables.pop(name, None)
            if later:
                effect = self.effects.of(closure.body)
                changed = {*effect.bound, *effect.changed} - effect.declared - closure.parameters
                frame.captured.update(changed & outside_of_it)
        self.exits, self.closed_by = exits, closed_by
        self.frame = frame


def _changes(effect: Effect, key: str) -> bool:
    return key in effect.bound or key in effect.changed or key in effect.stored
