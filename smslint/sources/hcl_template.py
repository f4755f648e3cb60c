"""The template language inside HCL's strings: ``${ ... }``, ``%{ if }``, ``%{ for }``, and ``~``, which removes white space next to it.

Source: HCL's native syntax specification. ``~`` removes the white space of the literal next to it; in a heredoc each line is a separate literal,
so there it stops at the line break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SourceError
from smslint.sources.expression import Piece, TreeBuilder
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Loop, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node

_WORD: Final = re.compile(r"\s*+(if|else|endif|for|endfor)\b\s*+(.*)\Z", re.DOTALL)
DEEPEST: Final = 100


class Part(NamedTuple):
    """A piece of a string and, if it is code, the text between its braces."""

    piece: Piece
    sign: str = ""
    """``$`` or ``%`` for code."""

    def code(self, source: str) -> str:
        """The text between the braces."""
        return source[self.piece.start + 2 : self.piece.end - 1]


class _Open:
    """An open directive."""

    def __init__(self, word: str, rest: str, start: int) -> None:
        self.word, self.rest, self.start = word, rest, start
        self.arm_start = start
        self.nodes: list[Node] = []
        self.arms: list[Arm] = []


def tree(source: str, parts: list[Part], start: int, end: int, *, lines: bool) -> Sequence:
    """The tree of a string's content. ``lines``: whether it is a heredoc.

    :raises SourceError: at a directive that is not closed, or has nothing to close.
    """
    make = TreeBuilder(source, start)
    stack = [_Open("", "", start)]
    for part in trimmed(source, parts, lines=lines):
        piece = part.piece
        found = _WORD.match(part.code(source).strip("~").rstrip()) if part.sign == "%" else None
        if piece.text is not None:
            stack[-1].nodes.append(make.literal(piece.text, piece.start, piece.end))
        elif found is None:
            stack[-1].nodes.append(make.placeholder(piece.start, piece.end, piece.name))
        else:
            _directive(make, stack, found[1], found[2], piece)
    if len(stack) > 1:
        opened = stack[-1]
        raise SourceError(f"This %{{ {opened.word} }} never ends.", Span(opened.start, opened.start + 2))
    return make.sequence(stack[0].nodes, start, end)


def _directive(make: TreeBuilder, stack: list[_Open], word: str, rest: str, piece: Piece) -> None:
    if word in {"if", "for"}:
        if len(stack) > DEEPEST:
            raise SourceError(f"These directives are nested more than {DEEPEST} deep.", Span(piece.start, piece.end))
        stack.append(_Open(word, rest, piece.start))
        return
    opened = stack[-1]
    wanted = "for" if word == "endfor" else "if"
    if opened.word != wanted or (word == "else" and opened.arms):
        raise SourceError(f"This %{{ {word} }} closes nothing.", Span(piece.start, piece.end))
    end = piece.start if word == "else" else piece.end
    body = make.sequence(opened.nodes, opened.arm_start, end)
    if word == "endfor":
        stack.pop()
        name = opened.rest.rpartition(" in ")[2]
        stack[-1].nodes.append(Loop(body, make.span(opened.start, end), name))
        return
    opened.arms.append(Arm(body, None if opened.arms else Condition(opened.rest)))
    opened.nodes, opened.arm_start = [], end
    if word == "endif":
        stack.pop()
        arms = opened.arms if len(opened.arms) > 1 else [*opened.arms, Arm(Sequence((), make.span(end, end)))]
        stack[-1].nodes.append(Branch(tuple(arms), make.span(opened.start, end)))


def trimmed(source: str, parts: list[Part], *, lines: bool) -> list[Part]:
    """The parts without the white space that ``~`` removes."""
    found = list(parts)
    for index, part in enumerate(parts):
        if not part.sign:
            continue
        code = part.code(source)
        if code.startswith("~"):
            _strip(found, index - 1, -1, lines=lines)
        if code.endswith("~"):
            _strip(found, index + 1, 1, lines=lines)
    return [part for part in found if part.piece.text != ""]


def _strip(parts: list[Part], at: int, step: int, *, lines: bool) -> None:
    """Remove white space from the end (``step`` -1) or the start of the literals, beginning with ``at``."""
    while 0 <= at < len(parts) and (text := parts[at].piece.text) is not None:
        piece = parts[at].piece
        if step < 0 and lines and text.endswith("\n"):
            return
        kept = text.rstrip() if step < 0 else text.lstrip()
        if step > 0 and lines and "\n" in text[: len(text) - len(kept)]:
            kept = text[text.index("\n") + 1 :]
        if piece.verbatim:
            start = piece.start if step < 0 else piece.end - len(kept)
            end = piece.start + len(kept) if step < 0 else piece.end
            parts[at] = Part(Piece(start, end, kept, verbatim=True))
        else:
            parts[at] = Part(piece._replace(text=kept))
        if kept or (step > 0 and lines and "\n" in text):
            return
        at += step
