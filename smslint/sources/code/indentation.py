"""The text of a literal without its indentation, when a method takes it off."""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import TYPE_CHECKING, Final

from smslint.sources.code.literals import cut_lines, indents
from smslint.span import Span
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from smslint.sources.code.values import Value
    from smslint.text.tree import Node

_ENDS: Final = frozenset({"trimIndent", "trimMargin", "cleandoc"})
"""What also leaves out a blank first and a blank last line."""
_BLANK: Final = re.compile(r"^[ \t]+$", re.MULTILINE)
_MARGIN: Final = re.compile(r"^[ \t]*\|", re.MULTILINE)


def dedented(value: Value, name: str) -> tuple[Node, ...]:
    """The parts of a text without the blanks that all its lines begin with.

    :param name: the function that takes them off. Some also leave out blank first and last lines (``trimIndent``), or all that is in a
        blank line (Python's ``dedent``); to ``cleandoc`` the first line is none of the lines that are indented alike.
    """
    code = "".join(each.text if isinstance(each, Literal) else "x" for each in value.parts)
    lines = code.split("\n")
    cuts = _indentation(code, name)
    if name in _ENDS and len(lines) > 1:
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


def _indentation(code: str, name: str) -> list[Span]:
    """What is cut at the beginning of lines."""
    if name == "trimMargin":
        return [Span(*each.span()) for each in _MARGIN.finditer(code)]
    if name == "dedent":
        texts = [each for each in code.split("\n") if each.strip()]
        width = min(indents(code), len(commonprefix(texts)))  # noqa: RUF071 (a tab and a space are not alike to it)
        blank = {each.start(): Span(*each.span()) for each in _BLANK.finditer(code)}
        return sorted([*(each for each in cut_lines(code, 0, width) if each.start not in blank), *blank.values()])
    line, _, rest = code.partition("\n")
    if name == "cleandoc" and line.strip():
        first = [Span(0, len(line) - len(line.lstrip()))]
        return [*first, *cut_lines(rest, len(line) + 1, indents(rest))]
    return cut_lines(code, 0, indents(code))


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
