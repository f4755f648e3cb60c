"""A text that is several messages: whole ones between lines of dashes, or one on each line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_DIVIDER: Final = later(r"(?m)^[ \t]*(?:([-=*_~#+%])\1{2,}|(?:[-*=] ){2,}[-*=])[ \t]*\r?$")
_SENTENCE: Final = later(r"[.!?…。！？｡।؟]['\"’”»)\]]{0,3}\Z")
_LABEL: Final = later(r"[^\s:：][^:：\n]{0,29}[:：](?=\s)")
_SHORTEST: Final = 20
"""The fewest characters of a part that may be a whole message."""
_ALONE: Final = 40
"""The same of a part that has nothing in common with the others: sections of one message are short."""
_SAME_END: Final = 12
"""Parts whose last characters are the same each have their own opt-out text or signature."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding, at the line that divides the first two messages, or at the second of them."""
    for rendering in subject.renderings:
        text = rendering.text
        if "\n" not in text or len(text.strip().splitlines()) == 1:
            continue
        count, start, end = _divided(text) or _listed(text) or (0, 0, 0)
        if count:
            words = f"This looks like {plural(count, 'message')}, but it is read and sent as one."
            yield rule.finding(words, rendering.source(start, end))
            return


def _divided(text: str) -> tuple[int, int, int] | None:
    """How many whole messages dividers make of a text, and the place of the first divider."""
    dividers = [match.span() for match in _DIVIDER.finditer(text)]
    if not dividers:
        return None
    edges = [(0, 0), *dividers, (len(text), len(text))]
    parts = [text[left[1] : right[0]].strip() for left, right in pairwise(edges)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or min(map(len, parts)) < _SHORTEST:
        return None
    if len(parts) > 2 and min(map(len, parts)) >= _ALONE and all(map(_SENTENCE.search, parts)):
        return len(parts), *dividers[0]
    alike = all(_alike(parts[0], other) for other in parts[1:])
    return (len(parts), *dividers[0]) if alike else None


def _alike(one: str, other: str) -> bool:
    """Whether two parts begin with the same two words or end in the same text, as messages of one sender do."""
    return one.split(None, 2)[:2] == other.split(None, 2)[:2] or one[-_SAME_END:] == other[-_SAME_END:] or (
        (label := _LABEL.match(one)) is not None and other.startswith(label[0])
    )  # fmt: skip


def _listed(text: str) -> tuple[int, int, int] | None:
    """How many lines begin with the sender's name of the first, if each line is a message, and the place of the second."""
    first = _LABEL.match(text)
    if first is None:
        return None
    places, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            places.append((at, at + len(line.rstrip())))
        at += len(line)
    whole = all(text.startswith(first[0], start) and end - start >= _SHORTEST for start, end in places)
    return (len(places), *places[1]) if whole and len(places) > 1 else None
