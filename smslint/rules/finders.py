"""The entries of lexicons, ready to be looked for: which of them a text can concern, and where they stand in it.

A text is folded and looked at once for all lexicons that look through the same characters. An entry is tried only where one
of its triggers is in the text, and a pattern only where the text holds what the pattern cannot do without.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.rules.matching import ADVICE, TIME_LIMIT, OutOfTimeError, Pattern
from smslint.rules.packfile import pack_error
from smslint.text.fold import fold, fold_pattern
from smslint.text.required import marked, required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.rules.lexicon_file import Entry, Sheet
    from smslint.text.fold import Folded
    from smslint.text.required import Demands

PIECE: Final = 3
"""Characters in the pieces by which triggers are looked up."""


class Look:
    """One text as the finders see it."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Every piece of three characters."""
        text = self.text
        return frozenset([text[at : at + PIECE] for at in range(len(text) - PIECE + 1)])

    @cached_property
    def marked(self) -> str:
        """The text with the edges of its words marked; see :mod:`smslint.text.required`."""
        return marked(self.text)


@lru_cache(maxsize=256)
def look_at(text: str, ignore: str) -> Look:
    """A text without the characters that a lexicon looks through; kept for a while, since many lexicons look at one message."""
    folded = _folded(text)
    kept = folded.without(ignore)
    return look_at(text, "") if ignore and kept is folded else Look(kept)


@lru_cache(maxsize=64)
def _folded(text: str) -> Folded:
    return fold(text)


class _Form:
    """One pattern of an entry. It is read, and compiled, when a text first has what its entry needs."""

    def __init__(self, entry: Entry, field: str, index: int, source: str, *, trusted: bool) -> None:
        self.entry = entry
        self.at = (field, index)
        self.pattern = Pattern(fold_pattern(source), str(entry.path), trusted=trusted)

    @cached_property
    def demands(self) -> Demands:
        """What a marked text must hold, the longest strings first: they are the rarest."""
        found = required(self.pattern.source) if self.pattern.trusted else ()
        return tuple(sorted(found, key=lambda demand: -min(map(len, demand))))

    def hits(self, look: Look) -> list[tuple[int, int]]:
        """Where the pattern matches something.

        :raises PackError: when it does not compile or runs out of time.
        """
        try:
            return [match.span() for match in self.pattern.tried(look.text) if match.end() > match.start()]
        except OutOfTimeError as error:
            message = f"the pattern took over {TIME_LIMIT} s; {ADVICE}"
            raise pack_error(self.entry.path, (*self.entry.keys, *self.at), message) from error


def _found(forms: tuple[_Form, ...], look: Look) -> list[tuple[int, int]]:
    """What some patterns match; those whose demands are not met are not tried."""
    hits: list[tuple[int, int]] = []
    text = look.marked
    for form in forms:
        for demand in form.demands:
            for string in demand:
                if string in text:
                    break
            else:
                break
        else:
            hits += form.hits(look)
    return hits


class Finder(NamedTuple):
    """An entry, ready to be looked for."""

    entry: Entry
    joins: str
    patterns: tuple[_Form, ...]
    unless: tuple[_Form, ...]

    def all_hits(self, look: Look) -> list[tuple[int, int]]:
        """Its words and patterns, whatever company they are in."""
        hits: list[tuple[int, int]] = []
        for word in self.entry.words:
            if word in look.text:
                hits.extend(_word_hits(look.text, word, self.joins))
        return hits + _found(self.patterns, look) if self.patterns else hits

    def hits(self, look: Look) -> list[tuple[int, int]]:
        """Its words and patterns outside harmless company."""
        hits = self.all_hits(look)
        if not hits or not self.unless:
            return hits
        company = _found(self.unless, look)
        return [hit for hit in hits if not any(start < hit[1] and hit[0] < end for start, end in company)]


def finders(sheet: Sheet, *, trusted: bool) -> Iterator[Finder]:
    """The entries of a file.

    :param trusted: whether tests hold its patterns to hostile texts, so that matching needs no time limit.
    """
    for entry in sheet.entries:
        patterns, unless = (
            tuple([_Form(entry, field, index, source, trusted=trusted) for index, source in enumerate(sources)])
            for field, sources in (("patterns", entry.patterns), ("unless", entry.unless))
        )
        yield Finder(entry, sheet.joins, patterns, unless)


class Block:
    """Some finders that look at a text in the same way, and an index that tells which of them a text can concern."""

    def __init__(self, ignore: str, finders: list[Finder]) -> None:
        self.ignore = ignore
        self.finders = finders
        self._always: list[int] = []
        self._short: list[tuple[str, int]] = []
        self._by_piece: dict[str, list[tuple[str, int]]] = {}
        for index, finder in enumerate(finders):
            if not finder.entry.triggers:
                self._always.append(index)
            for trigger in finder.entry.triggers:
                if len(trigger) < PIECE:
                    self._short.append((trigger, index))
                else:
                    self._by_piece.setdefault(trigger[:PIECE], []).append((trigger, index))
        self._pieces = frozenset(self._by_piece)

    def candidates(self, look: Look) -> list[Finder]:
        """The finders of which a trigger is in the text, and those without any, in their order."""
        text = look.text
        chosen = {index for trigger, index in self._short if trigger in text}
        chosen.update(self._always)
        for piece in look.pieces & self._pieces:
            for trigger, index in self._by_piece[piece]:
                if index not in chosen and trigger in text:
                    chosen.add(index)
        return [self.finders[index] for index in sorted(chosen)]


def _word_hits(text: str, word: str, joins: str) -> Iterator[tuple[int, int]]:
    """Where a word or phrase stands whole in a folded text. No pattern is needed for it, so none is compiled."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        goes_on_before = start > 0 and word[0].isalnum() and _joined(text[start - 1], joins)
        goes_on_behind = end < len(text) and word[-1].isalnum() and _joined(text[end], joins)
        if not goes_on_before and not goes_on_behind:
            yield start, end
        start = text.find(word, start + 1)


def _joined(char: str, joins: str) -> bool:
    return char.isalnum() or char in joins
