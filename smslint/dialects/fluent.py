"""The value of a Fluent message: ``{ $name }``, ``{ "literal" }``, ``{ -brand }``, select expressions.

Source: Project Fluent's syntax guide and EBNF. A value is read without the indentation in its file. The marks that Fluent puts
around each value to isolate its direction are not part of the tree; the source for ``.ftl`` files handles them.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Compared, Condition
from smslint.text.tree import Arm, Branch, Filter, Literal, Node, Placeholder, Sequence, Text

DEEPEST: Final = 30

_PLACEABLE: Final = re.compile(r"\{\s*")
_STRING: Final = re.compile(r'"((?:\\.|[^"\\\n])*)"')
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NAME: Final = re.compile(r"\$[A-Za-z][\w-]*|-?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?")
_CALL: Final = re.compile(r"\((?:[^()\"]|\"(?:\\.|[^\"\\])*\"){0,400}\)")
_ARROW: Final = re.compile(r"\s*->")
_VARIANT: Final = re.compile(r"\s*(\*?)\[\s*([\w.-]+)\s*\]")
_VARIANT_END: Final = re.compile(r"\s*\n\s*(?=\*?\[\s*[\w.-]+\s*\])|\s*(?=\})")
_CLOSE: Final = re.compile(r"\s*\}")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\"\\]))")
_TEXT: Final = re.compile(r"[^{}]+")


def parse(source: str) -> Text:
    """The tree of a Fluent pattern.

    :raises TemplateError: at a brace without its partner, or at a placeable that is not valid.
    """
    reader = _FluentReader(source)
    parts: list[Node] = []
    while reader.at < len(source):
        parts.append(reader.placeable(0) if source[reader.at] == "{" else reader.text())
    return Sequence(tuple(parts), Span(0, len(source)))


class _FluentReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def text(self) -> Literal:
        begin = self.at
        match = _TEXT.match(self.source, begin)
        if match is None:
            raise TemplateError("'}' has no start", Span(begin, begin + 1))
        self.at = match.end()
        return Literal(match[0], Span(begin, self.at))

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
        if match := _NUMBER.match(source, start):
            self.at = match.end()
            return Placeholder(match[0], nowhere, number_filters(match[0]))
        match = _NAME.match(source, start)
        if match is None:
            raise TemplateError("'{' does not open a placeable", Span(begin, begin + 1))
        self.at = match.end()
        name = match[0]
        if call := _CALL.match(source, self.at):
            self.at = call.end()
            if not name.startswith("-"):
                return _called(name, call[0], nowhere)
        if name.startswith("$"):
            return Placeholder(name[1:], nowhere)
        # Another message or a term: its text is elsewhere in the file, and may be declared under its name.
        return Placeholder(name, nowhere, opaque=True)

    def select(self, begin: int, depth: int, name: str, *, variable: bool) -> Branch:
        """The variants: exactly one renders."""
        source = self.source
        arms: list[Arm] = []
        arm_start = begin
        while variant := _VARIANT.match(source, self.at):
            self.at = variant.end()
            while source[self.at : self.at + 1] in {" ", "\n", "\r"} and self.at < len(source):
                self.at += 1
            parts: list[Node] = [Literal("", Span(arm_start, self.at))]
            while not (end := _VARIANT_END.match(source, self.at)):
                if self.at >= len(source):
                    raise TemplateError("'{' is never closed by '}'", Span(begin, begin + 1))
                parts.append(self.placeable(depth + 1) if source[self.at] == "{" else self.variant_text())
            self.at = end.end()
            parts.append(Literal("", Span(parts[-1].span.end, self.at)))
            body = Sequence(tuple(parts), Span(arm_start, self.at))
            arms.append(Arm(body, None if variant[1] else chosen(name, variant[2], variable=variable)))
            arm_start = self.at
        if not arms:
            raise TemplateError("a select expression has no variants", Span(begin, begin + 1))
        last, end_at = arms[-1].body, self.closed(begin)
        body = Sequence((*last.parts, Literal("", Span(arm_start, end_at))), Span(last.span.start, end_at))
        arms[-1] = arms[-1]._replace(body=body)
        return Branch(tuple(arms), Span(begin, end_at))

    def variant_text(self) -> Literal:
        """Text of a variant, up to a placeable, the variant's end or the white space before that."""
        begin = self.at
        match = _VARIANT_TEXT.match(self.source, begin)
        self.at = match.end() if match else begin + 1
        return Literal(self.source[begin : self.at], Span(begin, self.at))


_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})


def chosen(name: str, key: str, *, variable: bool) -> Condition:
    """When a variant is chosen: a text chooses the variant of its name. A number chooses another one: its own, or that of a plural form,
    and what is in a list may be given to Fluent as either.

    :param variable: whether the selector is the value of this name itself.
    """
    is_text = variable and key not in _FORMS and _NUMBER.fullmatch(key) is None
    return Condition(name, Compared(name, "==", key) if is_text else None)


# White space is included only if more text of the variant follows. A variant begins on a new line.
_VARIANT_TEXT: Final = re.compile(r"[^{}\s]+|\s+")


_ONE_ARGUMENT: Final = re.compile(r"\(\s*\$([A-Za-z][\w-]*)\s*\)")


def _called(name: str, arguments: str, span: Span) -> Placeholder:
    """``NUMBER($n)`` and ``DATETIME($d)`` without options print in the form of the locale; the result of any other call is unknown."""
    plain = _ONE_ARGUMENT.fullmatch(arguments)
    if plain and name in FUNCTIONS:
        return Placeholder(plain[1], span, (Filter(FUNCTIONS[name]),))
    return Placeholder(f"{name}{arguments}", span, (Filter("unknown"),))


FUNCTIONS: Final = {"NUMBER": "grouped", "DATETIME": "in_locale"}
"""Fluent's functions, and their effect on a value."""


def number_filters(literal: str) -> tuple[Filter, ...]:
    """A number is formatted for the locale: its thousands are separated, its digits and signs may be those of another script."""
    digits = literal.lstrip("-").partition(".")
    least = max(len(literal) - len(literal.lstrip("-0")), 0)
    return (Filter("words", (max(len(literal) - least, 1), len(literal) + len(digits[0]) // 2 + 2)),)


def unescaped(written: str) -> str:
    """What a string literal prints. A code that is no character is U+FFFD."""
    return _ESCAPE.sub(_unescape, written)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return match[3]
    value = int(code, 16)
    return chr(value) if value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else "\ufffd"
