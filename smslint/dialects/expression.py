"""The code inside an output, as far as it bounds the text: a name with filters, string literals, inline conditionals.

One small reader serves Jinja, Django, Liquid and Twig, whose expressions differ in a few operators. What it does not
understand becomes a placeholder that nothing is known of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.strings import python_string
from smslint.span import Span
from smslint.text.tree import Branch, Filter, Literal, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Argument = str | int
Arguments = tuple[Argument, ...]
Named = dict[str, Argument]

MOST_WORDS: Final = 400
"""A longer expression is not read: nothing is known of its value."""
DEEPEST: Final = 20


class Word(NamedTuple):
    """A token of an expression, and how many brackets it stands in."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


_WORDS = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)
      | (?P<number>\d+(?:\.\d+)?(?![\w]))
      | (?P<name>[A-Za-z_@$][\w$]*)
      | (?P<operator>\?\?|\?:|\|\||&&|:=|[-+*/%~<>=!]=?|.)""",
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = "([{", ")]}"


def words(source: str, start: int, end: int) -> list[Word]:
    """The words of an expression, white space left out."""
    found, depth = [], 0
    for match in _WORDS.finditer(source, start, end):
        kind = match.lastgroup or "operator"
        if kind == "space":
            continue
        text = match[0]
        if kind == "operator" and text in _CLOSING:
            depth -= 1
        found.append(Word(kind, text, match.start(), match.end(), depth))
        if kind == "operator" and text in _OPENING:
            depth += 1
    return found


class Reader(NamedTuple):
    """How one language writes expressions."""

    filters: Mapping[str, Callable[..., Filter | None]]
    """A filter's name to its effect, given its literal arguments; ``None`` and a missing name mean unknown."""
    conditional: str = ""
    """``if`` for ``a if c else b``, ``?`` for ``c ? a : b``."""
    fallback: tuple[str, ...] = ()
    """Operators whose right side stands in for an empty left one: ``or``, ``??``, ``?:``."""
    concatenation: tuple[str, ...] = ()
    string: Callable[[str], str | None] = python_string
    """The value of a string literal, or ``None`` when only a run can tell."""

    def output(self, source: str, tag: Span, body: Span) -> tuple[Node, ...]:
        """The nodes of an output: they tile the tag."""
        found = words(source, body.start, body.end)
        if not found:
            return (Literal("", tag),)
        if len(found) > MOST_WORDS or max(word.depth for word in found) > DEEPEST:
            return (Placeholder(source[body.start : body.end].strip()[:80], tag, (Filter("unknown"),)),)
        node = self.expression(source, found)
        if isinstance(node, Placeholder):
            return (Placeholder(node.name, tag, node.filters, node.opaque),)
        edges = (Span(tag.start, found[0].start), Span(found[-1].end, tag.end))
        return (Literal("", edges[0]), node, Literal("", edges[1]))

    def expression(self, source: str, found: list[Word]) -> Node:
        """The node of an expression; its leaves tile the words from the first to the last."""
        found_inner = _unwrap(found)
        if found_inner is not found and found_inner:
            inner = self.expression(source, found_inner)
            return _padded(inner, found, found_inner)
        return (
            self._conditional(source, found)
            or self._alternatives(source, found)
            or self._concatenated(source, found)
            or self._value(source, found)
        )

    def _conditional(self, source: str, found: list[Word]) -> Node | None:
        if self.conditional == "if":
            test, other = _at_top(found, "if"), _at_top(found, "else")
            if test is None or (other is not None and other < test):
                return None
            arms = [found[:test]]
            if other is not None:
                arms.append(found[other + 1 :])
            condition = found[test + 1 : other]
        elif self.conditional == "?":
            test, other = _at_top(found, "?"), _at_top(found, ":")
            if test is None or test == 0:
                return None
            end = len(found) if other is None else other
            arms = [found[test + 1 : end]]
            if other is not None:
                arms.append(found[other + 1 :])
            condition = found[:test]
        else:
            return None
        if not all(arms) or not condition:
            return None
        return self._branch(source, found, arms, condition)

    def _alternatives(self, source: str, found: list[Word]) -> Node | None:
        """``a or b``: either operand; as one placeholder where a string stands in for an empty name."""
        operands = _split(found, self.fallback)
        if operands is None:
            return None
        if "??" in self.fallback and _split(found, self.concatenation) is not None:
            return None  # which binds tighter differs between releases of Twig
        return self._fallback(found) or self._branch(source, found, operands, operands[0])

    def _branch(self, source: str, found: list[Word], arms: list[list[Word]], condition: list[Word]) -> Node:
        """Arms in source order; each begins with the code before its value and the last ends with the code behind."""
        sequences = []
        whole = Span(found[0].start, found[-1].end)
        at = whole.start
        for index, value in enumerate(arms):
            parts: list[Node] = []
            if at < value[0].start:
                parts.append(Literal("", Span(at, value[0].start)))
            parts.append(self.expression(source, value))
            at = value[-1].end
            if index == len(arms) - 1 and at < whole.end:
                parts.append(Literal("", Span(at, whole.end)))
                at = whole.end
            sequences.append(Sequence(tuple(parts), Span(parts[0].span.start, at)))
        if len(sequences) == 1:
            sequences.append(Sequence((), Span(whole.end, whole.end)))
        return Branch(tuple(sequences), whole, source[condition[0].start : condition[-1].end])

    def _concatenated(self, source: str, found: list[Word]) -> Node | None:
        operands = _split(found, self.concatenation)
        if operands is None or any(_is_operator(word, self.concatenation) for word in found):
            return None
        if "+" in self.concatenation and not any(len(each) == 1 and each[0].kind == "string" for each in operands):
            return None  # perhaps a sum of numbers, not of strings
        parts: list[Node] = []
        for operand in operands:
            if parts:
                parts.append(Literal("", Span(parts[-1].span.end, operand[0].start)))
            parts.append(self.expression(source, operand))
        return Sequence(tuple(parts), Span(found[0].start, found[-1].end))

    def _value(self, source: str, found: list[Word]) -> Node:
        span = Span(found[0].start, found[-1].end)
        text = self.string(found[0].text) if found[0].kind == "string" else None
        if len(found) == 1 and text is not None:
            return Literal(text, span)
        if len(found) == 1 and found[0].kind == "number":
            return _number(found[0].text, span)
        name, at = self._path(found)
        filters: list[Filter] = []
        if text is not None:
            filters, at, name = [Filter("one_of", (text,))], 1, found[0].text
        if name and at < len(found) and found[at].text == "[":
            cut = self._slice(found, at)
            if cut is not None:
                filters.append(cut[0])
                at = cut[1]
        if name and (at == len(found) or found[at].text == "|"):
            chain = self._chain(found[at:])
            if chain is not None:
                return Placeholder(name, span, (*filters, *chain))
        return Placeholder(source[span.start : span.end], span, (Filter("unknown"),))

    def _fallback(self, found: list[Word]) -> Node | None:
        """The short form: a name, an operator, a string."""
        name, at = self._path(found)
        if not name or at != len(found) - 2 or found[-1].kind != "string":
            return None
        text = self.string(found[-1].text)
        if text is None:
            return None
        return Placeholder(name, Span(found[0].start, found[-1].end), (Filter("default", (text,)),))

    def _path(self, found: list[Word]) -> tuple[str, int]:
        """A dotted name, with literal indexes: ``user.names[0]``; the name and how many words it took."""
        if not found or found[0].kind != "name":
            return "", 0
        parts, at = [found[0].text], 1
        while at + 1 < len(found):
            if found[at].text == "." and found[at + 1].kind in {"name", "number"}:
                parts.append("." + found[at + 1].text)
                at += 2
            elif (
                found[at].text == "[" and at + 2 < len(found) and found[at + 2].text == "]"
                and found[at + 1].kind in {"string", "number"}
            ):  # fmt: skip
                parts.append("." + found[at + 1].text.strip("'\""))
                at += 3
            else:
                break
        return "".join(parts), at

    def _slice(self, found: list[Word], at: int) -> tuple[Filter, int] | None:
        """``[:20]`` or ``[2:20]``: at most that many characters."""
        inner: list[str] = []
        for index in range(at + 1, len(found)):
            if found[index].text == "]":
                start, colon, end = "".join(inner).partition(":")
                if colon and end.isdigit() and (not start or start.isdigit()):
                    return Filter("cut", (max(int(end) - int(start or 0), 0),)), index + 1
                return None
            inner.append(found[index].text)
        return None

    def _chain(self, found: list[Word]) -> list[Filter] | None:
        """The filters behind a value, each ``| name arguments``."""
        filters: list[Filter] = []
        at = 0
        while at < len(found):
            if found[at].text != "|" or at + 1 >= len(found) or found[at + 1].kind != "name":
                return None
            name = found[at + 1].text
            end = at + 2
            while end < len(found) and not (found[end].text == "|" and found[end].depth == found[at].depth):
                end += 1
            positional, named = self._arguments(found[at + 2 : end])
            effect = self.filters.get(name)
            known = effect(positional, named) if effect is not None else None
            filters.append(known or Filter("unknown"))
            at = end
        return filters

    def _arguments(self, found: list[Word]) -> tuple[Arguments, Named]:
        """The literal arguments; one that is not literal is left out, which makes filters fall back to unknown."""
        positional: list[Argument] = []
        named: dict[str, Argument] = {}
        key = ""
        for index, word in enumerate(found):
            following = found[index + 1].text if index + 1 < len(found) else ""
            if word.kind == "name" and following in {"=", ":"}:
                key = word.text
                continue
            value: Argument | None = None
            if word.kind == "string":
                value = self.string(word.text)
            elif word.kind == "number" and word.text.isdigit():
                value = int(word.text)
            elif word.kind == "name":
                value = {"true": 1, "True": 1, "false": 0, "False": 0}.get(word.text)
            if value is not None and key:
                named[key], key = value, ""
            elif value is not None:
                positional.append(value)
        return tuple(positional), named


