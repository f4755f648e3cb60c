"""The string literals of Kotlin, with names for which its grammar has no node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import literals
from smslint.sources.escapes import UNICODE, UNICODE_PAIR
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Part

_ESCAPES: Final = literals.escapes(rf"{UNICODE_PAIR}|{UNICODE}", "ntrb")
_NAME: Final = re.compile(r"\\.|\$(?:([^\W\d]\w*)|`([^`\n]+)`)", re.DOTALL)


def literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    quotes = 3 if node.type == "multiline_string_literal" else 1
    start, end = start + quotes, end - quotes
    holes = [_hole(file, each) for each in node.named_children if each.type == "interpolation"]
    found = sorted([*holes, *_names(file.text, start, end, holes, raw=quotes == 3)], key=lambda each: each.place.start)
    return literals.parts(file.text, start, end, literals.RAW if quotes == 3 else _ESCAPES, found)


def _hole(file: File, node: Node) -> literals.Hole:
    braces = file.source(node).startswith("${")
    return literals.hole(file, node, 2 if braces else 1, 1 if braces else 0)


def _names(text: str, start: int, end: int, holes: list[literals.Hole], *, raw: bool) -> Iterator[literals.Hole]:
    """``$name``, for which the grammar has no node."""
    at = start
    for each in (*holes, literals.Hole(Span(end, end), "")):
        stop = each.place.start
        while at < stop and (match := _NAME.search(text, at, stop)) is not None:
            name = match[1] or match[2]
            if name is not None:
                yield literals.Hole(Span(*match.span()), name, names=(name,))
            at = match.end() if name is not None or not raw else match.start() + 1
        at = each.place.end


def character(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    return literals.parts(file.text, start + 1, end - 1, _ESCAPES)
