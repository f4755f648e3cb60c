"""Expressions that put values into a text: which text, which values, and how many words of the expression they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.expressions.inserted import braces, interpolated, percents, replaced
from smslint.dialects.functions.applied import applied
from smslint.dialects.lexing.words import split_arguments, words
from smslint.dialects.names.captures import MOST, moved
from smslint.span import Span
from smslint.text.tree import Filter, Literal, Sequence, size

if TYPE_CHECKING:
    from smslint.dialects.expressions.expression import Reader
    from smslint.dialects.expressions.inserted import Part
    from smslint.dialects.lexing.words import Word
    from smslint.text.tree import Node


def inserted(reader: Reader, source: str, found: list[Word]) -> tuple[Node, int] | None:
    """The node of a text with values, and the number of words that it takes; ``None`` where it is no such text."""
    text = reader.string(found[0].text)
    if text is None:
        node = _interpolated(reader, source, found[0]) if reader.inserts == "php" else None
        return None if node is None else (node, 1)
    end = _closing(found)
    heads = [word.text for word in found[1:4]]
    values = found[4 : end - 1]
    if reader.inserts == "python" and heads[:1] == ["%"]:
        inner = found[2:]
        if not inner or any(word.depth == 0 and word.text in {"|", "%", "~", "+"} for word in inner):
            return None
        grouped = inner[0].text == "(" and inner[-1].text == ")" and all(word.depth for word in inner[1:-1])
        parts, values, end = percents(text, plain=False), inner[1:-1] if grouped else inner, len(found)
    elif end < 5:
        return None
    elif heads == ["|", "format", "("]:
        parts = percents(text, plain=reader.inserts == "php")
    elif reader.inserts == "python" and heads == [".", "format", "("]:
        parts = braces(text)
    elif heads == ["|", "replace", "("]:
        return _replaced(reader, source, found, text, end)
    else:
        return None
    nodes = _operands(reader, source, values)
    if parts is None or nodes is None:
        return None
    node = _filled(reader, parts, nodes, source, Span(found[0].start, found[end - 1].end), exactly=heads[0] != ".")
    return None if node is None else (node, end)


def joined(reader: Reader, source: str, found: list[Word]) -> tuple[Node, int] | None:
    """``[name, city]|join(" ")``: the node, and the number of words that it takes."""
    end = next((i for i in range(1, len(found)) if found[i].depth == found[0].depth and found[i].text in {"]", ")"}), 0)
    nodes = _operands(reader, source, found[1:end])
    if nodes is None or [word.text for word in found[end + 1 : end + 3]] != ["|", "join"]:
        return None
    end += 3
    separators = [""]
    if found[end : end + 1] and found[end].text == "(":
        close = next((i for i in range(end + 1, len(found)) if found[i].depth == found[end].depth), 0)
        given = [reader.string(word.text) if word.kind == "string" else None for word in found[end + 1 : close : 2]]
        separators = [text for text in given if text is not None]
        if len(separators) != len(given) or not 0 < len(given) <= (1 if reader.inserts == "python" else 2):
            return None
        end = close + 1
    parts: list[Part] = []
    for place in range(len(nodes)):
        between = separators[-1] if place == len(nodes) - 1 else separators[0]
        parts += [between, (place, ())] if place else [(place, ())]
    node = _filled(reader, parts, nodes, source, Span(found[0].start, found[end - 1].end), exactly=True)
    return None if node is None else (node, end)


def _closing(found: list[Word]) -> int:
    """How many words there are up to the bracket that closes the first one; 0 if there is none."""
    if len(found) < 5 or found[3].text != "(":
        return 0
    return next((i + 1 for i in range(4, len(found)) if found[i].text == ")" and found[i].depth == found[3].depth), 0)


def _operands(reader: Reader, source: str, found: list[Word]) -> list[Node] | None:
    if not found:
        return None
    least = min(word.depth for word in found)
    if any(word.depth == least and word.text in {"=", ":", "*"} for word in found):
        return None
    nodes = [reader.read_once(source, each) for each in split_arguments(found, least)]
    return None if None in nodes else [node for node in nodes if node is not None]


def _replaced(reader: Reader, source: str, found: list[Word], text: str, end: int) -> tuple[Node, int] | None:
    """Keys of a literal that are replaced by values: ``("KEY", name)`` in Jinja, ``({"KEY": name})`` in Twig."""
    inner = found[4 : end - 1]
    if reader.inserts == "php":
        if len(inner) < 3 or (inner[0].text, inner[-1].text) != ("{", "}"):
            return None
        inner = inner[1:-1]
    pairs = split_arguments(inner, min((word.depth for word in inner), default=0))
    if reader.inserts == "python":
        pairs = [[*pairs[0], *pairs[0][:1], *pairs[1]]] if len(pairs) == 2 and len(pairs[0]) == 1 else []
    keys: dict[str, int] = {}
    nodes: list[Node] = []
    for pair in pairs:
        key = reader.string(pair[0].text) if len(pair) > 2 and pair[0].kind == "string" else None
        value = reader.read_once(source, pair[2:]) if key is not None else None
        if value is None or key is None or (reader.inserts == "php" and pair[1].text != ":"):
            return None
        keys[key] = len(nodes)
        nodes.append(value)
    parts = replaced(text, keys)
    if parts is None:
        return None
    node = _filled(reader, parts, nodes, source, Span(found[0].start, found[end - 1].end), exactly=False)
    return None if node is None else (node, end)


def _filled(
    reader: Reader, parts: list[Part], nodes: list[Node], source: str, span: Span, *, exactly: bool
) -> Node | None:
    """One text of literals and values, at the place of the expression.

    :param exactly: whether each value stands in the text once.
    """
    used = [part[0] for part in parts if not isinstance(part, str)]
    if any(place >= len(nodes) for place in used) or (exactly and len(used) != len(nodes)):
        return None
    inside = [size(node, MOST) - 1 for node in nodes]
    if sum(inside[place] for place in used) > MOST:  # texts in texts grow exponentially
        return None
    at = Span(span.start, span.start)
    made: list[Node] = []
    for part in parts:
        if isinstance(part, str):
            made.append(Literal(part, at))
            continue
        place, calls = part
        effects = [reader.effect(call) or Filter("unknown") for call in calls]
        changed = applied(nodes[place], source, calls, effects) if calls else nodes[place]
        if changed is None:
            return None
        made.append(moved(changed, at))
    return Sequence((*made, Literal("", span)), span)


def _interpolated(reader: Reader, source: str, word: Word) -> Node | None:
    """``"Hi #{name}"``."""
    found = interpolated(source, Span(word.start, word.end))
    if not found:
        return None
    made: list[Node] = []
    at = word.start + 1
    for code in [*found, Span(word.end - 1, word.end - 1)]:
        last = code.start == word.end - 1
        written = source[at : code.start] if last else source[at : code.start - 2]
        text = reader.string(f'"{written}"')
        if text is None:
            return None
        inner = words(source, code.start, code.end)
        span = Span(made[-1].span.end if made else word.start, word.end if last or not inner else inner[0].start)
        made.append(Literal(text, span))
        if last:
            break
        node = reader.read_once(source, inner) if inner else None
        if node is None:
            return None
        made.append(node)
        at = code.end + 1
    return Sequence(tuple(made), Span(word.start, word.end))
