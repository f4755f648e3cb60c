"""The text of a literal without its indentation, when a method takes it off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.literals import cut_lines, indents
from smslint.span import Span
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from smslint.sources.code.values import Value
    from smslint.text.tree import Node

_MARGIN: Final = re.compile(r"^[ \t]*\|", re.MULTILINE)


def dedented(value: Value, *, ends: bool, margin: bool = False) -> tuple[Node, ...]:
    """The parts of a text without the blanks that all its lines begin with.

    :param ends: whether a blank first and last line are left out too.
    :param margin: whether the lines begin after a bar.
    """
    code = "".join(each.text if isinstance(each, Literal) else "x" for each in value.parts)
    lines = code.split("\n")
    cuts = [Span(*each.span()) for each in _MARGIN.finditer(code)] if margin else cut_lines(code, 0, indents(code))
    if ends and len(lines) > 1:
        if not lines[0].strip():
            cuts = [each for each in cuts if each.start > len(lines[0])]
            cuts.insert(0, Span(0, len(lines[0]) + 1))
        if not lines[-1].strip():
            start = len(code) - len(lines[-1]) - 1
            cuts = [each for each in cuts if each.end <= start]
            cuts.append(Span(max(start, cuts[-1].end if cuts else 0), len(code)))
    found: list[Node] = []
    at = 0
    for part in value.parts:
        if not isinstance(part, Literal):
            found.append(part)
            at += 1
            continue
        found += _kept(part, at, cuts)
        at += len(part.text)
    return tuple(found)


def _kept(part: Literal, start: int, cuts: list[Span]) -> list[Literal]:
    """A literal without what is cut; a part that is written differently is kept or cut as a whole."""
    end = start + len(part.text)
    inside = [each for each in cuts if each.start < end and each.end > start]
    if not part.verbatim:
        return [] if inside else [part]
    kept: list[Literal] = []
    at = start
    for each in (*inside, Span(end, end)):
        if at < each.start:
            text = part.text[at - start : each.start - start]
            place = part.span.start + at - start
            kept.append(Literal(text, Span(place, place + len(text))))
        at = max(at, each.end)
    return kept
