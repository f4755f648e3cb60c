"""The code of an output of Blade: PHP's functions of a text, texts that are put together, choices.

A variable is a name, a function in the table of filters is a call on its subject, and everything else is unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.applied import applied, around
from smslint.dialects.lexing.words import DEEPEST, MOST_DIGITS, MOST_WORDS, Word, split_arguments
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import RAW, Arm, Branch, Call, Filter, Literal, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Argument

_WORDS: Final = later(
    r"""(?P<space>\s+)
      | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?!\w))
      | (?P<name>\$[^\W\d]\w*(?:\??->[A-Za-z_]\w*(?!\s*\()|\[\s*(?:'\w+'|"\w+")\s*\])*)(?!\s*\??->)
      | (?P<function>\\?(?:[A-Za-z_]\w*\\)*[A-Za-z_]\w*(?:::[A-Za-z_]\w*)?(?=\s*\())
      | (?P<constant>[A-Za-z_]\w*)
      | (?P<operator>\?\?=?|\?:|\|\||&&|[!=]==?|[<>]=?|.)""",
    re.VERBOSE | re.DOTALL,
)
_SEPARATORS: Final = later(r"\??->|\[\s*['\"]?|['\"]?\s*\]")
_IN_TEXT: Final = later(r"(?<!\\)\{\$([^\W\d]\w*)\}|(?<![\\{])\$([^\W\d]\w*)(?!\w|->|\[|\?->)")
_HELPERS: Final = "Illuminate\\Support\\"
_SUBJECTS: Final = {"str_replace": 2}
"""Which argument is the text, where that is not the first one."""


def name_of(variable: str) -> str:
    """The name that a variable is written for: ``$user->name`` and ``$user['name']`` are ``user.name``."""
    return _SEPARATORS.sub(".", variable.lstrip("$")).replace("..", ".").rstrip(".")


def php_words(source: str, start: int, end: int) -> list[Word]:
    """The words of some code. A variable is a word of the kind ``name``, without its sign."""
    found, depth = [], 0
    for match in _WORDS.finditer(source, start, end):
        kind, text = match.lastgroup or "operator", match[0]
        if kind == "space":
            continue
        depth -= kind == "operator" and text in ")]}"
        found.append(Word(kind, name_of(text) if kind == "name" else text, match.start(), match.end(), depth))
        depth += kind == "operator" and text in "([{"
    return found


class PhpReader(Reader):
    """Reads the expressions of PHP."""

    __slots__ = ()

    def code(self, source: str, tag: Span, body: Span) -> tuple[Node, ...]:
        """The nodes of an output; nothing where its code is not read."""
        found = php_words(source, body.start, body.end)
        if not found or max(word.depth for word in found) > DEEPEST or len(found) > MOST_WORDS:
            return ()
        node = self.expression(source, found)
        if isinstance(node, Placeholder):
            return (node._replace(span=tag),) if len(node.calls) >= bool(node.filters) else ()
        edges = (Span(tag.start, found[0].start), Span(found[-1].end, tag.end))
        return (Literal("", edges[0]), node, Literal("", edges[1]))

    def value(self, source: str, found: list[Word]) -> tuple[str, tuple[Call, ...]]:
        """The name and the calls of a value in a condition, where variables have no sign."""
        read = [
            word._replace(kind="function")
            if word.kind == "name" and index + 1 < len(found) and found[index + 1].text == "("
            else word
            for index, word in enumerate(found)
        ]
        return Reader.value(self, source, read)

    def _named(self, source: str, found: list[Word]) -> tuple[str, list[Call], int]:  # noqa: ARG002
        return (found[0].text, [], 1) if found and found[0].kind == "name" else ("", [], 0)

    def _value(self, source: str, found: list[Word]) -> Node:
        span = Span(found[0].start, found[-1].end)
        first = found[0]
        if first.kind == "function":
            return self._function(source, found) or Placeholder(source[span.start : span.end], span, _UNKNOWN)
        if len(found) == 1:
            text = self.string(first.text) if first.kind == "string" else None
            if text is not None and not _holds_names(first.text):
                return Literal(text, span)
            if first.kind == "string" and (made := self._interpolated(source, first)) is not None:
                return made
            if first.kind == "name":
                return Placeholder(first.text, span)
            if first.kind == "number" and first.text.isdigit() and str(int(first.text[:18])) == first.text:
                return Literal(first.text, span)
        return Placeholder(source[span.start : span.end], span, _UNKNOWN)

    def _function(self, source: str, found: list[Word]) -> Node | None:
        """A function of a text: a call on what its subject is."""
        name = found[0].text.removeprefix("\\").removeprefix(_HELPERS)
        inner = found[2:-1]
        if found[1].text != "(" or found[-1].text != ")" or not inner or any(w.depth <= found[1].depth for w in inner):
            return None
        operands = split_arguments(inner, inner[0].depth)
        place = _SUBJECTS.get(name, 0)
        if place >= len(operands):
            return None
        subject = self.expression(source, operands.pop(place))
        arguments = [self._argument(each) for each in operands]
        if not isinstance(subject, Placeholder) or None in arguments:
            return None
        written = source[found[0].start : found[-1].end]
        call = Call(name, tuple(arguments), source=written)
        effect = self.effect(call)
        if effect is None:
            return None
        made = applied(subject, source, (call,), (effect,))
        return None if made is None else around(made, Span(found[0].start, found[-1].end))

    def _interpolated(self, source: str, word: Word) -> Sequence | None:
        """A text in double quotes with variables in it: ``"Hi $name"``, ``"Hi {$name}"``."""
        parts: list[Node] = []
        at, end = word.start + 1, word.end - 1
        for match in (*_IN_TEXT.finditer(source, at, end), None):
            stop = match.start() if match else end
            text = self.string(f'"{source[at:stop]}"')
            if text is None or _holds_names(f'"{source[at:stop]}"'):
                return None
            parts.append(Literal(text, Span(at if parts else word.start, stop if match else word.end)))
            if match:
                parts.append(Placeholder(match[1] or match[2], Span(*match.span())))
                at = match.end()
        return Sequence(tuple(parts), Span(word.start, word.end))

    def _argument(self, found: list[Word]) -> Argument:
        """A literal; ``None`` for anything else."""
        sign = -1 if len(found) == 2 and found[0].text == "-" else 1
        word = found[-1]
        if len(found) != (1 if sign > 0 else 2):
            return None
        if word.kind == "number" and word.text.isdigit() and len(word.text) < MOST_DIGITS:
            return sign * int(word.text)
        return self.string(word.text) if word.kind == "string" and sign > 0 and not _holds_names(word.text) else None


def _holds_names(literal: str) -> bool:
    """Whether PHP puts the values of variables into a text."""
    return literal.startswith('"') and "$" in literal


def unescaped(node: Node) -> Node:
    """A node of an output that its engine does not escape."""
    match node:
        case Placeholder():
            known = len(node.calls) >= bool(node.filters)
            return node._replace(calls=(*node.calls, Call(RAW))) if known else node
        case Sequence():
            return _sequence(node)
        case Branch():
            return Branch(tuple(Arm(_sequence(arm.body), arm.condition) for arm in node.arms), node.span)
        case _:
            return node


def _sequence(node: Sequence) -> Sequence:
    return Sequence(tuple(map(unescaped, node.parts)), node.span)


_UNKNOWN: Final = (Filter("unknown"),)
