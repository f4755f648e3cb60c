"""Templates that a program fills: ``String.format``, ``sprintf``, ``fmt.Sprintf``, ``%``, ``string.Format``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import LARGEST, Value, size_of, unknown
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Many

    from smslint.text.tree import Node

PRINTF: Final = re.compile(
    r"%(?:(?P<sign>%)|(?P<line>n)|\{(?P<braced>\w+)\}|(?:(?P<place>\d+)\$|<(?P<named>\w+)>|\[(?P<go>\d+)\])?[-+ 0#,(']*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?"
    r"(?:hh|h|ll|l|L|q|z|t|j)?[a-zA-Z@])"
)
"""``%s``, ``%1$s``, ``%.2f``, ``%@``, ``%{name}``, ``%<name>s``; ``%%`` is a percent sign, and ``%n`` a line break in Java."""
NUMBERED: Final = re.compile(r"(?P<sign>\{\{|\}\})|\{(?P<zero>\d+)(?:,[^{}:]*)?(?::[^{}]*)?\}")
"""``{0}``, ``{1:C}``; ``{{`` is a brace."""


def filled(
    template: Value, pattern: re.Pattern[str], given: Many[tuple[str | None, Value]], place: Span, source: str
) -> Value:
    """The text of a template with values.

    :param given: the values, with their names if they have some.
    """
    parts = tuple(_Filling(pattern, given).nodes(template.parts))
    size = size_of(parts)
    if size > LARGEST:
        return unknown(place, source, opaque=True)
    return Value(parts, True, size, place, source)


class _Filling:
    def __init__(self, pattern: re.Pattern[str], given: Many[tuple[str | None, Value]]) -> None:
        self.pattern = pattern
        self.placed = [value for key, value in given if key is None]
        self.keyed = {key: value for key, value in given if key is not None}
        self.next = 0

    def nodes(self, nodes: Many[Node]) -> Iterator[Node]:
        for node in nodes:
            match node:
                case Literal():
                    yield from self.literal(node)
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

    def literal(self, node: Literal) -> Iterator[Node]:
        if not node.verbatim:
            yield node
            return
        at = 0
        start = node.span.start
        for found in self.pattern.finditer(node.text):
            if at < found.start():
                yield Literal(node.text[at : found.start()], Span(start + at, start + found.start()))
            yield from self.field(found, Span(start + found.start(), start + found.end()))
            at = found.end()
        if at < len(node.text):
            yield Literal(node.text[at:], Span(start + at, node.span.end))

    def field(self, found: re.Match[str], span: Span) -> Iterator[Node]:
        groups = found.groupdict()
        if groups["sign"]:
            yield Literal(groups["sign"][0], span)
        elif groups.get("line"):
            yield Literal("\n", span)
        else:
            value = self.value(groups)
            if value is not None and value.written:
                yield from value.parts
            else:
                yield Placeholder(" ".join((value.source if value is not None else found[0]).split())[:200], span)

    def value(self, groups: dict[str, str | None]) -> Value | None:
        name = groups.get("braced") or groups.get("named")
        if name is not None:
            return self.keyed.get(name)
        place = groups.get("place") or groups.get("go")
        zero = groups.get("zero")
        if zero is not None:
            index = int(zero[:6])
        elif place is not None:
            index = int(place[:6]) - 1
        else:
            index, self.next = self.next, self.next + 1
        return self.placed[index] if 0 <= index < len(self.placed) else None
