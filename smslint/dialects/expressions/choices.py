"""Choices inside an expression: ``a if b else c``, ``b ? a : c``, and the branch that they and ``a or b`` become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.words import at_top
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Literal, Node, Sequence

if TYPE_CHECKING:
    from smslint.dialects.expressions.expression import Reader
    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Condition


def conditional(reader: Reader, source: str, found: list[Word]) -> Node | None:
    """The branch of a conditional expression, as the language writes one; ``None`` if the words are none."""
    if reader.conditional == "if":
        test, other = at_top(found, "if"), at_top(found, "else")
        if test is None or (other is not None and other < test):
            return None
        arms, condition = [found[:test]], found[test + 1 : other]
    elif reader.conditional == "?":
        test, other = _question(found), at_top(found, ":")
        if test is None or test == 0:
            return None
        arms, condition = [found[test + 1 : other]], found[:test]
    else:
        return None
    if other is not None:
        arms.append(found[other + 1 :])
    if not all(arms) or not condition:
        return None
    written = source[condition[0].start : condition[-1].end]
    return branch(found, [reader.expression(source, arm) for arm in arms], arms, [reader.asked(written)])


def branch(found: list[Word], nodes: list[Node], arms: list[list[Word]], conditions: list[Condition]) -> Node:
    """Arms in source order; each begins with the code before its value and the last ends with the code after it."""
    whole = Span(found[0].start, found[-1].end)
    at, made = whole.start, []
    for index, (node, value) in enumerate(zip(nodes, arms, strict=True)):
        parts: list[Node] = []
        if at < value[0].start:
            parts.append(Literal("", Span(at, value[0].start)))
        parts.append(node)
        at = value[-1].end
        if index == len(arms) - 1 and at < whole.end:
            parts.append(Literal("", Span(at, whole.end)))
            at = whole.end
        body = Sequence(tuple(parts), Span(parts[0].span.start, at))
        made.append(Arm(body, conditions[index] if index < len(conditions) else None))
    if len(made) == 1:
        made.append(Arm(Sequence((), Span(whole.end, whole.end))))
    return Branch(tuple(made), whole)


def _question(found: list[Word]) -> int | None:
    """The question mark after a condition, not one at the end of a method's name (``name.present? ? 1 : 2``)."""
    marks = [i for i, word in enumerate(found) if word.depth == 0 and word.text == "?" and word.kind == "operator"]
    loose = [index for index in marks if index and found[index - 1].end < found[index].start]
    return next(iter(loose or marks), None)
