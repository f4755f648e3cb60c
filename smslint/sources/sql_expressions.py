"""The composed values of SQL: texts joined with ``||``, ``+`` or ``CONCAT(...)``, or written one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from smslint.sources.expression import Piece


_DEEPEST: Final = 50
"""The limit for brackets in brackets: what is nested more deeply is not followed."""


class Part(NamedTuple):
    """A token of a value: a string with its pieces, or something else."""

    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()


def concatenated(parts: tuple[Part, ...], depth: int = 0) -> list[Part] | None:
    """The literals and placeholders of a composed value, in order; ``None`` for any other expression."""
    found: list[Part] = []
    waiting = True  # for an operand
    at = 0
    while at < len(parts):
        part = parts[at]
        size = _operator(parts, at)
        if size:
            if waiting:
                return None
            waiting, at = True, at + size
        elif part.kind == "string":
            if not waiting and found[-1].kind != "string":
                return None
            found.append(part)
            waiting, at = False, _past_cast(parts, at + 1)
        else:
            end = _operand_end(parts, at)
            if not waiting or end is None or depth > _DEEPEST:
                return None
            inner = _inside(parts[at:end], depth)
            found += [Part("hole", part.start, parts[end - 1].end)] if inner is None else inner
            waiting, at = False, end
    return found if found and not waiting and any(part.kind == "string" for part in found) else None


def _operator(parts: tuple[Part, ...], at: int) -> int:
    """How many tokens the operator at ``at`` has if it joins texts; 0 if there is none."""
    if parts[at].kind == "+":
        return 1
    return 2 if [part.kind for part in parts[at : at + 2]] == ["|", "|"] else 0


def _past_cast(parts: tuple[Part, ...], at: int) -> int:
    """The index after ``::text``."""
    return at + 3 if [part.kind for part in parts[at : at + 2]] == [":", ":"] and at + 2 < len(parts) else at


def _operand_end(parts: tuple[Part, ...], at: int) -> int | None:
    """The end of an operand that is not a literal: the next operator outside brackets."""
    depth = 0
    while at < len(parts):
        kind = parts[at].kind
        depth += (kind == "open") - (kind == "close")
        if depth == 0 and kind in {"string", "comma", "case"}:
            return None
        at += 1
        if depth == 0 and (at == len(parts) or _operator(parts, at)):
            return at
    return None


def _inside(operand: tuple[Part, ...], level: int) -> list[Part] | None:
    """The content of ``CONCAT(...)``, or of brackets around a composed text."""
    called = operand[0].kind == "concat"
    inner = operand[1:] if called else operand
    if len(inner) < 3 or inner[0].kind != "open" or inner[-1].kind != "close":
        return None
    arguments: list[list[Part]] = [[]]
    depth = 0
    for part in inner[1:-1]:
        depth += (part.kind == "open") - (part.kind == "close")
        if depth < 0:
            return None
        if part.kind == "comma" and depth == 0 and called:
            arguments.append([])
        else:
            arguments[-1].append(part)
    found: list[Part] = []
    for argument in arguments:
        if not argument:
            return None
        texts = concatenated(tuple(argument), level + 1)
        if texts is None and not called:
            return None
        found += texts or [Part("hole", argument[0].start, argument[-1].end)]
    return found
