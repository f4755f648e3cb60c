"""The string literals of Dart: raw or not, in one line or several, next to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import grammar as g
from smslint.sources.code import literals
from smslint.sources.code.dart_rows import row
from smslint.sources.escapes import UNICODE, UNICODE_PAIR
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Part


_ESCAPES: Final = literals.escapes(
    rf"{UNICODE_PAIR}|{UNICODE}|\\u\{{[0-9A-Fa-f]{{1,6}}\}}|\\x[0-9A-Fa-f]{{2}}", "ntrbfv"
)
_OPENING: Final = re.compile(r"""\s*(r?)('''|\"""|'|")""")
_FIRST_LINE: Final = re.compile(r"[ \t]*\r?\n")


def literal(file: File, node: Node) -> tuple[Part, ...]:
    """The parts of a literal, or of several next to each other, for which the grammar has one node."""
    at, end = file.place(node)
    holes = [_hole(file, each) for each in node.named_children if each.type == "template_substitution"]
    found: list[Part] = []
    while at < end and (opening := _OPENING.match(file.text, at, end)) is not None:
        begin = opening.end()
        close = _end(file.text, begin, end, opening[2], holes, raw=bool(opening[1]))
        if len(opening[2]) == 3 and (line := _FIRST_LINE.match(file.text, begin, close)) is not None:
            begin = line.end()
        inside = [each for each in holes if begin <= each.place.start < close]
        found += literals.parts(file.text, begin, close, literals.RAW if opening[1] else _ESCAPES, inside)
        at = close + len(opening[2])
    return tuple(found)


def _end(text: str, start: int, end: int, quote: str, holes: list[literals.Hole], *, raw: bool) -> int:
    """Where the closing quote is."""
    pattern = re.compile(quote if raw else rf"\\.|{quote}", re.DOTALL)
    at = start
    for each in (*(hole for hole in holes if hole.place.start >= start), literals.Hole(Span(end, end), "")):
        for match in pattern.finditer(text, at, each.place.start):
            if match[0] == quote:
                return match.start()
        at = each.place.end
    return end


def _hole(file: File, node: Node) -> literals.Hole:
    start, end = file.place(node)
    braces = file.text.startswith("${", start)
    name = file.text[start + (2 if braces else 1) : end - (1 if braces else 0)].strip()
    nodes = row(g.inner(node))
    return literals.Hole(Span(start, end), name, nodes[0] if braces and nodes else None, () if braces else (name,))
