"""ICU MessageFormat: ``{name}``, ``{n, plural, one {# day} other {# days}}``, ``select``, apostrophe quoting.

Source: the ICU user guide, formatting messages (apostrophes quote only before a brace, or ``#`` inside a plural; outside arguments a
closing brace is text). An argument of type ``date`` or ``time`` is as long as declared and in the characters of its locale: newer CLDR
writes English times with U+202F. ``#`` prints the plural's number in the form of its locale, only directly in the plural's own arms.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Compared, Condition
from smslint.text.tree import Arm, Branch, Filter, Literal, Node, Placeholder, Sequence, Text

DEEPEST: Final = 30

_ARGUMENT: Final = re.compile(r"\{\s*([^\s{},'#|]+)\s*(?:,\s*(\w+)\s*)?(?=[,}])")
_OFFSET: Final = re.compile(r",\s*(?:offset\s*:\s*(-?\d+)\s*)?")
_CASE: Final = re.compile(r"\s*(=\d+|[^\s{},'#=]+)\s*\{")
_TEXT: Final = re.compile(r"[^{}'#]+")
_LOCAL: Final = frozenset({"date", "time"})
_CHOICES: Final = frozenset({"plural", "select", "selectordinal"})


def parse(source: str) -> Text:
    """The tree of an ICU message.

    :raises TemplateError: at a brace without its partner, or an invalid argument.
    """
    return _IcuReader(source).message(None, 0)


class _IcuReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def message(self, number: Placeholder | None, depth: int) -> Sequence:
        """Text and arguments up to the end or a closing brace. ``number``: the meaning of ``#``, if it has one."""
        source, start = self.source, self.at
        parts: list[Node] = []
        while self.at < len(source) and (depth == 0 or source[self.at] != "}"):
            char, begin = source[self.at], self.at
            if char == "{":
                parts.append(self.argument(depth))
            elif char == "'":
                parts.append(self.quoted(number))
            elif char == "#" and number is not None:
                self.at += 1
                parts.append(number._replace(span=Span(begin, self.at)))
            else:
                match = _TEXT.match(source, self.at)
                self.at = match.end() if match else self.at + 1
                parts.append(Literal(source[begin : self.at], Span(begin, self.at)))
        return Sequence(tuple(parts), Span(start, self.at))

    def quoted(self, number: Placeholder | None) -> Literal:
        """``''`` is an apostrophe; ``'{`` opens a quotation up to the next apostrophe; any other apostrophe is text."""
        source, begin = self.source, self.at
        follows = source[begin + 1 : begin + 2]
        if follows == "'":
            self.at += 2
            return Literal("'", Span(begin, self.at))
        if not follows or follows not in ("{}" if number is None else "{}#"):
            self.at += 1
            return Literal("'", Span(begin, self.at))
        match = _QUOTATION.match(source, begin)
        assert match is not None
        self.at = match.end()
        return Literal(match[1].replace("''", "'"), Span(begin, self.at))

    def argument(self, depth: int) -> Node:
        source, begin = self.source, self.at
        match = _ARGUMENT.match(source, begin)
        if match is None or depth > DEEPEST:
            reason = (
                "'{' does not open an argument" if match is None else f"arguments are nested more than {DEEPEST} deep"
            )
            raise TemplateError(reason, Span(begin, begin + 1))
        name, kind = match[1], match[2]
        self.at = match.end()
        if kind in _CHOICES:
            return self.choice(begin, name, kind, depth)
        end = _STYLE.match(source, self.at)
        if end is None:
            raise TemplateError("'{' is never closed by '}'", Span(begin, begin + 1))
        self.at = end.end()
        style = end[0].strip(", }\t\n")
        filters: tuple[Filter, ...] = ()
        if kind == "number":
            filters = (Filter("grouped" if style in {"", "integer"} else "unknown"),)
        elif kind is not None:
            filters = (Filter("in_locale" if kind in _LOCAL else "unknown"),)
        return Placeholder(name, Span(begin, self.at), filters)

    def choice(self, begin: int, name: str, kind: str, depth: int) -> Branch:
        """The arms of a plural or select: exactly one renders."""
        source = self.source
        match = _OFFSET.match(source, self.at)
        if match is None:
            raise TemplateError(f"{kind!r} of {name!r} has no arms", Span(begin, self.at))
        self.at = match.end()
        arms: list[Arm] = []
        complete = False
        arm_start = begin
        # Minus an offset, the number may be shorter, or have a sign.
        filters = (Filter("grouped" if match[1] in {None, "0"} else "unknown"),)
        inner = None if kind == "select" else Placeholder(name, Span(begin, begin), filters)
        while case := _CASE.match(source, self.at):
            self.at = case.end()
            body = self.message(inner, depth + 1)
            if self.at >= len(source):
                raise TemplateError("'{' is never closed by '}'", Span(case.end() - 1, case.end()))
            self.at += 1
            head, tail = Span(arm_start, body.span.start), Span(body.span.end, self.at)
            whole = Sequence((Literal("", head), body, Literal("", tail)), Span(arm_start, self.at))
            arms.append(Arm(whole, _condition(name, kind, case[1])))
            arm_start = self.at
            complete = complete or case[1] == "other"
        closing = _CLOSING.match(source, self.at)
        if closing is None or not arms:
            raise TemplateError(
                f"{kind!r} of {name!r} is never closed by '}}'", Span(begin, min(begin + 1, len(source)))
            )
        self.at = closing.end()
        if not complete:
            raise TemplateError(
                f"{kind!r} of {name!r} has no arm 'other', without which it is an error", Span(begin, self.at)
            )
        last = arms[-1].body
        body = Sequence((*last.parts, Literal("", Span(arm_start, self.at))), Span(last.span.start, self.at))
        arms[-1] = arms[-1]._replace(body=body)
        return Branch(tuple(arms), Span(begin, self.at))


def _condition(name: str, kind: str, case: str) -> Condition | None:
    """``select`` compares texts; the language decides which plural form a number takes."""
    if case == "other":
        return None
    return Condition(name, Compared(name, "==", case) if kind == "select" else None)


_QUOTATION: Final = re.compile(r"'((?:[^']|'')*)(?:'|\Z)")
_STYLE: Final = re.compile(r"(?:,(?:[^{}']|'[^']*'|\{[^{}]*\})*)?\}")
_CLOSING: Final = re.compile(r"\s*\}")
