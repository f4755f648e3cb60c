"""Templates that a program fills: ``String.format``, ``sprintf``, ``fmt.Sprintf``, ``%``, ``string.Format``."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import LARGEST, Value, followed, name_of, size_of, unknown
from smslint.sources.widths import width_of
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Call, Literal, Loop, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Many

    from smslint.text.tree import Node

PRINTF: Final = re.compile(
    r"%(?:(?P<sign>%)|(?P<line>n)|\{(?P<braced>\w+)\}|(?:(?P<place>\d+)\$|<(?P<named>\w+)>)?[-+ 0#,(']*"
    r"(?P<sizes>(?:(?:\[\d+\])?\*|\d+)?(?:\.(?:(?:\[\d+\])?\*|\d+)?)?)(?:\[(?P<go>\d+)\])?(?:[-+ 0#,(']*\d*(?:\.\d*)?)"
    r"(?:hh|h|ll|l|L|q|z|t|j)?[a-zA-Z@])"
)
"""``%s``, ``%1$s``, ``%.2f``, ``%[2]*[1]d``, ``%@``, ``%{name}``, ``%<name>s``; ``%%`` is a percent sign, and ``%n`` a line break in Java."""
NUMBERED: Final = re.compile(r"(?P<sign>\{\{|\}\})|\{(?P<zero>\d+)(?:,[^{}:]*)?(?::[^{}]*)?\}")
"""``{0}``, ``{1:C}``; ``{{`` is a brace."""


_PLAIN: Final = re.compile(r"%(?:\d+\$|\((\w+)\)|\{\w+\}|<\w+>)?[dsivu]|%\{\w+\}|\{\w*\}")
"""A conversion that prints a whole number as it is."""
_INDEX_OF_SIZE: Final = re.compile(r"(?:\[(\d+)\])?\*")
"""A width that is one of the values: in Go, perhaps the one of a number."""


def filled(template: Value, filling: Filling, place: Span, source: str) -> Value:
    """The text of a template with values."""
    parts = tuple(filling.nodes(template.parts))
    size = size_of(parts)
    if size > LARGEST:
        return unknown(place, source, opaque=True)
    return Value(parts, True, size, place, source)


class Filling:
    """Puts values in the places of a template.

    :param given: the values, with their names if they have some.
    """

    def __init__(self, pattern: re.Pattern[str], given: Many[tuple[str | None, Value]]) -> None:
        self.pattern = pattern
        self.placed = [value for key, value in given if key is None]
        self.keyed = {key: value for key, value in given if key is not None}
        self.next = 0

    def nodes(self, nodes: Many[Node]) -> Iterator[Node]:
        run: list[Literal] = []
        for node in nodes:
            if isinstance(node, Literal):
                run.append(node)
                continue
            yield from self.literals(run)
            run = []
            match node:
                case Sequence(parts, span):
                    yield Sequence(tuple(self.nodes(parts)), span)
                case Branch(arms, span):
                    at = self.next
                    made: list[Arm] = []
                    for arm in arms:
                        self.next = at
                        made.append(Arm(Sequence(tuple(self.nodes(arm.body.parts)), span), arm.condition))
                    yield Branch(tuple(made), span)
                case Loop(body, span, name):
                    yield Loop(Sequence(tuple(self.nodes(body.parts)), span), span, name)
                case Placeholder():
                    yield node
        yield from self.literals(run)

    def literals(self, run: Many[Literal]) -> Iterator[Node]:
        """Literals in a row: a field may begin in one and end in another, if a character of it is escaped."""
        starts = [0, *accumulate(len(each.text) for each in run)]
        at = 0
        for found in self.pattern.finditer("".join(each.text for each in run)):
            yield from _cut(run, starts, at, found.start())
            covered = list(_cut(run, starts, found.start(), found.end()))
            yield from self.field(found, Span(covered[0].span.start, max(covered[0].span.end, covered[-1].span.end)))
            at = found.end()
        yield from _cut(run, starts, at, starts[-1])

    def field(self, found: re.Match[str], span: Span) -> Iterator[Node]:
        groups = found.groupdict()
        if groups["sign"]:
            yield Literal(groups["sign"][0], span)
        elif groups.get("line"):
            yield Literal("\n", span)
        else:
            value = self.value(groups)
            if value is not None and value.number and _PLAIN.fullmatch(found[0]) is None:
                value = value._replace(number="")
            value = followed(value) if value is not None else None
            hole = self.hole(found, value, span)
            if value is not None and value.written and not hole.filters:
                yield from value.parts
            else:
                yield hole._replace(opaque=value is not None and value.written)

    def hole(self, found: re.Match[str], value: Value | None, span: Span) -> Placeholder:
        """The place of a value in a text."""
        effects = width_of(found[0])
        calls = (Call("%", literal=False, source=found[0]),) if effects else ()
        return Placeholder(name_of(value.source if value is not None else found[0]), span, effects, calls=calls)

    def value(self, groups: dict[str, str | None]) -> Value | None:
        name = groups.get("braced") or groups.get("named")
        if name is not None:
            return self.keyed.get(name)
        self.sizes(groups.get("sizes") or "")
        place = groups.get("place") or groups.get("go")
        zero = groups.get("zero")
        if zero is not None:
            index = int(zero[:6])
        elif place is not None:
            index = int(place[:6]) - 1
            self.next = index + 1 if groups.get("go") else self.next
        else:
            index, self.next = self.next, self.next + 1
        return self.placed[index] if 0 <= index < len(self.placed) else None

    def sizes(self, written: str) -> None:
        """Widths and precisions that are values themselves take their own places."""
        for found in _INDEX_OF_SIZE.finditer(written):
            self.next = int(found[1][:6]) if found[1] else self.next + 1


def _cut(run: Many[Literal], starts: Many[int], start: int, end: int) -> Iterator[Literal]:
    """What literals in a row have from one offset of their text to another; one that is written differently is not divided."""
    for each, at in zip(run, starts, strict=False):
        low, high = max(start - at, 0), min(end - at, len(each.text))
        if low >= high:
            continue
        if each.verbatim:
            yield Literal(each.text[low:high], Span(each.span.start + low, each.span.start + high))
        else:
            yield Literal(each.text[low:high], each.span)