def _number(text: str, span: Span) -> Node:
    """A whole number as written; another may lose its last zeros."""
    if text.isdigit():
        return Literal(text, span)
    return Placeholder(text, span, (Filter("one_of", (text, str(float(text)))),))


def _unwrap(found: list[Word]) -> list[Word]:
    """Without the brackets around the whole, if there are any."""
    if len(found) > 2 and found[0].text == "(" and found[-1].text == ")":
        inner = found[1:-1]
        if all(word.depth > found[0].depth for word in inner):
            return [word._replace(depth=word.depth - 1) for word in inner]
    return found


def _padded(node: Node, outer: list[Word], inner: list[Word]) -> Node:
    """A node with the brackets around it as silent literals."""
    span = Span(outer[0].start, outer[-1].end)
    if isinstance(node, Placeholder):
        return Placeholder(node.name, span, node.filters, node.opaque)
    before, after = Span(span.start, inner[0].start), Span(inner[-1].end, span.end)
    return Sequence((Literal("", before), node, Literal("", after)), span)


def _split(found: list[Word], operators: tuple[str, ...]) -> list[list[Word]] | None:
    """The operands between operators outside brackets; ``None`` when there is none, or an operand is missing."""
    operands: list[list[Word]] = [[]]
    for word in found:
        if word.depth == 0 and word.text in operators and word.kind in {"name", "operator"}:
            operands.append([])
        else:
            operands[-1].append(word)
    return operands if len(operands) > 1 and all(operands) else None


def _is_operator(word: Word, known: tuple[str, ...]) -> bool:
    """Whether a word outside brackets computes: what stands beside it is not a value of its own."""
    if word.depth > 0 or word.text in known:
        return False
    if word.kind == "name":
        return word.text in _COMPUTES
    return word.kind == "operator" and word.text not in _HARMLESS


_COMPUTES: Final = frozenset({"or", "and", "not", "in", "is", "if", "else", "unless"})
_HARMLESS: Final = frozenset({".", "|", "(", ")", "[", "]", "{", "}"})


def _at_top(found: list[Word], text: str) -> int | None:
    for index, word in enumerate(found):
        if word.depth == 0 and word.text == text and word.kind in {"name", "operator"}:
            return index
    return None
