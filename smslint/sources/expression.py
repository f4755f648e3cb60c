"""Builds the text tree of a message that a program composes, with spans in the expression as the file writes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from smslint.sources.body import BodyBuilder
from smslint.sources.calls import key_in, why_unknown
from smslint.sources.message import Message, SourceMap
from smslint.sources.widths import cut_of
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Call, Literal, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


class Piece(NamedTuple):
    """A part of a string literal. ``text`` is its decoded text; ``None`` means a placeholder called ``name``."""

    start: int
    end: int
    text: str | None
    name: str = ""
    verbatim: bool = False
    format: str = ""
    """The conversion and the format of a placeholder as written, with its colon: ``!r``, ``:>10``."""


def body_of(pieces: Iterable[Piece], source: str, start: int) -> BodyBuilder:
    """The decoded body of a literal without placeholders."""
    body = BodyBuilder(start)
    for piece in pieces:
        if piece.verbatim:
            body.copy(source, piece.start, piece.end)
        elif piece.text is not None:
            body.replace(piece.text, piece.start, piece.end)
    return body


class TreeBuilder:
    """Makes nodes from places in the file; their spans are offsets in the expression, which starts at ``base``."""

    def __init__(self, source: str, base: int) -> None:
        self.source = source
        self.base = base

    def span(self, start: int, end: int) -> Span:
        return Span(start - self.base, end - self.base)

    def literal(self, text: str, start: int, end: int) -> Literal:
        return Literal(_SURROGATE.sub("\ufffd", text), self.span(start, end))

    def placeholder(self, start: int, end: int, name: str = "", *, opaque: bool = False) -> Placeholder:
        """A placeholder, named after its expression unless it has a better name."""
        written = _SPACE.sub(" ", (name or self.source[start:end]).strip())[:200]
        unknown = opaque or (("(" in written or "`" in written) and key_in(written) is not None)
        cut = () if name else cut_of(written)
        calls = (Call("[:]", literal=False, source=written),) if cut else ()
        return Placeholder(written, self.span(start, end), cut, unknown, calls)

    def pieces(self, pieces: Iterable[Piece], start: int, end: int) -> Sequence:
        """A string literal from its opening to its closing quote."""
        nodes: list[Node] = []
        for piece in pieces:
            if piece.text is None:
                nodes.append(self.placeholder(piece.start, piece.end, piece.name))
            else:
                nodes.append(self.literal(piece.text, piece.start, piece.end))
        return self.sequence(nodes, start, end)

    def sequence(self, nodes: Iterable[Node], start: int, end: int) -> Sequence:
        """Nodes in source order. Quotes, operators and spaces between them render as nothing."""
        parts: list[Node] = []
        at = start - self.base
        for node in nodes:
            if at < node.span.start:
                parts.append(Literal("", Span(at, node.span.start)))
            parts.append(node)
            at = node.span.end
        if at < end - self.base:
            parts.append(Literal("", Span(at, end - self.base)))
        return Sequence(tuple(parts), self.span(start, end))

    def branch(self, arms: list[Node], start: int, end: int, condition: str = "") -> Branch:
        """Exactly one of the arms, in source order; text between two arms belongs to the first of them."""
        edges = [start, *(arm.span.start + self.base for arm in arms[1:]), end]
        sequences = [self.sequence([arm], edges[index], edges[index + 1]) for index, arm in enumerate(arms)]
        asked = Condition(condition or self.source[start:end][:60])
        last = len(sequences) - 1
        return Branch(
            tuple(Arm(body, asked if index < last else None) for index, body in enumerate(sequences)),
            self.span(start, end),
        )


def from_elsewhere(source: str, place: Span, key: str | None, locale: str | None, *, sent: bool = False) -> Message:
    """The record of an expression whose text is not in the file.

    :param sent: whether it is the text of a call that sends.
    """
    start, end = place
    body = source[start:end]
    make = TreeBuilder(source, start)
    tree = make.sequence([make.placeholder(start, end, opaque=True)], start, end)
    why = why_unknown(_SPACE.sub(" ", body)[:200], sent=sent)
    return Message(body, SourceMap.identity(end - start, start), key, locale, text=tree, unknown=why, sent=sent)


def with_callers(told: Message, function: str) -> Message:
    """What is said about a parameter that is sent: who gives it, as far as this file shows.

    :param function: the function whose parameter it is; empty for anything else.
    """
    if not function:
        return told
    why = f"{told.unknown.removesuffix('.')}, which callers of {function} give; in other files, smslint init finds their keys."
    return told._replace(unknown=why)


class ByteIndex:
    """Converts offsets in the UTF-8 of a text to offsets in the text, because parsers written in C count bytes."""

    _STEP = 512

    def __init__(self, text: str) -> None:
        self.data = text.encode("utf-8", errors="surrogatepass")
        self._ascii = len(self.data) == len(text)
        chunks = range(0, 0 if self._ascii else len(text), self._STEP)
        sizes = (len(text[at : at + self._STEP].encode("utf-8", errors="surrogatepass")) for at in chunks)
        # The start of each chunk, in bytes; the sum of all is the end and not a start.
        self._starts = [0, *accumulate(sizes)][:-1] or [0]

    def character(self, byte: int) -> int:
        """The offset in the text of a byte offset."""
        if self._ascii:
            return byte
        chunk = bisect_right(self._starts, byte) - 1
        inside = self.data[self._starts[chunk] : byte].decode("utf-8", errors="replace")
        return chunk * self._STEP + len(inside)
