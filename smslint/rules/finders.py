"""The search for entries of lexicons: which of them a text may contain, and their places in it.

A text is folded and split into words once for all lexicons that ignore the same characters. An entry is tried only if
the text contains one of the strings that the entry needs, and a pattern only if the text contains all that it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.rules.matching import ADVICE, TIME_LIMIT, OutOfTimeError, Pattern
from smslint.rules.packfile import pack_error
from smslint.text.fold import fold_pattern
from smslint.text.patterns import later, once
from smslint.text.required import EDGE, in_marked, required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.rules.lexicon_file import Entry, Sheet
    from smslint.rules.looks import Look
    from smslint.rules.matching import Match
    from smslint.text.required import Demands

FEW: Final = 20
"""For this many texts a block searches for one trigger after the other: building an index takes about as long."""

PART: Final = 3
"""Characters of the beginning and of the end of a word that are the keys for stems."""
MOST_WORDS: Final = 4_096
"""Words of which an index keeps the strings."""
LONGEST_WORD: Final = 32
"""Characters of such a word."""

# A whole word in a marked string, or its beginning or end: the edge of a word is a mark or an underscore.
_WHOLE: Final = later(r"(?<=[\0_])[^\W_]+(?=[\0_])")
_BEGUN: Final = later(rf"(?<=[\0_])[^\W_]{{{PART}}}")
_ENDED: Final = later(rf"[^\W_]{{{PART}}}(?=[\0_])")


class _Form:
    """One pattern of an entry. It is parsed and compiled when a text first contains what the entry needs."""

    def __init__(self, entry: Entry, field: str, index: int, source: str, *, trusted: bool) -> None:
        self.entry = entry
        self.at = (field, index)
        self._source = source
        self._trusted = trusted

    @once
    def pattern(self) -> Pattern:
        """The pattern, for folded texts."""
        return Pattern(fold_pattern(self._source), str(self.entry.path), trusted=self._trusted)

    @once
    def demands(self) -> Demands:
        """What a marked text must contain, the longest strings first, because they are the rarest."""
        found = required(self.pattern.source) if self.pattern.trusted else ()
        return tuple(sorted(found, key=lambda demand: -min(map(len, demand))))

    @once
    def matches(self) -> Callable[[str], Iterable[Match]]:
        """Gives the matches of the pattern in a folded text.

        :raises PackError: when it does not compile; asked for the matches, when it runs out of time.
        """
        return self.pattern.compiled().finditer if self.pattern.trusted else self._in_time

    def _in_time(self, text: str) -> list[Match]:
        try:
            return self.pattern.tried(text)
        except OutOfTimeError as error:
            message = f"the pattern took over {TIME_LIMIT} s; {ADVICE}"
            raise pack_error(self.entry.path, (*self.entry.keys, *self.at), message) from error


def _found(forms: tuple[_Form, ...], look: Look) -> list[tuple[int, int]]:
    """The matches of some patterns; patterns with unmet demands are not tried."""
    hits: list[tuple[int, int]] = []
    text, marked = look.text, look.marked
    for form in forms:
        for demand in form.demands:
            for string in demand:
                if string in marked:
                    break
            else:
                break
        else:
            for match in form.matches(text):
                span = match.span()
                if span[0] < span[1]:
                    hits.append(span)
    return hits


class Finder(NamedTuple):
    """An entry, ready for the search."""

    entry: Entry
    joins: str
    patterns: tuple[_Form, ...]
    unless: tuple[_Form, ...]

    def triggered(self, text: str) -> bool:
        """Whether a folded text contains one of its triggers, or it has no triggers."""
        triggers = self.entry.triggers
        for trigger in triggers:
            if trigger in text:
                return True
        return not triggers

    def all_hits(self, look: Look) -> list[tuple[int, int]]:
        """Matches of its words and patterns, including those in harmless phrases."""
        hits: list[tuple[int, int]] = []
        text = look.text
        for word in self.entry.words:
            if word in text:
                hits += _word_hits(text, word, self.joins)
        return hits + _found(self.patterns, look) if self.patterns else hits

    def hits(self, look: Look) -> list[tuple[int, int]]:
        """Matches of its words and patterns outside harmless phrases."""
        hits = self.all_hits(look)
        if not hits or not self.unless:
            return hits
        company = _found(self.unless, look)
        if not company:
            return hits
        return [hit for hit in hits if not any(start < hit[1] and hit[0] < end for start, end in company)]


def finders(sheet: Sheet, *, trusted: bool) -> Iterator[Finder]:
    """The entries of a file.

    :param trusted: whether tests run its patterns on hostile texts, so that matching needs no time limit.
    """
    for entry in sheet.entries:
        patterns, unless = (
            tuple([_Form(entry, field, index, source, trusted=trusted) for index, source in enumerate(sources)])
            for field, sources in (("patterns", entry.patterns), ("unless", entry.unless))
        )
        yield Finder(entry, sheet.joins, patterns, unless)


class Block:
    """Finders that fold a text in the same way; an index gives those that may match a text."""

    def __init__(self, ignore: str, finders: list[Finder]) -> None:
        self.ignore = ignore
        self.finders = finders
        self._looks = 0

    def candidates(self, look: Look) -> list[Finder]:
        """The finders that may find something in a text, in their order."""
        if self._looks < FEW:
            self._looks += 1
            return [finder for finder in self.finders if finder.triggered(look.text)]
        chosen = self._index.look_up(look)
        return [self.finders[index] for index in sorted(chosen)] if chosen else []

    @once
    def _index(self) -> _Index:
        return _Index(self.finders)


Needed: TypeAlias = "tuple[str, int]"
"""A string and the number of the finder that needs it."""


class _Index:
    """Strings of which a finder needs at least one in the text, by a key: a word of the string, or the beginning or end of one.

    The strings for a word are kept, because messages are made of the same words.
    """

    def __init__(self, finders: list[Finder]) -> None:
        self._finders = finders
        self._always: list[int] = []
        self._by_trigger: set[int] = set()
        """The finders whose strings do not imply that a trigger is present."""
        self._by_word, self._by_begin, self._by_end = (dict[str, list[Needed]]() for _ in range(3))
        self._of_word: dict[str, tuple[Needed, ...]] = {}
        self._dull: set[str] = set()
        """Words without strings."""
        self._loose: list[Needed] = []
        """Strings without a key."""
        for index, finder in enumerate(finders):
            needed = _needed(finder)
            if needed is None:
                self._always.append(index)
            if not _triggering(finder, needed or []):
                self._by_trigger.add(index)
            for string, key in needed or ():
                if key is None:
                    self._loose.append((string, index))
                else:
                    begins, ends = key[0] == EDGE, key[-1] == EDGE
                    table = self._by_begin if begins else self._by_end if ends else self._by_word
                    table.setdefault(key.strip(EDGE), []).append((string, index))
        self._by_number = any(
            key.isdecimal() for table in (self._by_word, self._by_begin, self._by_end) for key in table
        )
        self._loose_ascii = [each for each in self._loose if each[0].isascii()]

    def look_up(self, look: Look) -> set[int]:
        """The finders with a string and a trigger in the text, and those without known strings."""
        text = look.marked
        chosen = set(self._always)
        for string, index in self._loose_ascii if text.isascii() else self._loose:
            if string in text:
                chosen.add(index)
        for word in look.words - self._dull:
            for string, index in self._of_word.get(word) or self._called_for(word):
                if index not in chosen and string in text:
                    chosen.add(index)
        if chosen:
            for index in chosen & self._by_trigger:
                if not self._finders[index].triggered(look.text):
                    chosen.discard(index)
        return chosen

    def _called_for(self, word: str) -> tuple[Needed, ...]:
        """The strings that a text with this word can contain."""
        if word.isdecimal() and not self._by_number:
            return ()
        found: list[Needed] = []
        for each in word.split("_"):
            found += self._by_word.get(each, ())
            found += self._by_begin.get(each[:PART], ())
            found += self._by_end.get(each[-PART:], ())
        called = tuple(found)
        if word.isalpha() and len(word) <= LONGEST_WORD:  # numbers and codes are seldom seen again
            if len(self._of_word) + len(self._dull) >= MOST_WORDS:
                self._of_word, self._dull = {}, set()
            if called:
                self._of_word[word] = called
            else:
                self._dull.add(word)
        return called


def _needed(finder: Finder) -> list[tuple[str, str | None]] | None:
    """Strings, with keys, of which at least one is in every marked text that a finder matches; ``None`` if unknown."""
    needed: list[tuple[str, str | None]] = []
    for word in finder.entry.words:
        # The characters around it are not letters or digits; but an underscore gets no mark.
        before, behind = (EDGE if word[at].isalnum() else "" for at in (0, -1))
        needed.append((in_marked(word), _key(in_marked(f"{before}{word}{behind}"))))
    for form in finder.patterns:
        if not form.demands:
            triggers = map(in_marked, finder.entry.triggers)
            return [(trigger, _key(trigger)) for trigger in triggers] or None
        needed += [(string, _key(string)) for string in min(form.demands, key=_breadth)]
    return needed


def _triggering(finder: Finder, needed: list[tuple[str, str | None]]) -> bool:
    """Whether each string that a finder needs implies that a trigger is also present."""
    triggers = finder.entry.triggers
    if not triggers or triggers == finder.entry.words:
        return True
    # A marked text has single spaces, so it does not decide about a trigger with a space.
    marks = [in_marked(trigger) for trigger in triggers if " " not in trigger]
    return all(any(mark in string for mark in marks) for string, _ in needed)


def _breadth(demand: tuple[str, ...]) -> float:
    """How much work a demand causes: every text is searched for a string without a key, and a short string is frequent."""
    return sum(1.0 if _key(string) else 40 / len(string) if string.isascii() else 0.5 for string in demand)


def _key(string: str) -> str | None:
    """A key of every text that contains a marked string: the string's longest whole word, or the beginning or end of a word."""
    whole: list[str] = _WHOLE.findall(string)
    if whole:
        return max(whole, key=len)
    begun, ended = _BEGUN.search(string), _ENDED.search(string)
    return f"{EDGE}{begun[0]}" if begun else f"{ended[0]}{EDGE}" if ended else None


def _word_hits(text: str, word: str, joins: str) -> Iterator[tuple[int, int]]:
    """The places of a whole word or phrase in a folded text, found without a compiled pattern."""
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
