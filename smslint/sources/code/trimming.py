"""The text of a value without the white space at its ends, when a method takes it off, or in other letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import LARGEST, Value, fixed, size_of
from smslint.span import Span
from smslint.text.tree import Arm, Branch, Literal, Placeholder, Sequence, leaves, with_leaves

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Many

    from smslint.text.tree import Node

_RUNS: Final = re.compile(r"\s+|\S+")
_WHITE: Final = " \t\n\v\f\r"
"""What all languages take off."""
_DEEPEST: Final = 12
_FIRST: Final = frozenset({"trimStart", "TrimStart", "lstrip", "trim_leading", "stripLeading"})
_LAST: Final = frozenset({"trimEnd", "TrimEnd", "rstrip", "trim_trailing", "stripTrailing", "chomp", "chop"})
_BOTH: Final = frozenset({"trim", "Trim", "strip", "TrimSpace", "trimmingCharacters"})
_REPLACES: Final = frozenset({"tr", "gsub", "replace", "replaceAll", "replace_all", "Replace", "ReplaceAll"})
_PAIR: Final = 2
TRIMS: Final = _FIRST | _LAST | _BOTH


def trimmed(value: Value, name: str, given: Many[Value]) -> Value | None:
    """A text after a method that takes white space off its ends; ``None`` if it is not known what is taken off."""
    taken = _WHITE
    if name == "chop" or len(given) > 1:
        return None
    if given:
        known = fixed(given[0])
        named = given[0].source.rpartition(".")[2]
        if named != "whitespacesAndNewlines":
            if name == "chomp" or not known or known.strip(_WHITE):
                return None
            taken = known
    parts: tuple[Node, ...] | None = value.parts
    if name == "chomp":
        text = fixed(value)
        last = value.parts[-1] if value.parts else None
        if text is None and not isinstance(last, (Literal, Placeholder)):
            return None
        ending = last.text if isinstance(last, Literal) else ""
        if text is not None and text.endswith("\r\n") and not ending.endswith("\r\n"):
            return None
        count = 2 if ending.endswith("\r\n") else int(ending.endswith(("\n", "\r")))
        if text is not None and text.endswith(("\n", "\r")) and not count:
            return None
        parts = (*value.parts[:-1], *_kept(last, 0, len(ending) - count)) if isinstance(last, Literal) else parts
    else:
        if name not in _LAST:
            parts = _end(parts or (), taken, 0, last=False)
        if name not in _FIRST and parts is not None:
            parts = _end(parts, taken, 0, last=True)
    if parts is None or (size := size_of(parts)) > LARGEST:
        return None
    return value._replace(parts=parts, size=size)


def squished(value: Value) -> Value | None:
    """A text in which all white space between two words is one space, without any at its ends: Ruby's ``squish``."""
    known = _one_space(value.parts, spaced=True)
    if known is None:
        return None
    found, _ = known
    parts = _end(found, " ", 0, last=True)
    return None if parts is None else value._replace(parts=parts, size=size_of(parts))


def _one_space(parts: Many[Node], *, spaced: bool) -> tuple[list[Node], bool] | None:
    """The parts with one space in place of each white space, and whether they end with it.

    :param spaced: whether there is white space, or nothing, before them.
    """
    found: list[Node] = []
    for part in parts:
        match part:
            case Placeholder():
                found.append(part)
                spaced = False
            case Literal():
                for run in _RUNS.finditer(part.text):
                    if not run[0].isspace():
                        found += _kept(part, *run.span())
                    elif not spaced:
                        place = Span(part.span.start + run.start(), part.span.start + run.end())
                        found.append(Literal(" ", place if part.verbatim else part.span))
                    spaced = run[0].isspace()
            case Branch(arms, place):
                inner = [_one_space(arm.body.parts, spaced=spaced) for arm in arms]
                known = [each for each in inner if each is not None]
                if len(known) < len(arms) or len({ending for _, ending in known}) > 1:
                    return None
                bodies = [Sequence(tuple(body), arm.body.span) for (body, _), arm in zip(known, arms, strict=True)]
                found.append(
                    Branch(tuple(arm._replace(body=body) for arm, body in zip(arms, bodies, strict=True)), place)
                )
                spaced = known[0][1]
            case _:
                return None
    return found, spaced


def _kept(part: Literal, start: int, end: int) -> list[Literal]:
    if start >= end:
        return []
    if (start, end) == (0, len(part.text)):
        return [part]
    place = Span(part.span.start + start, part.span.start + end) if part.verbatim else part.span
    return [Literal(part.text[start:end], place)]


def _end(parts: Many[Node], taken: str, depth: int, *, last: bool) -> tuple[Node, ...] | None:
    """The parts without white space at one end."""
    if depth > _DEEPEST:
        return None
    rest = list(parts)
    while rest:
        part = rest.pop(-1 if last else 0)
        match part:
            case Literal(text):
                kept = text.rstrip(taken) if last else text.lstrip(taken)
                if not kept:
                    continue
                edge = kept[-1 if last else 0]
                if edge not in _WHITE and (edge.isspace() or edge < " "):
                    return None  # languages differ
                start = 0 if last else len(text) - len(kept)
                made: list[Node] = [*_kept(part, start, start + len(kept))]
            case Sequence(inner, place):
                own = _end(inner, taken, depth + 1, last=last)
                if own is None:
                    return None
                if not own:
                    continue
                made = [Sequence(own, place)]
            case Branch(arms, place):
                bodies = [_end(arm.body.parts, taken, depth + 1, last=last) for arm in arms]
                if not all(bodies):  # what is around an empty arm is at the end there
                    around = [(*rest, *arm.body.parts) if last else (*arm.body.parts, *rest) for arm in arms]
                    bodies = [_end(each, taken, depth + 1, last=last) for each in around]
                    rest = []
                if any(each is None for each in bodies):
                    return None
                made = [
                    Branch(
                        tuple(
                            Arm(Sequence(body or (), arm.body.span), arm.condition)
                            for arm, body in zip(arms, bodies, strict=True)
                        ),
                        place,
                    )
                ]
            case _:  # of unknown length, whatever is taken off it
                made = [part]
        return (*rest, *made) if last else (*made, *rest)
    return ()


def without_lines(value: Value | None, method: str, given: Many[Value]) -> Value | None:
    """A text in which all line breaks are something else: ``text.tr("\\n", " ")``; ``None`` for any other call.

    A placeholder is taken for a value without line breaks.
    """
    if value is None or not value.written or method not in _REPLACES or len(given) != _PAIR:
        return None
    old, new = map(fixed, given)
    if old != "\n" or new is None:
        return None
    text = Sequence(value.parts, Span(0, 0))
    if method == "replace" and sum(each.text.count(old) for each in leaves(text) if isinstance(each, Literal)) > 1:
        return None  # JavaScript replaces only the first
    return value._replace(
        parts=with_leaves(
            text, lambda leaf: leaf._replace(text=leaf.text.replace(old, new)) if isinstance(leaf, Literal) else leaf
        ).parts
    )


def recased(value: Value, change: Callable[[str], str]) -> Value | None:
    """A text in capitals or in small letters; ``None`` if it is not known in full, or if languages change some of its letters in other ways."""
    if not all(isinstance(leaf, Literal) and leaf.text.isascii() for part in value.parts for leaf in leaves(part)):
        return None
    text = with_leaves(
        Sequence(value.parts, Span(0, 0)),
        lambda leaf: leaf._replace(text=change(leaf.text)) if isinstance(leaf, Literal) else leaf,
    )
    return value._replace(parts=text.parts)
