"""Markdown documents: fenced code blocks and block quotes, where people document the messages they send."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import by_table
from smslint.sources.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.XML,)
MANY_STRINGS = True
escape = by_table({})

_LINE = re.compile(r"([^\r\n]*+)(\r\n|[\r\n]|\Z)")
_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})[ \t]*+([^`\r\n]*)\Z")
_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*\Z")


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted block under the heading before it, with a number if the heading has several.

    A fence that never closes runs to the end of the file, as Markdown says.
    """
    heading, counts = "", dict[str, int]()
    for found, body in _blocks(text):
        if body is None:
            heading = found
            continue
        counts[heading] = counts.get(heading, 0) + 1
        path = (heading,) if counts[heading] == 1 else (heading, str(counts[heading]))
        names = (heading, found) if found else (heading,)
        if options.wants(path, named=names):
            built, source_map = body.build()
            yield Message(built, source_map, ".".join(path) or None, options.locale)


def _blocks(text: str) -> Iterator[tuple[str, BodyBuilder | None]]:
    """Headings (text and ``None``) and blocks (a fence's language and the body)."""
    lines = _lines(text)
    waiting = next(lines, None)
    while waiting is not None:
        line, start, _ = waiting
        if (fence := _FENCE.match(line)) is not None:
            body, waiting = _fenced(text, lines, fence, start)
            yield fence[3].strip().split(" ")[0], body
        elif _QUOTE.match(line):
            body, waiting = _quoted(text, lines, waiting)
            yield "", body
        else:
            if (heading := _HEADING.match(line)) is not None:
                yield heading[1], None
            waiting = next(lines, None)


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(text) and (match := _LINE.match(text, at)) is not None:
        yield match[1], at, match.end()
        at = match.end()


def _fenced(
    text: str, lines: Iterator[tuple[str, int, int]], fence: re.Match[str], start: int
) -> tuple[BodyBuilder, tuple[str, int, int] | None]:
    closing = re.compile(rf" {{0,3}}{fence[2][0]}{{{len(fence[2])},}}[ \t]*\Z")
    body = BodyBuilder(start + len(fence[0]))
    before: tuple[int, int] | None = None
    for line, at, end in lines:
        if closing.match(line):
            break
        _break(body, text, before)
        indent = min(len(fence[1]), len(line) - len(line.lstrip(" ")))
        body.copy(text, at + indent, at + len(line))
        before = (at + len(line), end)
    return body, next(lines, None)


def _quoted(
    text: str, lines: Iterator[tuple[str, int, int]], first: tuple[str, int, int]
) -> tuple[BodyBuilder, tuple[str, int, int] | None]:
    body = BodyBuilder(first[1])
    before: tuple[int, int] | None = None
    waiting: tuple[str, int, int] | None = first
    while waiting is not None and (quote := _QUOTE.match(waiting[0])) is not None:
        line, at, end = waiting
        _break(body, text, before)
        body.copy(text, at + quote.end(), at + len(line))
        before = (at + len(line), end)
        waiting = next(lines, None)
    return body, waiting


def _break(body: BodyBuilder, text: str, span: tuple[int, int] | None) -> None:
    if span is None:
        return
    if text[slice(*span)] == "\n":
        body.copy(text, *span)
    else:
        body.replace("\n", *span)
