"""The fix of a directive without effect: the comment is removed, or one of its codes.

Nothing is removed whose text could be rendered in another way without it, or whose rules did not all run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.project.placing import Edit
from smslint.project.switched_off import UNUSED
from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from smslint.project.switched_off import SwitchedOff
    from smslint.rules.directives import Directive
    from smslint.sources.message import Message

_TRIMS: Final = re.compile(r"\{[{%#][-~+]|<%#?-|.*(?:[~+]\}\}|[-~+][%#]\}|/\s*-\}\}|-%>)\Z|##", re.DOTALL)
"""A comment of a template that takes white space around it away."""


class Stated(NamedTuple):
    """A directive, what it switches off, and where it is written."""

    directive: Directive
    offs: tuple[SwitchedOff, ...]
    text: str
    """The text that contains it: of the file, or of the message."""
    message: Message | None = None
    """The message in whose template it is; ``None`` for a comment of the file."""
    number: int = -1
    """The index of that message in its file."""


def removals(stated: Stated, idle: Collection[SwitchedOff], running: Collection[str]) -> Iterator[tuple[Span, Edit]]:
    """What removes the words of a directive that switch nothing off, by the place of each; its comment if there is nothing else in it.

    :param idle: all words without effect.
    :param running: the codes of the rules that run.
    """
    directive, codes = stated.directive, stated.directive.codes or ()
    lost = [each for each in stated.offs if each in idle and each.codes is not None and each.codes.issubset(running)]
    rest = directive.settings or directive.values or directive.problems
    whole = not rest and len(lost) == len(codes)
    spans = dict(codes)
    for off in lost:
        span = _whole(stated) if whole else _word(stated.text, spans[off.word]) if len(codes) > 1 else None
        if span is not None:
            at = span if stated.message is None else stated.message.map.to_file(span)
            yield off.span, Edit(stated.number, span, "", at, "", safe=True, code=UNUSED)


def _word(text: str, span: Span) -> Span:
    """A code with the comma that separates it from the others."""
    if text[span.end : span.end + 1] == ",":
        return Span(span.start, span.end + 1)
    return Span(span.start - 1, span.end) if text[span.start - 1 : span.start] == "," else span


def _whole(stated: Stated) -> Span | None:
    """A comment, with its line if nothing else is there."""
    text, (start, end) = stated.text, stated.directive.comment
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    found = re.compile(r"[ \t]*(\r\n|[\r\n]|\Z)").match(text, end)
    alone = not text[first:start].strip(" \t") and found is not None
    if stated.message is not None:
        return None if alone or _TRIMS.match(text[start:end]) else Span(start, end)
    if alone and found is not None:
        return Span(first, found.end())
    return Span(first + len(text[first:start].rstrip(" \t")), end)
