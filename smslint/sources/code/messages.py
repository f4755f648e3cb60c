"""The message of a value: its body consists of what the file writes for its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.body import BodyBuilder
from smslint.sources.code.values import literals
from smslint.sources.message import Message, Run, SourceMap
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.values import Value
    from smslint.text.tree import Node


def message(source: str, value: Value, key: str | None, locale: str | None) -> Message:
    """The message of a value. Its body consists of what the file writes for its parts, or is the text itself if nothing varies."""
    found = literals(value.parts)
    if found is not None:
        body = BodyBuilder(value.place.start)
        for each in found:
            if source[slice(*each.span)] == each.text:
                body.copy(source, *each.span)
            else:
                body.replace(each.text, *each.span)
        return Message(*body.build(), key, locale)
    rebuilt = _Rebuilt(source)
    tree = rebuilt.sequence(value.parts)
    return Message("".join(rebuilt.chunks), SourceMap(tuple(rebuilt.runs)), key, locale, text=tree)


class _Rebuilt:
    """Makes a tree with spans in a body, which consists of what the file writes for each leaf."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.chunks: list[str] = []
        self.runs: list[Run] = []
        self.at = 0

    def sequence(self, parts: Iterable[Node]) -> Sequence:
        start = self.at
        nodes = tuple(node for part in parts if (node := self.node(part)) is not None)
        return Sequence(nodes, Span(start, self.at))

    def node(self, node: Node) -> Node | None:
        start = self.at
        match node:
            case Literal() | Placeholder():
                if node.span.length == 0:
                    return None
                return node._replace(span=self.leaf(node.span))
            case Sequence(parts, place):
                own = literals(parts) if place.length else None
                if own is None:
                    return self.sequence(parts)
                return self.node(Literal("".join(each.text for each in own), place))
            case Branch(arms):
                made = tuple(Arm(self.sequence(arm.body.parts), arm.condition) for arm in arms)
                return Branch(made, Span(start, self.at))
            case Loop(body, _, name):
                inner = self.sequence(body.parts)
                return Loop(inner, inner.span, name)

    def leaf(self, place: Span) -> Span:
        start, length = self.at, place.length
        last = self.runs[-1] if self.runs else None
        if last is not None and last.file_start + last.file_length == place.start:
            size = last.file_length + length
            self.runs[-1] = Run(last.text_start, size, last.file_start, size, True)
        else:
            self.runs.append(Run(start, length, place.start, length, True))
        self.chunks.append(self.source[slice(*place)])
        self.at += length
        return Span(start, self.at)
