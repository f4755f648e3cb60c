"""How similar two texts are, and which texts of two sets belong together, in time that grows with their number."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE: Final = 0.6
"""Texts that are at least as similar are taken for versions of one message."""
_LONGEST: Final = 2_000
"""Of longer texts, words are compared instead of characters; characters would take a time that grows with the square."""
_CANDIDATES: Final = 8
"""With how many texts each one is compared, those with the most words in common."""
_COMMON: Final = 200
"""A word that is in more texts says nothing about which of them belong together."""
_WORD: Final = re.compile(r"\w+")


def similarity(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: the same for both orders of the texts."""
    first, second = sorted((one, other))
    if first == second:
        return 1.0
    if max(len(first), len(second)) > _LONGEST:
        return _shared(_words(first), _words(second))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def closest(ones: Sequence[str], others: Sequence[str], least: float = ALIKE) -> Iterator[tuple[int, int]]:
    """Pairs of texts that are alike, as indexes, each text at most once: the most similar first.

    :param least: how similar they must be.
    """
    scored = [(-similarity(ones[at], others[to]), at, to) for at, to in sorted(_candidates(ones, others))]
    scored.sort(key=lambda each: (each[0], abs(each[1] - each[2]), *sorted((ones[each[1]], others[each[2]]))))
    taken_ones: set[int] = set()
    taken_others: set[int] = set()
    for score, at, to in scored:
        if -score >= least and at not in taken_ones and to not in taken_others:
            taken_ones.add(at)
            taken_others.add(to)
            yield at, to


def _candidates(ones: Sequence[str], others: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs to compare: all of a few texts; of many, those with the most words in common."""
    if len(ones) * len(others) <= _CANDIDATES**2:
        return {(at, to) for at in range(len(ones)) for to in range(len(others))}
    there = {(at, to) for at, to in _with_common_words(ones, others)}
    back = {(at, to) for to, at in _with_common_words(others, ones)}
    return there | back


def _with_common_words(ones: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    homes: dict[str, list[int]] = {}
    for to, text in enumerate(others):
        for word in _words(text):
            homes.setdefault(word, []).append(to)
    for at, text in enumerate(ones):
        met = Counter(to for word in _words(text) if len(homes.get(word, ())) <= _COMMON for to in homes.get(word, ()))
        for to, _ in met.most_common(_CANDIDATES):
            yield at, to


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text[: _LONGEST * 10].casefold()))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
