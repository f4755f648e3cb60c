"""Choices inside an expression: ``a if b else c``, ``b ? a : c``, and the branch that they and ``a or b`` become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.words import at_top, words
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.expressions.expression import Reader
    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Test


def conditional(reader: Reader, source: str, found: list[Word]) -> Node | None:
    """The branch of a conditional expression, as the language writes one; ``None`` if the words are none."""
    if reader.conditional == "if":
        test, other = at_top(found, "if"), at_top(found, "else")
        if test is None or (other is not None and other < test):
            return None
        arms, condition = [found[:test]], found[test + 1 : other]
    elif reader.conditional in {"?", "?:"}:
        test, other = _question(found), at_top(found, ":")
        if test is None or test == 0 or (other is None and reader.conditional == "?:"):
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


def first_of(reader: Reader, ask: Callable[[str], Test | None], source: str, body: Span) -> Node | None:
    """Django's ``firstof name code "x"``: the first value that is true, else nothing; ``None`` where a value is not read."""
    found = words(source, body.start, body.end)
    values: list[list[Word]] = []
    for index, word in enumerate(found):
        if index and found[index - 1].end == word.start:
            values[-1].append(word)
        else:
            values.append([word])
    arms: list[list[Word]] = []
    conditions: list[Condition] = []
    for value in values:
        text = reader.string(value[0].text) if len(value) == 1 and value[0].kind == "string" else None
        written = source[value[0].start : value[-1].end]
        if text is None and value[0].kind != "name":
            return None
        if text != "":
            arms.append(value)
            if text is None:
                conditions.append(Condition(written, ask(written)))
        if text:
            break
    if not arms:
        return None
    made = branch(found, [reader.expression(source, each) for each in arms], arms, conditions)
    if len(conditions) < len(arms) or len(arms) == 1 or not isinstance(made, Branch):
        return made
    end = Span(found[-1].end, found[-1].end)
    return made._replace(arms=(*made.arms, Arm(Sequence((), end))))


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
    apart = [index for index in marks if "".join(word.text for word in found[index + 1 : index + 2]) != "("]
    return next(iter(loose or apart or marks), None)
