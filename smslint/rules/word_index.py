"""Which of many texts share the most words with one: counted from the words, without looking at the other texts."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class WordIndex:
    """The texts that have each word, and how often."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._texts: dict[str, list[tuple[int, int]]] = {}
        for number, words in enumerate(texts):
            for word, count in Counter(words).items():
                self._texts.setdefault(word, []).append((number, count))

    def likely(self, words: Iterable[str], most: int) -> list[int]:
        """The texts with the most words in common, the most first; of equal ones the earlier."""
        shared: Counter[int] = Counter()
        for word, count in Counter(words).items():
            for number, there in self._texts.get(word, ()):
                shared[number] += min(count, there)
        return nlargest(most, shared, key=lambda number: (shared[number], -number))
