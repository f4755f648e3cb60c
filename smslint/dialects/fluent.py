"""The value of a Fluent message: ``{ $name }``, ``{ "literal" }``, ``{ -brand }``, select expressions.

Source: Project Fluent's syntax guide and EBNF. A value is read without the indentation in its file; the value of an entry of a file,
and a variant, are read with it. The marks that Fluent puts around each value to isolate its direction are not part of the tree; the
source for ``.ftl`` files handles them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.fluent_values import NUMBER, called, chosen, number_filters, unescaped
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Literal, Node, Placeholder, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPEST: Final = 30

_PLACEABLE: Final = re.compile(r"\{\s*")
_STRING: Final = re.compile(r'"((?:\\.|[^"\\\n])*)"')
_NAME: Final = re.compile(r"\$[A-Za-z][\w-]*|-?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?")
# The arguments of a call may be calls.
_CALL_PARTS: Final = re.compile(r"[^()\"]+|\"(?:\\.|[^\"\\])*\"|[()]")
_ARROW: Final = re.compile(r"\s*->")
_VARIANT: Final = re.compile(r"\s*(\*?)\[\s*([\w.-]+)\s*\]")
_VARIANT_START: Final = re.compile(r"\*?\[\s*[\w.-]+\s*\]")
_CLOSE: Final = re.compile(r"\s*\}")
_TEXT: Final = re.compile(r"[^{}]+")
_LINE: Final = re.compile(r"(?:[^{}\r\n]|\r(?!\n))+")
_SPACES: Final = re.compile(" *")
_LINE_ENDS: Final = re.compile(r"(?:\r?\n *)+")


def parse(source: str) -> Text:
    """The tree of a Fluent pattern.

    :raises TemplateError: at a brace without its partner, or at a placeable that is not valid.
    """
    reader = _FluentReader(source, _elsewhere)
    parts: list[Node] = []
    while reader.at < len(source):
        parts.append(reader.placeable(0) if source[reader.at] == "{" else reader.text())
    return Sequence(tuple(parts), Span(0, len(source)))


def parse_entry(source: str, known: Callable[[str, str], str | None], *, block: bool) -> Text:
    """The tree of a pattern as a file writes it: indentation, and white space at its end, render as nothing.

    :param known: the text of a message or ``-term`` of the same file, called with these arguments (empty if it is not called); ``None``
        if it depends on values.
    :param block: whether the pattern begins on a line of its own.
    :raises TemplateError: as :func:`parse`.
    """
    reader = _FluentReader(source, known)
    first: _LineEnd | None = None
    if block and (indent := _SPACES.match(source)):
        reader.at = indent.end()
        first = _LineEnd(Span(0, reader.at), 0, reader.at)
    parts = reader.pattern(0, first)
    if reader.at < len(source):
        raise TemplateError("'}' has no start", Span(reader.at, reader.at + 1))
    return Sequence(tuple(parts), Span(0, len(source)))


def _elsewhere(_name: str, _arguments: str) -> None:
    """A value alone knows no other messages."""


class _Line(NamedTuple):
    """Text in one line of a pattern, after its indentation."""

    span: Span
    text: str


class _LineEnd(NamedTuple):
    """Line ends with the indentation of the line after them."""

    span: Span
    lines: int
    indent: int


_LONGEST_CALL: Final = 1000


class _FluentReader:
    def __init__(self, source: str, known: Callable[[str, str], str | None]) -> None:
        self.source = source
        self.known = known
        self.at = 0

    def text(self) -> Literal:
        begin = self.at
        match = _TEXT.match(self.source, begin)
        if match is None:
            raise TemplateError("'}' has no start", Span(begin, begin + 1))
        self.at = match.end()
        return Literal(match[0], Span(begin, self.at))

    def pattern(self, depth: int, first: _LineEnd | None) -> list[Node]:
        """The nodes of an indented pattern, up to the end of the source, a closing brace or the next variant.

        :param first: the indentation of the first line, if the pattern begins on a line of its own.
        """
        source = self.source
        found: list[Node | _Line | _LineEnd] = [] if first is None else [first]
        while self.at < len(source) and source[self.at] != "}":
            begin = self.at
            if source[begin] == "{":
                found.append(self.placeable(depth + 1))
            elif line := _LINE.match(source, begin):
                self.at = line.end()
                found.append(_Line(Span(begin, self.at), line[0]))
            elif ends := _LINE_ENDS.match(source, begin):
                self.at = ends.end()
                found.append(
                    _LineEnd(Span(begin, self.at), ends[0].count("\n"), len(ends[0]) - ends[0].rindex("\n") - 1)
                )
                if depth and _VARIANT_START.match(source, self.at):
                    break
        return list(_without_indentation(found))

    def placeable(self, depth: int) -> Node:
        """One ``{ ... }``."""
        source, begin = self.source, self.at
        opened = _PLACEABLE.match(source, begin)
        if opened is None or depth > DEEPEST:
            raise TemplateError(f"placeables are nested more than {DEEPEST} deep", Span(begin, begin + 1))
        self.at = opened.end()
        if source[self.at : self.at + 1] == "{":
            inner = self.placeable(depth + 1)
            head = Literal("", Span(begin, inner.span.start))
            tail = Literal("", Span(inner.span.end, self.closed(begin)))
            return Sequence((head, inner, tail), Span(begin, self.at))
        node = self.expression(begin)
        if arrow := _ARROW.match(source, self.at):
            self.at = arrow.end()
            plain = isinstance(node, Placeholder) and not node.opaque and not node.filters
            return self.select(begin, depth, node.name if isinstance(node, Placeholder) else "", variable=plain)
        span = Span(begin, self.closed(begin))
        if isinstance(node, Literal):
            return Literal(node.text, span)
        return Placeholder(node.name, span, node.filters, node.opaque)

    def closed(self, begin: int) -> int:
        match = _CLOSE.match(self.source, self.at)
        if match is None:
            raise TemplateError("'{' is never closed by '}'", Span(begin, begin + 1))
        self.at = match.end()
        return self.at

    def expression(self, begin: int) -> Literal | Placeholder:
        source, start = self.source, self.at
        nowhere = Span(start, start)
        if match := _STRING.match(source, start):
            self.at = match.end()
            return Literal(unescaped(match[1]), nowhere)
        if match := NUMBER.match(source, start):
            self.at = match.end()
            return Placeholder(match[0], nowhere, number_filters(match[0]))
        match = _NAME.match(source, start)
        if match is None:
            raise TemplateError("'{' does not open a placeable", Span(begin, begin + 1))
        self.at = match.end()
        name = match[0]
        call = self.call()
        self.at += len(call)
        if call and not name.startswith("-"):
            return called(name, call, nowhere)
        if not name.startswith("$") and (text := self.known(name, call)) is not None:
            return Literal(text, nowhere)
        if name.startswith("$"):
            return Placeholder(name[1:], nowhere)
        # Another message or a term: its text is elsewhere in the file, and may be declared under its name.
        return Placeholder(name, nowhere, opaque=True)

    def call(self) -> str:
        """The arguments of a call with their brackets; empty if nothing is called here."""
        depth = 0
        for match in _CALL_PARTS.finditer(self.source, self.at, self.at + _LONGEST_CALL):
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth < 1:
                return self.source[self.at : match.end()] if match[0] == ")" else ""
        return ""

    def select(self, begin: int, depth: int, name: str, *, variable: bool) -> Branch:
        """The variants: exactly one renders."""
        source = self.source
        arms: list[Arm] = []
        arm_start = begin
        while variant := _VARIANT.match(source, self.at):
            self.at = variant.end()
            parts = self.variant(arm_start, depth)
            body = Sequence(tuple(parts), Span(arm_start, self.at))
            arms.append(Arm(body, None if variant[1] else chosen(name, variant[2], variable=variable)))
            arm_start = self.at
        if not arms:
            raise TemplateError("a select expression has no variants", Span(begin, begin + 1))
        last, end_at = arms[-1].body, self.closed(begin)
        body = Sequence((*last.parts, Literal("", Span(arm_start, end_at))), Span(last.span.start, end_at))
        arms[-1] = arms[-1]._replace(body=body)
        return Branch(tuple(arms), Span(begin, end_at))

    def variant(self, begin: int, depth: int) -> list[Node]:
        """What renders of a variant; its key and the white space before and after its text do not."""
        source, key_end = self.source, self.at
        if spaces := _SPACES.match(source, key_end):
            self.at = spaces.end()
        first: _LineEnd | None = None
        if ends := _LINE_ENDS.match(source, self.at):
            self.at = ends.end()
            indent = len(ends[0]) - ends[0].rindex("\n") - 1
            first = _LineEnd(Span(self.at - indent, self.at), 0, indent)
        start = self.at if first is None else first.span.start
        parts = [] if first and _VARIANT_START.match(source, self.at) else self.pattern(depth + 1, first)
        if not parts:
            return [Literal("", Span(begin, self.at))]
        return [Literal("", Span(begin, start)), *parts]


def _without_indentation(found: list[Node | _Line | _LineEnd]) -> Iterator[Node]:
    """What all lines have in common at their start, and white space at the end, is not text."""
    last = len(found)
    while last and _is_blank(found[last - 1]):
        last -= 1
    common = min((each.indent for each in found[:last] if isinstance(each, _LineEnd)), default=0)
    for index, each in enumerate(found):
        if isinstance(each, _Line):
            text = "" if index >= last else each.text.rstrip(" ") if index == last - 1 else each.text
            yield from _rendered(text, each.span.start, each.span.start + len(text))
            yield from _rendered("", each.span.start + len(text), each.span.end)
        elif not isinstance(each, _LineEnd):
            yield each
        elif index >= last:
            yield from _rendered("", *each.span)
        else:
            line_start, text_start = each.span.end - each.indent, each.span.end - each.indent + common
            yield from _rendered("\n" * each.lines, each.span.start, line_start)
            yield from _rendered("", line_start, text_start)
            yield from _rendered(" " * (each.indent - common), text_start, each.span.end)


def _rendered(text: str, start: int, end: int) -> Iterator[Literal]:
    if start < end:
        yield Literal(text, Span(start, end))


def _is_blank(each: Node | _Line | _LineEnd) -> bool:
    return isinstance(each, _LineEnd) or (isinstance(each, _Line) and not each.text.strip(" "))
