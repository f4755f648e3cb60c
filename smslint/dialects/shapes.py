"""The shapes of blocks, and what each makes of the arms that stood in it: branches, loops, or text that renders once."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Loop, Placeholder, Sequence, leaves, placeholders

if TYPE_CHECKING:
    from smslint.text.tree import Node

_FOLD: Final = re.compile(r"\s*\n\s*")


class Shape(Enum):
    """What a block does with its content."""

    BRANCH = "branch"
    """One arm renders; without an ``else``, possibly none."""
    EITHER = "either"
    """One arm renders, certainly (the forms of a plural)."""
    SWITCH = "switch"
    """Like a branch, but what stands before the first arm never renders."""
    LOOP = "loop"
    SECTION = "section"
    """A branch when its own name is printed inside; otherwise it may be a list, so a loop."""
    ONCE = "once"
    """The content renders once."""
    SILENT = "silent"
    """The content does not render here (a macro, a captured variable)."""
    UNKNOWN = "unknown"
    """The content is changed in a way that is not known; the whole is an opaque placeholder."""


class Content(NamedTuple):
    """A block that is read to its end."""

    shape: Shape
    rest: str
    """What its first tag says behind the word."""
    label: str
    """The first tag whole, for people."""
    arms: tuple[Arm, ...]
    complete: bool
    """Whether the last arm leaves nothing over."""


def is_blank(arm: Sequence) -> bool:
    return all(isinstance(leaf, Literal) and not leaf.text.strip() for leaf in leaves(arm))


def emptied(arm: Sequence) -> Sequence:
    return Sequence(tuple(Literal("", leaf.span) for leaf in leaves(arm)), arm.span)


def silenced(span: Span) -> list[Node]:
    return [Literal("", span)] if span.length else []


def block_nodes(block: Content, span: Span) -> list[Node]:
    """What a whole block renders as. ``span`` is what stands between its first and its last tag."""
    arms = list(block.arms)
    if block.shape is Shape.EITHER and "trimmed" in block.rest.split():
        arms = [arm._replace(body=_folded(arm.body)) for arm in arms]
    match block.shape:
        case Shape.EITHER if len(arms) == 1:
            return [arms[0].body]
        case Shape.BRANCH | Shape.SWITCH | Shape.EITHER:
            if not arms:
                return []
            if not block.complete:
                arms = [*arms, _nothing(span)]
            return [Branch(tuple(arms), Span(arms[0].body.span.start, span.end))]
        case Shape.SECTION if any(hole.name == block.rest for hole in placeholders(arms[0].body)):
            return [Branch((arms[0], arms[1] if len(arms) > 1 else _nothing(span)), span)]
        case Shape.LOOP | Shape.SECTION:
            return _loop_nodes(block, span)
        case Shape.ONCE:
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


_LOOP_NAME: Final = re.compile(
    r"([\w.$@]+)((?:\s*\[[^\]]*\])?(?:\s*\|\s*(?:sort|reverse|unique|uniq|list|dictsort|select|reject|where|compact|slice)\w*"
    r"(?:\([^()|]*\)|:[^|]*)?)*(?:\s+(?:if|reversed|recursive|limit|offset|as)\b[^|]*)?)\s*\Z"
)
_KEEPS_ALL: Final = re.compile(
    r"(?:\s*\|\s*(?:sort|reverse|list|dictsort)\w*(?:\([^()|]*\))?)*(?:\s+(?:reversed|recursive|as .*))?\s*"
)


def _loop_nodes(block: Content, span: Span) -> list[Node]:
    """A loop; where its expression may pass over items, a declared least number of them does not hold."""
    name, keeps_all = _loop_name(block.rest)
    arms = block.arms
    section = arms[0].condition if block.shape is Shape.SECTION else None
    loop = Loop(arms[0].body, span, name, arms[1].body if len(arms) > 1 else None, section)
    if keeps_all:
        return [loop]
    return [Branch((Arm(Sequence((loop,), span), Condition(block.rest)), _nothing(span)), span)]


def _loop_name(rest: str) -> tuple[str, bool]:
    """What a loop iterates over, ``steps`` of ``step in user.steps | sort``, and whether that is all of it.

    An expression that can hold more items than its name (``a + b``) is its own name.
    """
    _, found, after = rest.partition(" in ")
    expression = (after if found else rest).strip()
    match = _LOOP_NAME.match(expression)
    return (match[1], bool(_KEEPS_ALL.fullmatch(match[2]))) if match else (expression, True)
