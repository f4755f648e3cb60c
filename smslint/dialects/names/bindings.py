"""Names to which the template itself assigns a value: ``{% set x = name %}``, ``{% with %}``, ``{% assign %}``, ``$x := .Name``.

If such a name is printed or tested, the tree has its value instead: a literal, or a name and the calls on it. If the value is known
only at run time (an assignment inside a condition, two for one name, a value that smslint does not read), a call named ``=`` marks it, and
a declaration of the list or the project for that name is not used for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.applied import applied
from smslint.dialects.names.assigned import Assigned, Value, joined, literal, unevaluated, value_of
from smslint.dialects.names.captures import MOST, placed
from smslint.records import NamedTuple
from smslint.text.condition import Every, Not, Some, names
from smslint.text.tree import (
    AUTO,
    LITERAL,
    Arm,
    Branch,
    Filter,
    Literal,
    Loop,
    Node,
    Placeholder,
    Sequence,
    of_text,
    size,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.span import Span
    from smslint.text.condition import Condition, Test

_UNKNOWN: Final = Filter("unknown")
_MOST_TEXTS: Final = 50


class _Binding(NamedTuple):
    made: Assigned
    value: Value


def resolve(tree: Sequence, assigned: Iterable[Assigned], value: Callable[[Span], tuple[Node, ...]]) -> Sequence:
    """A tree whose placeholders and conditions have the values of assigned names.

    :param value: the nodes of an expression.
    """
    return _Resolver(list(assigned), value).sequence(tree)


class _Resolver:
    def __init__(self, assigned: list[Assigned], value: Callable[[Span], tuple[Node, ...]]) -> None:
        self.bindings: dict[str, list[_Binding]] = {}
        for each in assigned:
            self.bindings.setdefault(each.name, []).append(_Binding(each, None))
        for here in (".", "this"):  # the rounds of loops are known only where something else gives it a value
            if all(each.made.value is None for each in self.bindings.get(here, ())):
                self.bindings.pop(here, None)
        for name in [name for name, found in self.bindings.items() if all(each.made.own for each in found)]:
            del self.bindings[name]
        assigned = [each for each in assigned if each.name in self.bindings]
        self.captured = {each.name for each in assigned if each.body is not None}
        self.unsure = {name for name, found in self.bindings.items() if not _sure([each.made for each in found])}
        self.starts = {name: [each.made.start for each in found] for name, found in self.bindings.items()}
        self.around = {name: _around([each.made for each in found]) for name, found in self.bindings.items()}
        self.texts: dict[str, tuple[Filter, ...]] = {}
        counts: Counter[str] = Counter()
        for each in assigned:
            node = self.sequence(each.body) if each.body is not None else value_of(each, value)
            if each.body is None and isinstance(node, Sequence):
                node = self.sequence(node)
            if isinstance(node, Placeholder):
                node = self.operands(node)
                node = node if size(node, MOST) <= MOST else None
            if isinstance(node, Placeholder) and (name := _root(node.name)) in self.bindings:
                node = None if name in self.unsure else self.followed(node)
            self.bindings[each.name][counts[each.name]] = _Binding(each, node)
            counts[each.name] += 1

    def followed(self, node: Placeholder) -> Value:
        """The value of a placeholder that begins with an assigned name."""
        made = self.at(node.name, node.span.start)
        if made is None or made.made.own:
            return node
        if made.value is None or isinstance(made.value, Literal | Sequence):
            return None
        rest = node.name[len(made.made.name) :]
        return None if rest and made.value.calls else joined(made.value, node, made.value.name + rest)

    def at(self, name: str, offset: int) -> _Binding | None:
        """The assignment that is valid for a name at an offset."""
        root = _root(name)
        found = self.bindings.get(root, [])
        if root in self.unsure:
            return next((each for each in found if each.made.start <= offset < each.made.end), None)
        index = bisect_right(self.starts.get(root, ()), offset) - 1
        while index >= 0 and found[index].made.end <= offset:
            index = self.around[root][index]
        return found[index] if index >= 0 else None

    def sequence(self, node: Sequence) -> Sequence:
        return Sequence(tuple(map(self.node, node.parts)), node.span)

    def node(self, node: Node) -> Node:
        match node:
            case Placeholder():
                return self.placeholder(node)
            case Sequence():
                return self.sequence(node)
            case Branch():
                return Branch(tuple(map(self.arm, node.arms)), node.span)
            case Loop():
                empty = None if node.empty is None else self.sequence(node.empty)
                return node._replace(
                    body=self.sequence(node.body),
                    empty=empty,
                    name=self.items(node),
                    condition=self.condition(node.condition, node.span),
                )
            case Literal():
                return node

    def items(self, node: Loop) -> str:
        """The name whose declared number of items holds for a loop; empty if it is another list than the declared one."""
        name = _root(node.name)
        if name not in self.bindings:
            return node.name
        if name in self.unsure:
            return ""
        found = self.at(node.name, node.span.start - 1)  # the variable of the loop has another value inside
        if found is None or found.made.own:
            return node.name
        if not isinstance(found.value, Placeholder) or found.value.calls:
            return ""
        return found.value.name + node.name[len(found.made.name) :]

    def arm(self, arm: Arm) -> Arm:
        return Arm(self.sequence(arm.body), self.condition(arm.condition, arm.body.span))

    def operands(self, node: Placeholder) -> Placeholder:
        """A placeholder with what the names in its calls stand for."""
        if not any(call.operands for call in node.calls):
            return node
        calls = tuple(
            call._replace(operands=tuple((place, self.node(each)) for place, each in call.operands))
            for call in node.calls
        )
        return node._replace(calls=calls)

    def placeholder(self, node: Placeholder) -> Node:
        node = self.operands(node)
        name = _root(node.name)
        if name not in self.bindings or node.opaque or (node.calls and node.calls[0].name == LITERAL):
            return node
        if name in self.unsure:
            return self.undecided(node, name)
        found = self.at(node.name, node.span.start)
        if found is None or found.made.own:
            return node
        return self.given(node, found)

    def undecided(self, node: Placeholder, name: str) -> Placeholder:
        """A name with one of several values: its own, or one that the template may assign."""
        if name not in self.texts:
            given = [each for each in self.bindings[name] if not each.made.own]
            values = [each.value for each in given[:_MOST_TEXTS]]
            texts = tuple(Filter("also", (each.text,)) for each in values if isinstance(each, Literal))
            self.texts[name] = texts if len(texts) == len(given) else (_UNKNOWN,)
        effects = self.texts[name] if name == node.name else (_UNKNOWN,)
        made = unevaluated(node, self.bindings[name][0].made.written, effects)
        return made._replace(opaque=True) if name in self.captured else made

    def given(self, node: Placeholder, found: _Binding) -> Node:
        value, rest = found.value, node.name[len(found.made.name) :]
        if isinstance(value, Sequence):
            there = None if rest else placed(value, node.span)
            if there is not None and (node.calls or node.filters):
                return self.changed(there, node, found.made)
            return there or unevaluated(node, found.made.written, (_UNKNOWN,))._replace(opaque=True)
        if value is None or (rest and (isinstance(value, Literal) or value.calls)):
            return unevaluated(node, found.made.written, (_UNKNOWN,))
        return literal(value.text, node) if isinstance(value, Literal) else joined(value, node, value.name + rest)

    def changed(self, text: Sequence, node: Placeholder, made: Assigned) -> Node:
        """What the calls of an output make of an assigned text."""
        known = len(node.calls) >= len(node.filters)
        if known and made.body is None and (there := applied(text, "", node.calls, node.filters)) is not None:
            return there
        # Whether a captured text is safe depends on where it was made.
        if known and made.body is not None and not any(call.name == AUTO for call in node.calls):
            return of_text(text, node.span, node.name, node.filters, node.calls)._replace(opaque=True)
        return unevaluated(node, made.written, (_UNKNOWN,))._replace(opaque=True)

    def condition(self, condition: Condition | None, span: Span) -> Condition | None:
        if condition is None or condition.test is None:
            return condition
        test = self.test(condition.test, span.start)
        if test is condition.test:
            return condition
        return condition._replace(test=test)

    def test(self, test: Test, offset: int) -> Test | None:
        """A test with the values of its names; ``None`` if they are known only at run time."""
        if not any(_root(name) in self.bindings for name in names(test)):
            return test
        match test:
            case Not():
                inner = self.test(test.test, offset)
                return None if inner is None else Not(inner)
            case Every() | Some():
                inners = [self.test(each, offset) for each in test.tests]
                known = tuple(each for each in inners if each is not None)
                return type(test)(known) if len(known) == len(inners) else None
        if any(_root(name) in self.unsure for name in names(test)):
            return None
        stand: dict[str, str] = {}
        for index, name in enumerate(names(test)):
            found = self.at(name, offset)
            if found is None or found.made.own:
                continue
            rest = name[len(found.made.name) :]
            if not isinstance(found.value, Placeholder) or (rest and found.value.calls):
                return None
            # The value may have the name of another binding, which must not replace it.
            stand[f"\0{index}"] = found.value.name + rest
            test = test.about(name, f"\0{index}", found.value.calls)
        for sign, name in stand.items():
            test = test.about(sign, name, ())
        return test


def _sure(made: list[Assigned]) -> bool:
    """Whether the valid assignment of a name is known at each place: each always happens, after another one or within its block."""
    if not all(each.certain for each in made):
        return False
    ends: list[int] = []
    for each in made:
        while ends and ends[-1] <= each.start:
            ends.pop()
        if ends and (each.end > ends[-1] or not each.scoped):
            return False
        ends.append(each.end)
    return all(one.start <= two.start for one, two in pairwise(made))


def _around(made: list[Assigned]) -> list[int]:
    """For each assignment the index of the one in whose block it is; -1 where there is none."""
    outer: list[int] = []
    open_: list[int] = []
    for index, each in enumerate(made):
        while open_ and made[open_[-1]].end <= each.start:
            open_.pop()
        outer.append(open_[-1] if open_ else -1)
        open_.append(index)
    return outer


def _root(name: str) -> str:
    return name.partition(".")[0] or name
