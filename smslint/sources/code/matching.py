"""Patterns, which give values to the variables in them: those of ``case``, of ``catch``, of assignments to several variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.grammar import Chain, inner

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File, Rule
    from smslint.sources.code.shapes import Node, Shape

_WORD: Final = re.compile(r"\w+")
_NOT_BOUND: Final = re.compile(r"\bwhen\b.*|\^\w+|\"[^\"]*\"|\w+:(?!:)(?=\s*[^\s,})\]])", re.DOTALL)
"""Guards, values that are compared, texts, and keys in front of a pattern of their own."""


def pattern(file: File, node: Node) -> Shape:
    """A pattern, which gives values to the variables in it."""
    return shapes.Hidden(pattern_names(file, node), ())


def pattern_names(file: File, node: Node) -> frozenset[str]:
    """The words of a pattern, among them its variables."""
    return frozenset(_WORD.findall(_NOT_BOUND.sub(" ", file.source(node))))


def hidden(file: File, pattern: Node, *nodes: Node) -> Shape:
    """Code that gives values to the variables of a pattern."""
    return shapes.Hidden(pattern_names(file, pattern), nodes)


def matched(pattern: Node, *nodes: Node) -> Node:
    """Statements that run where a pattern fits; the tables have the kinds of these nodes from :func:`rules`."""
    return Chain("matched", (Chain("pattern_of", (pattern,)), *nodes))


def rules() -> dict[str, Rule]:
    """The rules of what :func:`matched` makes."""
    return {"matched": lambda _file, node: shapes.Grouped((), tuple(inner(node))), "pattern_of": pattern}
