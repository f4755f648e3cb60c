"""The search for one word or phrase of a lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.lexicon_file import ANY
from smslint.text.required import EDGE, in_marked

if TYPE_CHECKING:
    from smslint.rules.looks import Look


class WordSearch:
    """The search for one word or phrase: whole, at the beginning of a word (``sav*``), or anywhere (``*sav*``)."""

    words: tuple[frozenset[str], ...] = ()

    def __init__(self, written: str, joins: str) -> None:
        word = self._word = written.strip(ANY)
        self._joins = joins
        self._whole_before = word[0].isalnum() and not written.startswith(ANY)
        self._whole_behind = word[-1].isalnum() and not written.endswith(ANY)
        self._goes_on = written.endswith(ANY) and not written.startswith(ANY)

    def places(self, look: Look) -> list[tuple[int, int]]:
        """The places of the word, each with the rest of the word that it begins."""
        text, word, joins = look.text, self._word, self._joins
        hits: list[tuple[int, int]] = []
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            joined_before = self._whole_before and start > 0 and _joined(text[start - 1], joins)
            joined_behind = self._whole_behind and end < len(text) and _joined(text[end], joins)
            if not joined_before and not joined_behind:
                while self._goes_on and end < len(text) and text[end].isalnum():
                    end += 1
                hits.append((start, end))
            start = text.find(word, start + 1)
        return hits

    def needed(self) -> list[list[tuple[str, str]]]:
        """Lists of strings, of which a marked text must contain one of each: here its word, also with what is known to be around it."""
        word = self._word
        # The characters around it are not letters or digits; but an underscore gets no mark.
        before, behind = (EDGE if whole else "" for whole in (self._whole_before, self._whole_behind))
        return [[(in_marked(word), in_marked(f"{before}{word}{behind}"))]]


def _joined(char: str, joins: str) -> bool:
    return char.isalnum() or char in joins
