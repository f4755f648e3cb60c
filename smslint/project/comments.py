"""Directives in the comments of host files, found by each format's comment syntax without parsing the file a second time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.rules.directives import Directive, enclosed, parse
from smslint.sources.registry import module
from smslint.span import Covered
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.span import Span


# All that may come before a directive that is alone on its line.
_OPENING: Final = re.compile(r"\A[ \t]*(?:#+|!+|//+|--+|/\*+|<!--)?[ \t]*\Z")


class FoundDirective(NamedTuple):
    """A directive of a host file: whether it is alone on its line, and where its comment ends."""

    directive: Directive
    alone: bool
    end: int


def in_host(text: str, source: str, taken: tuple[Span, ...]) -> Iterator[FoundDirective]:
    """The directives in a file's comments, in order.

    :param taken: where the messages are: a directive inside a message belongs to that message.
    """
    if DIRECTIVE not in text:
        return
    found = []
    inside = Covered(taken)
    for opening, closing in module(source).COMMENTS:
        for span, comment, end in enclosed(text, opening, closing):
            if span.start not in inside:
                alone = not _OPENING.sub("", text[_line_start(text, span.start) : span.start])
                found.append(FoundDirective(parse(text, span, comment), alone, end))
    yield from sorted(found, key=lambda each: each.directive.span.start)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
