"""The parts of string literals: escapes, expressions in them, indentation that is not part of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code.shapes import Part
from smslint.sources.escapes import code_point, unicode_pair
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

SIMPLE: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "0": "\0",
    "e": "\x1b",
    "s": " ",
}
"""The escapes that languages share; each language has some of them."""
_NEWLINE: Final = re.compile(r"\r\n?")
_HEX: Final = re.compile(r"[0-9A-Fa-f]+")


class Escapes(NamedTuple):
    """The escapes of a kind of literal."""

    pattern: re.Pattern[str]
    decode: Callable[[str], str]


def escapes(
    pattern: str, simple: str, decode: Callable[[str], str | None] | None = None, *, newlines: bool = True
) -> Escapes:
    """Escapes with a backslash.

    :param pattern: the escapes that are longer than two characters.
    :param simple: the letters of :data:`SIMPLE` that the language has; any other character means itself.
    :param decode: the text of an escape that is special to the language.
    :param newlines: whether a line break is always one line feed.
    """
    known = {letter: SIMPLE[letter] for letter in simple}
    both = "|".join(each for each in (pattern, r"\\\r\n", r"\\.", r"\r\n?" if newlines else "") if each)

    def resolve(written: str) -> str:
        special = decode(written) if decode is not None else None
        if special is not None:
            return special
        if written[0] == "\r":
            return "\n"
        if len(written) == 12 and written.count("u") == 2:
            return unicode_pair(written)
        if len(written) > 2 and written[1] in "uUx":
            found = _HEX.search(written, 2)
            return (code_point(found[0]) if found is not None else None) or "\ufffd"
        return known.get(written[1:], written[1:])

    return Escapes(re.compile(both, re.DOTALL), resolve)


RAW: Final = Escapes(_NEWLINE, lambda _written: "\n")
"""No escapes; a line break is one line feed."""
VERBATIM: Final = Escapes(re.compile(r"(?!)"), str)
"""No escapes at all."""


class Hole(NamedTuple):
    """An expression in a literal."""

    place: Span
    name: str
    inner: Node = None
    names: tuple[str, ...] = ()


def hole(file: File, node: Node, opening: int, closing: int = 1) -> Hole:
    """The expression in a node such as ``${x}``.

    :param opening: the length of its opening mark.
    """
    start, end = file.place(node)
    inner = next((each for each in node.named_children if "brace" not in each.type and "clause" not in each.type), None)
    return Hole(Span(start, end), file.text[start + opening : end - closing].strip(), inner)


def parts(
    text: str, start: int, end: int, style: Escapes, holes: Iterable[Hole] = (), cuts: Sequence[Span] = ()
) -> tuple[Part, ...]:
    """The parts of a literal between its quotes.

    :param cuts: what is not part of the text, such as indentation.
    """
    found: list[Part] = []
    at = start
    left_out = iter((*cuts, Span(end, end)))
    cut = next(left_out)
    inside = (each for each in holes if each.place.start <= end)  # in damaged code, one may follow the end
    for each in (*inside, Hole(Span(end, end), "")):
        while cut.start < each.place.start:
            found += _stretch(text, at, max(cut.start, at), style)
            at = max(cut.end, at)
            cut = next(left_out)
        found += _stretch(text, at, each.place.start, style)
        at = max(at, each.place.end)
        if each.place.length:
            found.append(Part(*each.place, None, each.inner, each.name, each.names))
    return tuple(found)


def _stretch(text: str, start: int, end: int, style: Escapes) -> Iterator[Part]:
    at = start
    for match in style.pattern.finditer(text, start, end):
        if at < match.start():
            yield Part(at, match.start(), text[at : match.start()])
        yield Part(match.start(), match.end(), style.decode(match[0]))
        at = match.end()
    if at < end:
        yield Part(at, end, text[at:end])


def masked(text: str, start: int, end: int, holes: Iterable[Hole]) -> str:
    """The code of a literal with its expressions as letters, for looking at its lines."""
    chunks: list[str] = []
    at = start
    for each in holes:
        chunks += [text[at : each.place.start], "x" * each.place.length]
        at = each.place.end
    chunks.append(text[at:end])
    return "".join(chunks)


def block(text: str, start: int, end: int, style: Escapes, holes: Sequence[Hole]) -> tuple[Part, ...]:
    """The parts of a literal of several lines: its first and last line break, and the blanks before its last line, are not part of it."""
    code = masked(text, start, end, holes)
    if "\n" not in code:
        return parts(text, start, end, style, holes)
    first, last = code.index("\n") + 1, code.rindex("\n")
    width = len(code) - last - 1
    last = max(first, last - (code[last - 1] == "\r"))
    cuts = cut_lines(code[first:last], start + first, width)
    return parts(text, start + first, start + last, style, holes, cuts)


def _blank(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" \t"))


def indents(code: str, *, last: bool = False) -> int:
    """How many blanks all lines with a text begin with.

    :param last: whether the last line counts, also if it is blank.
    """
    lines = code.split("\n")
    widths = [_blank(line) for index, line in enumerate(lines) if line.strip() or (last and index == len(lines) - 1)]
    return min(widths, default=0)


def cut_lines(code: str, start: int, width: int, *, first: bool = True, trailing: bool = False) -> list[Span]:
    """The blanks at the beginning of lines that are not part of the text.

    :param start: where the code begins in the file.
    :param first: whether the first line is a line of the text, and not the rest of the opening line.
    :param trailing: whether blanks at the ends of lines are cut too.
    """
    found: list[Span] = []
    at = start
    lines = code.split("\n")
    for index, line in enumerate(lines):
        content = line.removesuffix("\r")
        blank = _blank(content)
        cut = min(blank, width) if index or first else 0
        kept = len(content.rstrip(" \t\f")) if trailing and index < len(lines) - 1 else len(content)
        kept = max(kept, cut)
        if cut:
            found.append(Span(at, at + cut))
        if kept < len(content):
            found.append(Span(at + kept, at + len(content)))
        at += len(line) + 1
    return found
