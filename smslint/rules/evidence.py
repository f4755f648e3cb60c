"""What hits in a lexicon are evidence for: its groups, each with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.rules.lexicon_file import Entry
    from smslint.rules.looks import Look


class Match(NamedTuple):
    """A hit. ``span`` and ``text`` are from the searched text, not from its folded form."""

    span: Span
    entry: Entry
    language: str
    confidence: str
    text: str


class Group(NamedTuple):
    """The evidence for one group, and its weight. Overlapping hits and repeats of one word count once, the heaviest first."""

    score: int
    matches: tuple[Match, ...]


Found: TypeAlias = "tuple[int, int, int, int, Entry]"
"""A hit: its entry's weight below zero, its span in the text, how many hits were found before it, and the entry."""


def add(found: list[Found], entry: Entry, look: Look, hits: list[tuple[int, int]]) -> None:
    """Add the hits of an entry."""
    offsets, ends = look.folded.offsets, look.folded.ends
    for start, end in hits:
        found.append((-entry.weight, offsets[start], ends[end - 1], len(found), entry))


def groups_of(text: str, found: list[Found]) -> dict[str, Group]:
    """The evidence for each group from some hits, without overlapping and repeated ones."""
    if not found:
        return {}
    found.sort()
    taken_of: dict[str, list[Match]] = {}
    for _, start, end, _, entry in found:
        taken = taken_of.setdefault(entry.group, [])
        for other in taken:
            if start < other.span.end and other.span.start < end:
                break
            if entry is other.entry and text[start:end].casefold() == other.text.casefold():
                break
        else:
            taken.append(Match(Span(start, end), entry, entry.language, entry.confidence, text[start:end]))
    return {name: _group(taken) for name, taken in taken_of.items()}


def _group(taken: list[Match]) -> Group:
    if len(taken) == 1:
        return Group(taken[0].entry.weight, (taken[0],))
    return Group(sum([match.entry.weight for match in taken]), tuple(sorted(taken, key=lambda match: match.span)))
