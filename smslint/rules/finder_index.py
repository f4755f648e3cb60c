"""The index of a block of finders: which of their searches may find something in a text, decided by the words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.text.patterns import later
from smslint.text.required import EDGE, in_marked

if TYPE_CHECKING:
    from smslint.rules.finders import Finder, Search
    from smslint.rules.looks import Look

PART: Final = 3
"""Characters of the beginning and of the end of a word that are the keys for stems."""
MOST_WORDS: Final = 4_096
"""Words of which an index keeps the strings."""
LONGEST_WORD: Final = 32
"""Characters of such a word."""

# A letter of a script that is neither Latin, Greek nor Cyrillic: in them most strings without a key are written.
_FAR: Final = later(r"[\u0590-\u1dff\u3040-\ua7ff\uac00-\ud7ff]")
# A whole word in a marked string, or its beginning or end: the edge of a word is a mark or an underscore.
_WHOLE: Final = later(r"(?<=[\0_])[^\W_]+(?=[\0_])")
_BEGUN: Final = later(rf"(?<=[\0_])[^\W_]{{{PART}}}")
_ENDED: Final = later(rf"[^\W_]{{{PART}}}(?=[\0_])")

Needed: TypeAlias = "tuple[str, int, Search]"
"""A string, and the search of the finder with this number that needs it."""


class Index:
    """Strings of which a search needs at least one in the text, by a key: a word of the string, or the beginning or end of one.

    The strings for a word are kept, because messages are made of the same words.
    """

    def __init__(self, finders: list[Finder]) -> None:
        self._finders = finders
        self._always: list[tuple[int, Search]] = []
        self._by_trigger: set[int] = set()
        """The finders whose strings do not imply that a trigger is present."""
        self._by_word, self._by_begin, self._by_end = (dict[str, list[Needed]]() for _ in range(3))
        self._of_word: dict[str, tuple[Needed, ...]] = {}
        self._dull: set[str] = set()
        """Words without strings."""
        self._loose: list[Needed] = []
        """Strings without a key."""
        for index, finder in enumerate(finders):
            for search in finder.searches:
                self._add(index, finder, search)
        self.by_number = any(
            key.isdecimal() for table in (self._by_word, self._by_begin, self._by_end) for key in table
        )
        self._loose_ascii = [each for each in self._loose if each[0].isascii()]
        self._loose_near = [each for each in self._loose if not _FAR.search(each[0])]

    def _add(self, index: int, finder: Finder, search: Search) -> None:
        triggers = map(in_marked, finder.entry.triggers)
        needed = list(search.needed()) or [(trigger, trigger) for trigger in triggers]
        if not needed:
            self._always.append((index, search))
        if not _triggering(finder, [string for string, _ in needed]):
            self._by_trigger.add(index)
        for string, wide in needed:
            key = _key(wide)
            if key is None:
                self._loose.append((string, index, search))
            else:
                begins, ends = key[0] == EDGE, key[-1] == EDGE
                table = self._by_begin if begins else self._by_end if ends else self._by_word
                table.setdefault(key.strip(EDGE), []).append((string, index, search))

    @property
    def unknown(self) -> bool:
        """Whether there are searches without known strings."""
        return bool(self._always)

    def look_up(self, look: Look) -> dict[int, list[Search]]:
        """The finders with a string and a trigger in the text, and those without known strings, each with its searches."""
        text = look.marked
        met = self._always.copy()
        loose = self._loose_ascii if text.isascii() else self._loose if _FAR.search(text) else self._loose_near
        for string, index, search in loose:
            if string in text:
                met.append((index, search))
        for word in look.words - self._dull:
            for string, index, search in self._of_word.get(word) or self._called_for(word):
                if string in text:
                    met.append((index, search))
        if not met:
            return {}
        chosen: dict[int, list[Search]] = {}
        for index, search in met:
            searches = chosen.setdefault(index, [])
            if search not in searches:
                searches.append(search)
        for index in self._by_trigger.intersection(chosen):
            if not self._finders[index].triggered(look.text):
                del chosen[index]
        return chosen

    def _called_for(self, word: str) -> tuple[Needed, ...]:
        """The strings that a text with this word can contain."""
        if word.isdecimal() and not self.by_number:
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


def _triggering(finder: Finder, needed: list[str]) -> bool:
    """Whether each string that a finder needs implies that a trigger is also present."""
    triggers = finder.entry.triggers
    if not triggers or not (finder.entry.patterns or finder.entry.needs):  # then the triggers are its words
        return True
    # A marked text has single spaces, so it does not decide about a trigger with a space.
    marks = [in_marked(trigger) for trigger in triggers if " " not in trigger]
    return all(any(mark in string for mark in marks) for string in needed)


def breadth(demand: tuple[str, ...]) -> float:
    """How much work a demand causes: every text is searched for a string without a key, and a short string is frequent."""
    return sum(1.0 if _key(string) else 40 / len(string) if string.isascii() else 0.5 for string in demand)


def _key(string: str) -> str | None:
    """A key of every text that contains a marked string: the string's longest whole word, or the beginning or end of a word."""
    whole: list[str] = _WHOLE.findall(string)
    if whole:
        return max(whole, key=len)
    begun, ended = _BEGUN.search(string), _ENDED.search(string)
    return f"{EDGE}{begun[0]}" if begun else f"{ended[0]}{EDGE}" if ended else None
