"""Which variable an expression belongs to, which objects it may be, and which nodes a shape has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.calls import tells_developers
from smslint.sources.code import knowledge, shapes
from smslint.sources.code.values import SPREAD
from smslint.sources.sending_calls import may_send

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_DEEPEST: Final = 60
SPREADS: Final = frozenset({SPREAD, "...", "**"})
"""In place of the key of an entry: the entries of another list or table, which are copied."""


def reads_only(callee: Names) -> bool:
    """Whether a function changes nothing that it is given: it sends, prints, measures or joins it."""
    return bool(callee) and (callee[-1] in knowledge.READS_GIVEN or may_send(callee) or tells_developers(callee))


def root_of(file: File, node: Node) -> str:
    """The variable that a chain of methods belongs to; ``-`` for anything else."""
    for _ in range(_DEEPEST):
        if node is None:  # a call without an owner, or nothing in brackets
            break
        match file.shape(node):
            case shapes.Named(names):
                return ".".join(names) or "-"
            case shapes.Called(("append",), None):
                return ""
            case shapes.Called(callee, owner) if callee[-1:] and callee[-1] in knowledge.SAME:
                node = owner
            case shapes.Called(("&",), None, (one, *_)):
                node = one.node
            case shapes.Other((one,)):
                node = one
            case shapes.Joined(operands):
                node = operands[0]
            case _:
                break
    return "-"


def holder_of(file: File, node: Node) -> str:
    """The variable in which an entry is: ``d`` of ``d["a"][0]``; ``-`` for anything else."""
    for _ in range(_DEEPEST):
        match file.shape(node) if node is not None else None:
            case shapes.Indexed(owner, _):
                node = owner
            case shapes.Called(_, owner) if owner is not None:
                node = owner
            case shapes.Other((one,)):
                node = one
            case _:
                break
    return root_of(file, node)


def aliases(file: File, node: Node, depth: int = 0) -> Iterator[str]:
    """The variables of which an expression may be the same object, or hold it."""
    if node is None or depth > _DEEPEST:
        return
    match file.shape(node):
        case shapes.Named(names):
            yield ".".join(names)
            if len(names) > 1:
                yield ".".join(names[:-1])
        case shapes.Other((one,)):
            yield from aliases(file, one, depth + 1)
        case shapes.Chosen(_, arms):
            for each in arms:
                yield from aliases(file, each, depth + 1)
        case shapes.Forked(_, arms) as shape if shape.gives:
            for arm in arms:
                yield from aliases(file, arm[-1] if arm else None, depth + 1)
        case shapes.Called(("append" | "&",), None, (one, *_)):
            yield from aliases(file, one.node, depth + 1)
        case shapes.Called(callee, owner, arguments, _, new):
            if owner is not None and callee[-1:] and callee[-1] in knowledge.SAME:
                yield root_of(file, owner)
                yield from aliases(file, owner, depth + 1)
            if new or (callee and callee[-1] in knowledge.HOLDS):
                for each in arguments:
                    yield from aliases(file, each.node, depth + 1)
        case shapes.Listed(entries):
            for each in entries:
                if each.key not in SPREADS:  # of which the entries are copied
                    yield from aliases(file, each.node, depth + 1)
        case shapes.Indexed(owner, _):
            yield holder_of(file, owner)
        case shapes.Bound(names, value):
            yield ".".join(names)
            yield from aliases(file, value, depth + 1)
        case _:
            pass


def is_addition(file: File, shape: shapes.Bound) -> bool:
    """Whether a variable gets its own value with more after it: ``text = text + "x"``, ``text = f"{text} x"``."""
    if shape.adds:
        return True
    match file.shape(shape.value):
        case shapes.Joined((first, *_)):
            found = file.shape(first)
            return isinstance(found, shapes.Named) and found.names == shape.names
        case shapes.Written((first, *_)):
            if first.text is not None:
                return False
            inner = file.shape(first.inner) if first.inner is not None else None
            return first.names == shape.names or (isinstance(inner, shapes.Named) and inner.names == shape.names)
        case shapes.Called(callee, None, (first, *_)) if callee[-1:] == ("append",):
            found = file.shape(first.node)
            return isinstance(found, shapes.Named) and found.names == shape.names
        case _:
            return False


def follows(shape: shapes.Called) -> bool:
    """Whether a call runs the functions that it is given where it is written, and not later."""
    name = shape.name
    return (
        not shape.callee
        or name in knowledge.LOOPS
        or name in knowledge.ONCE
        or name in knowledge.BUILDERS
        or name in knowledge.RUNS_NOW
    )


def below(shape: shapes.Shape) -> Sequence[Node]:
    """The nodes of a shape, in no order."""
    match shape:
        case shapes.Written(parts):
            return [each.inner for each in parts if each.inner is not None]
        case shapes.Joined(nodes) | shapes.Other(nodes) | shapes.Returned(nodes) | shapes.Hidden(_, nodes):
            return nodes
        case shapes.Parallel(nodes):
            return nodes
        case shapes.Chosen(_, arms, asked):
            return [*arms, *([asked] if asked is not None else [])]
        case shapes.Called(_, owner, arguments, blocks):
            return [owner, *(each.node for each in arguments), *blocks]
        case shapes.Indexed(owner, key):
            return [owner, key]
        case shapes.Listed(entries):
            return [each.node for each in entries]
        case shapes.Filled(template, values, _):
            return [template, *(each.node for each in values)]
        case shapes.Bound():
            return [shape.value, *([shape.key] if shape.key is not None else [])]
        case shapes.Forked(asked, arms):
            return [*asked, *(each for arm in arms for each in arm)]
        case shapes.Repeated(over, body, _, _, after):
            return [*([over] if over is not None else []), *body, *after]
        case shapes.Grouped(_, nodes):
            return nodes
        case shapes.Perhaps(first, rest):
            return [first, rest]
        case shapes.Wild(nodes):
            return nodes
        case shapes.Tried():
            return [*shape.body, *shape.rest, *(each for arm in shape.handlers for each in arm), *shape.final]
        case shapes.Deferred(node):
            return [node]
        case _:
            return []
