"""The index of a block of lexicon files: which of their searches may find something in a text, decided by the words in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.text.patterns import later, once
from smslint.text.required import EDGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smslint.rules.looks import Look

PART: Final = 3
"""Characters of the beginning and of the end of a word that are the keys for stems."""
MOST_WORDS: Final = 4_096
"""Words of which an index keeps the strings."""
LONGEST_NUMBER: Final = 2
"""Digits of a number that is often seen again."""
LONGEST_WORD: Final = 32
"""Characters of such a word."""

ENTRIES: Final = 24
SEARCHES: Final = 24
"""Bits of the number of an entry in its file, and of a search in its entry: more than a file of the largest size can have."""
SEARCH: Final = (1 << SEARCHES) - 1
"""The bits of a search in a number."""


def number_of(file: int, entry: int, search: int = 0) -> int:
    """One number for a search: they are in the order of the files, their entries, and the searches of each."""
    return (file << ENTRIES | entry) << SEARCHES | search


def place_of(number: int) -> tuple[int, int]:
    """The numbers of the file in the block and of the entry in the file."""
    return number >> SEARCHES >> ENTRIES, number >> SEARCHES & ((1 << ENTRIES) - 1)


class Keys(NamedTuple):
    """The strings of which the searches of a file need at least one in a text, by a word of the string or a part of one.

    The numbers behind a string are those of an entry and of one of its searches. ``smslint.rules.lexicon_keys`` makes them. The three
    tables have one list for a key, not a list of lists: they are read at each start, and a text needs a few of their keys.
    """

    words: dict[str, list[str | int]]
    """By a whole word, or by a sign if the string has no part of a word: a string and its two numbers, the next string, ..."""
    begun: dict[str, list[str | int]]
    """By the first letters of a word: the known beginning of the word, a string and its two numbers, the next beginning, ..."""
    ended: dict[str, list[str | int]]
    """By the last letters of a word; as ``begun``, with the known end of the word."""
    loose: list[tuple[str, int, int]]
    """Strings without such a key: every text is searched for them."""
    always: list[tuple[int, int]]
    """Searches without known strings."""
    triggered: list[int]
    """The entries whose strings do not imply that a trigger is present."""

    @property
    def numbers(self) -> set[str]:
        """The keys that are numbers."""
        return {key for table in (self.words, self.begun, self.ended) for key in table if key.isdecimal()}


_Needed: TypeAlias = "tuple[str, int]"
"""A string, and the number of the search that needs it."""


class _Called(NamedTuple):
    """What a word calls for."""

    at_once: tuple[int, ...]
    """The searches that need nothing but the word."""
    needed: tuple[_Needed, ...]
    """The strings around it or of it that others need."""


class Index:
    """The keys of several files. The strings for a word are kept, because messages are made of the same words."""

    def __init__(self, files: Sequence[Keys]) -> None:
        self._files = files
        self._of_word: dict[str, _Called] = {}
        self._dull: set[str] = set()
        """Words and signs without strings."""
        self._always = [number_of(file, *each) for file, keys in enumerate(files) for each in keys.always]
        self.triggered = {
            number_of(file, entry) >> SEARCHES for file, keys in enumerate(files) for entry in keys.triggered
        }
        """The finders whose strings do not imply that a trigger is present."""
        self._numbers = set[str]().union(*(keys.numbers for keys in files))
        loose = [
            (string, number_of(file, entry, search))
            for file, keys in enumerate(files)
            for string, entry, search in keys.loose
        ]
        self._loose = _by_string(loose)
        self._loose_near = [each for each in self._loose if not _far(each[0])]
        self._loose_ascii = [each for each in self._loose_near if each[0].isascii()]

    @property
    def numbered(self) -> bool:
        """Whether a search needs a number."""
        return bool(self._numbers)

    @once
    def _numerals(self) -> dict[str, list[tuple[str, str]]]:
        """By number that may be one of a text: the strings that have it, each with a pattern of the numbers that are as good in it."""
        strings = {string for string, _ in self._loose}
        for keys in self._files:
            strings.update(string for some in keys.words.values() for string, *_ in _stored(some))
            for table in (keys.begun, keys.ended):
                strings.update(string for some in table.values() for _, string, *_ in _stored_parts(some))
        found: dict[str, list[tuple[str, str]]] = {}
        for string in strings:
            for run in _RUN.finditer(string):
                if not (_is_letter(run["before"]) or _is_letter(run["behind"])):
                    more = ("" if run["before"] else r"\d*", "" if run["behind"] else r"\d*")
                    found.setdefault(run["digits"], []).append((string, run["digits"].join(more)))
        return found

    def digits(self, marked: Callable[[str], str]) -> set[str]:
        """A pattern for each number that completes a string in a text. A number between other signs than letters that matches none of them,
        and no string of the text with letters in its place, calls for no search.

        :param marked: the marked text with a number in it.
        """
        return {
            pattern
            for number, strings in self._numerals.items()
            for text in (marked(number),)
            for string, pattern in strings
            if string in text
        }

    @property
    def unknown(self) -> bool:
        """Whether there are searches without known strings."""
        return bool(self._always)

    def look_up(self, look: Look) -> list[int]:
        """The searches with a string in the text, and those without known strings, in their order."""
        text = look.marked
        met = self._always.copy()
        for string, numbers in self._loose_ascii if text.isascii() else self._loose if _far(text) else self._loose_near:
            if string in text:
                met += numbers
        for word in look.words - self._dull:
            at_once, needed = self._of_word.get(word) or self._called_for(word)
            met += at_once
            for string, number in needed:
                if string in text:
                    met.append(number)
        return sorted(set(met)) if len(met) > 1 else met

    def _called_for(self, word: str) -> _Called:
        """The strings that a text with this word or sign can contain."""
        # Most numbers are new ones, which no search needs: the three lookups of `_of` would find nothing.
        if word.isdecimal() and (not self._numbers or self._numbers.isdisjoint((word, word[:PART], word[-PART:]))):
            if len(word) <= LONGEST_NUMBER:
                self._dull.add(word)
            return NOTHING
        needed = [
            each
            for part in dict.fromkeys(filter(None, word.split("_")))
            for file, keys in enumerate(self._files)
            for each in _of(part, file, keys)
        ]
        edge = EDGE if word.isalnum() or len(word) > 1 else ""
        there = f"{edge}{word}{edge}"  # the text has this, whatever is around it
        called = _Called(
            tuple(number for string, number in needed if string in there),
            tuple(each for each in needed if each[0] not in there),
        )
        # Words, signs and names of placeholders are seen again, numbers and codes seldom.
        if len(word) == 1 or (word.replace("_", "").isalpha() and len(word) <= LONGEST_WORD):
            if len(self._of_word) + len(self._dull) >= MOST_WORDS:
                self._of_word, self._dull = {}, set()
            if needed:
                self._of_word[word] = called
            else:
                self._dull.add(word)
        return called


NOTHING: Final = _Called((), ())
_RUN: Final = later(r"(?P<before>[^0-9]?)(?<![0-9])(?P<digits>[0-9]+)(?=(?P<behind>[^0-9]?))", re.DOTALL)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _by_string(needed: Iterable[_Needed]) -> list[tuple[str, list[int]]]:
    """Each string once, with the searches that need it."""
    found: dict[str, list[int]] = {}
    for string, number in needed:
        found.setdefault(string, []).append(number)
    return list(found.items())


def _of(word: str, file: int, keys: Keys) -> list[_Needed]:
    """The strings of one file that a text with this word can contain."""
    found = [(string, number_of(file, entry, search)) for string, entry, search in _stored(keys.words.get(word, ()))]
    for begun, string, entry, search in _stored_parts(keys.begun.get(word[:PART], ())):
        if word.startswith(begun):
            found.append((string, number_of(file, entry, search)))
    for ended, string, entry, search in _stored_parts(keys.ended.get(word[-PART:], ())):
        if word.endswith(ended):
            found.append((string, number_of(file, entry, search)))
    return found


def _stored(listed: Sequence[Any]) -> Iterator[tuple[str, int, int]]:
    """The strings under a key of ``Keys.words``, each with its numbers."""
    each = iter(listed)
    return zip(each, each, each, strict=True)


def _stored_parts(listed: Sequence[Any]) -> Iterator[tuple[str, str, int, int]]:
    """The parts of words under a key of ``Keys.begun`` or ``Keys.ended``, each with its string and its numbers."""
    each = iter(listed)
    return zip(each, each, each, each, strict=True)


def _far(text: str) -> bool:
    """Whether a letter is of a script that is neither Latin, Greek nor Cyrillic: in them most strings without a key are written."""
    return not text.isascii() and any(
        "\u0590" <= char <= "\u1dff" or "\u3040" <= char <= "\ua7ff" or "\uac00" <= char <= "\ud7ff"
        for char in set(text)
    )
