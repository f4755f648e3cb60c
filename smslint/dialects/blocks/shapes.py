"""The shapes of blocks, and the nodes from their arms: branches, loops, or text that renders once."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.condition import Condition, Not, Some
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence, leaves, placeholders

if TYPE_CHECKING:
    from smslint.text.tree import Node

_FOLD: Final = later(r"\s*\n\s*")


class Shape(Enum):
    """What a block does with its content."""

    BRANCH = "branch"
    """One arm renders; without an ``else`` possibly none."""
    EITHER = "either"
    """Exactly one arm always renders (the forms of a plural)."""
    SWITCH = "switch"
    """Like a branch, but text before the first arm never renders."""
    MATCHES = "matches"
    """Like a switch, but every arm renders once for each of its values that matches (Liquid's ``case``)."""
    LOOP = "loop"
    SECTION = "section"
    """A branch if its own name is printed inside; otherwise it may be a list, and so a loop."""
    INVERTED = "inverted"
    """A branch; with a second arm, which renders for each item, the result is unknown."""
    ONCE = "once"
    """The content renders once."""
    DEFAULT = "default"
    """The content renders once; if it is empty, another definition of the same name renders (Go)."""
    SILENT = "silent"
    """The content does not render here (a macro, a captured variable)."""
    UNKNOWN = "unknown"
    """The content is changed in an unknown way; the whole block is an opaque placeholder."""


SWITCHES: Final = frozenset({Shape.SWITCH, Shape.MATCHES})
"""Blocks that compare one value with that of each arm."""


class Content(NamedTuple):
    """A complete block."""

    shape: Shape
    rest: str
    """The rest of its first tag after the word."""
    label: str
    """The whole first tag, for people."""
    arms: tuple[Arm, ...]
    complete: bool
    """Whether one of the arms always renders."""
    keys: tuple[str, ...] = ()
    """The text of the tags of the arms; for a switch, including that of the first arm."""


def emptied(arm: Sequence) -> Sequence:
    """An arm without the texts directly in it."""
    return arm._replace(
        parts=tuple(part._replace(text="") if isinstance(part, Literal) else part for part in arm.parts)
    )


def optional(body: Sequence, written: str) -> Branch:
    """Content that may or may not render; the reason is given only in words."""
    return Branch((Arm(body, Condition(written)), _nothing(body.span)), body.span)


def inherited(parts: list[Node]) -> list[Node]:
    """The parts of a template that names a parent: the parent's text is unknown, and each part may or may not render in it."""
    return [
        part if isinstance(part, Placeholder) and part.opaque else
        part._replace(text="") if isinstance(part, Literal) and part.verbatim and not part.text.strip() else
        part if isinstance(part, Literal) and not part.text else
        optional(Sequence((part,), part.span), "the parent has a place for it")
        for part in parts
    ]  # fmt: skip


def silenced(span: Span) -> list[Node]:
    return [Literal("", span)] if span.length else []


def block_nodes(block: Content, span: Span) -> list[Node]:
    """The nodes of a whole block. ``span`` is the part between its first and its last tag."""
    arms = list(block.arms)
    if block.shape is Shape.EITHER and "trimmed" in block.rest.split():
        arms = [arm._replace(body=_folded(arm.body)) for arm in arms]
    match block.shape:
        case Shape.INVERTED:
            inverted = Shape.BRANCH if len(arms) == 1 else Shape.UNKNOWN
            return block_nodes(block._replace(shape=inverted), span)
        case Shape.EITHER if len(arms) == 1:
            return [arms[0].body]
        case Shape.BRANCH | Shape.SWITCH | Shape.EITHER:
            if not arms:
                return []
            if not block.complete:
                arms = [*arms, _nothing(span)]
            return [Branch(tuple(arms), Span(arms[0].body.span.start, span.end))]
        case Shape.SECTION if any(hole.name == block.rest for hole in placeholders(arms[0].body)):
            return [Branch((*arms, *(() if block.complete else (_nothing(span),))), span)]
        case Shape.MATCHES:
            return _matches(block, span)
        case Shape.LOOP | Shape.SECTION:
            return _loop_nodes(block, span)
        case Shape.DEFAULT if all(isinstance(leaf, Literal) and not leaf.text.strip() for leaf in leaves(arms[0].body)):
            return [Placeholder(block.label, span, opaque=True)]
        case Shape.ONCE | Shape.DEFAULT:
            return [arm.body for arm in arms]
        case Shape.SILENT:
            return silenced(span)
        case Shape.UNKNOWN:
            return [Placeholder(block.label, span, opaque=True)]


def _nothing(span: Span) -> Arm:
    """The missing ``else``."""
    return Arm(Sequence((), Span(span.end, span.end)))


def _folded(arm: Sequence) -> Sequence:
    """A translation marked ``trimmed``: each line break with the white space around it is one space, the ends are stripped."""
    parts: list[Node] = []
    for part in arm.parts:
        last = parts[-1] if parts else None
        if isinstance(part, Literal) and isinstance(last, Literal):
            parts[-1] = Literal(last.text + part.text, Span(last.span.start, part.span.end))
        else:
            parts.append(part)
    for index, part in enumerate(parts):
        if isinstance(part, Literal):
            text = part.text.lstrip() if index == 0 else part.text
            text = text.rstrip() if index == len(parts) - 1 else text
            parts[index] = Literal(_FOLD.sub(" ", text), part.span)
    return Sequence(tuple(parts), arm.span)


def _empty(arms: tuple[Arm, ...], span: Span, *, complete: bool) -> Sequence | None:
    """The replacement of a loop without rounds: one of the further arms."""
    if not arms or (complete and len(arms) == 1):
        return arms[0].body if arms else None
    chosen = Branch(arms if complete else (*arms, _nothing(span)), Span(arms[0].body.span.start, span.end))
    return Sequence((chosen,), chosen.span)


_VALUE: Final = later(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))\s*(?:,|\bor\s|\Z)""")


def _values(key: str) -> list[str | float] | None:
    """The values that an arm of a ``case`` names; ``None`` if one of them is not a literal."""
    values: list[str | float] = []
    at = 0
    while at < len(key):
        match = _VALUE.match(key, at)
        if match is None:
            return None
        values.append(float(match[3]) if match[3] else match[1] or match[2] or "")
        at = match.end()
    return values


def _matches(block: Content, span: Span) -> list[Node]:
    """At most one arm if no two values can be equal; otherwise each arm separately, and an arm with a duplicate value any number
    of times. Arms after an ``else`` may render beside it."""
    arms = block.arms
    if any(arm.condition is None for arm in arms[:-1]):
        arms = tuple(arm._replace(condition=Condition(f"case {block.rest}")) for arm in arms)
    keys = [_values(key) for key, arm in zip(block.keys, arms, strict=False) if arm.condition is not None]
    every = [value for values in keys for value in values or ()]
    if None not in keys and len(set(every)) == len(every) and arms is block.arms:
        return block_nodes(block._replace(shape=Shape.SWITCH), span)
    nodes: list[Node] = []
    tests = [arm.condition.test if arm.condition is not None else None for arm in arms if arm.condition is not None]
    known = tuple(test for test in tests if test is not None)
    none = Condition(f"case {block.rest}", Not(Some(known)) if len(known) == len(tests) else None)
    for key, arm in zip(block.keys, arms, strict=False):
        values = _values(key)
        single = len(values) == len(set(values)) if values is not None else not re.search(r",|\bor\b", key)
        body = arm.body if single else Sequence((Loop(arm.body, arm.body.span),), arm.body.span)
        nodes.append(Branch((Arm(body, arm.condition or none), _nothing(body.span)), body.span))
    return nodes


_LOOP_NAME: Final = later(
    r"([\w.$@]+)((?:\s*\[[^\]]*\])?(?:\s*\|\s*(?:sort|reverse|unique|uniq|list|dictsort|select|reject|where|compact|slice)\w*"
    r"(?:\([^()|]*\)|:[^|]*)?)*(?:\s+(?:if|reversed|recursive|limit|offset|as)\b[^|]*)?)\s*\Z"
)
_KEEPS_ALL: Final = later(
    r"(?:\s*\|\s*(?:sort|reverse|list|dictsort)\w*(?:\([^()|]*\))?)*(?:\s+(?:reversed|recursive|as .*))?\s*"
)


def _loop_nodes(block: Content, span: Span) -> list[Node]:
    """A loop; if its expression may skip items, a declared minimum number of items does not apply."""
    name, keeps_all = _loop_name(block.rest)
    arms = block.arms
    section = arms[0].condition if block.shape is Shape.SECTION else None
    loop = Loop(arms[0].body, span, name, _empty(arms[1:], span, complete=block.complete), section)
    if keeps_all:
        return [loop]
    return [Branch((Arm(Sequence((loop,), span), Condition(block.rest)), _nothing(span)), span)]


def _loop_name(rest: str) -> tuple[str, bool]:
    """The name that a loop iterates over, ``steps`` of ``step in user.steps | sort``, and whether it iterates over all of it.

    An expression that can have more items than its name (``a + b``) is its own name.
    """
    _, found, after = rest.partition(" in ")
    expression = (after if found else rest).strip()
    match = _LOOP_NAME.match(expression)
    return (match[1], bool(_KEEPS_ALL.fullmatch(match[2]))) if match else (expression, True)
