"""Patterns, which give values to the variables in them: those of ``case``, of ``catch``, of assignments to several variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.brackets import CLOSED, OPEN, split
from smslint.sources.code import shapes
from smslint.sources.code.grammar import Chain, inner

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Node, Shape

_WORD: Final = re.compile(r"\w+")
_NOT_BOUND: Final = re.compile(r"\bwhen\b.*|\^\w+|\"[^\"]*\"|\w+:(?!:)(?=\s*[^\s,})\]])", re.DOTALL)
"""Guards, values that are compared, texts, and keys in front of a pattern of their own."""

_TAKES: Final = re.compile(r"(?:(?P<key>\w+)\s*:\s*)?(?:(?:var|val|let|final|const)\s+)?(?P<name>[^\W\d]\w*)")
_TUPLES: Final = frozenset({"tuple_expression", "tuple", "record_literal", "right_assignment_list"})


def pattern(file: File, node: Node) -> Shape:
    """A pattern, which gives values to the variables in it."""
    return shapes.Hidden(pattern_names(file, node), ())


def pattern_names(file: File, node: Node) -> frozenset[str]:
    """The words of a pattern, among them its variables."""
    return frozenset(_WORD.findall(_NOT_BOUND.sub(" ", file.source(node))))


def hidden(file: File, pattern: Node, *nodes: Node) -> Shape:
    """Code that gives values to the variables of a pattern."""
    return shapes.Hidden(pattern_names(file, pattern), nodes)


def unpacked(file: File, pattern: Node, value: Node, *, keyed: bool = False, declares: bool = False) -> Shape:
    """Several variables get the entries of one value: ``val (title, rest) = lines``.

    :param keyed: whether the pattern has the names of the entries: ``{ title, rest: other }``.
    """
    takes = takes_of(file.source(pattern), keyed=keyed)
    parts = inner(value) if value.type in _TUPLES else []
    given = Chain("unpacked", tuple(parts)) if parts else value
    return shapes.Hidden(pattern_names(file, pattern), (given,), declares, takes)


def takes_of(pattern: str, *, keyed: bool = False) -> tuple[tuple[str, str], ...]:
    """The variables in a pattern, each with the place or the key of the entry that it gets; none of a pattern in a pattern."""
    start = pattern[:1] in OPEN and pattern[-1:] in CLOSED
    found: list[tuple[str, str]] = []
    for index, each in enumerate(map(str.strip, split(pattern[1:-1] if start else pattern))):
        one = _TAKES.fullmatch(each)
        if each.startswith(("...", "*")):
            break
        if one is None or (one["key"] and not keyed):
            continue
        found.append((one["name"], (one["key"] or one["name"]) if keyed else str(index)))
    return tuple(found)


def matched(pattern: Node, *nodes: Node) -> Node:
    """Statements that run where a pattern fits; the tables have the kinds of these nodes from :func:`rules`."""
    return Chain("matched", (Chain("pattern_of", (pattern,)), *nodes))


def rules() -> dict[str, Rule]:
    """The rules of what :func:`matched` makes."""
    return {
        "matched": lambda _file, node: shapes.Grouped((), tuple(inner(node))),
        "pattern_of": pattern,
        "unpacked": lambda _file, node: shapes.Listed(tuple(shapes.Argument(None, each) for each in node.nodes)),
    }
