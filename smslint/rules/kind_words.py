"""How much the words of a text speak for marketing, where no cue decides: a weight for each word, in the languages that have them.

The weights are the ``kind-words`` lexicon, made from labelled texts by ``bench/kind_words.py``. A long word counts by its beginning.
Weights for marketing and against it are added; the words with the most weight are the evidence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.lexicons import load
from smslint.rules.looks import look_at
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.span import Span

LONGEST: Final = 240
"""Characters of the longest text that is weighed: in a long text, many small weights add up to anything."""
LONG_WORD: Final = 7
"""Letters of a word from which on its beginning counts."""
BEGINNING: Final = 5
ENOUGH: Final = 8
"""The sum from which a text counts as marketing: weights are quarters of the logarithm of the odds."""
AGAINST: Final = -6
"""The sum down to which a text speaks against marketing."""
SHOWN: Final = 3
"""How many words are given as evidence."""
TELLING: Final = 4
"""Letters of the shortest word that is evidence: shorter ones only add."""

_WORD: Final = later(r"[^\W\d_]+")
SHAPES: Final = {
    "link": later(r"\w\.[a-z]{2,}(?![\w@])|\{[^{}]*(?:link|url)"),
    "exclamation": later(r"!"),
    "question": later(r"\?"),
    "share": later(r"\d ?%"),
    "money": later(r"[€$£₺]|\b(?:tl|euros?|r\$|rp|rb|ribu)\b|\brp\d"),
    "cents": later(r"\d[.,]\d\d\b"),
    "clock": later(r"\d[:.h]\d\d\b|\d ?(?:am|pm|uhr)\b"),
    "number": later(r"#|\d{5,}"),
}
"""Forms that say something in any language."""


class Weighed(NamedTuple):
    """The sum of the weights of a text, and the words that weigh the most for marketing."""

    total: int
    words: tuple[Span, ...]


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as the weights name them, and where they are in its folded form."""
    for word in _WORD.finditer(look_at(text).text):
        found = word[0]
        yield (found if len(found) < LONG_WORD else f"{found[:BEGINNING]}*"), word.start(), word.end()


def shapes(text: str) -> list[str]:
    """The names of the forms in a text."""
    folded = look_at(text).text
    return [name for name, pattern in SHAPES.items() if pattern.search(folded) is not None]


def weigh(text: str, shown: str, language: str) -> Weighed | None:
    """The weight of a text, or ``None`` if its language has no weights or it is too long.

    :param shown: the text, its placeholders without names.
    """
    weights = _weights().get(language)
    if weights is None or len(text) > LONGEST:
        return None
    anywhere = _weights()["any"]
    total = sum(anywhere.get(name, 0) for name in shapes(text)) - load("kind-words").threshold
    speaking: dict[str, tuple[int, int, int]] = {}
    for word, start, end in words_of(shown):
        if word in weights and word not in speaking:
            speaking[word] = weights[word], start, end
    total += sum(weight for weight, _, _ in speaking.values())
    telling = [each for each in speaking.values() if each[0] > 0 and each[2] - each[1] >= TELLING]
    folded = look_at(shown).folded
    most = sorted(telling, key=lambda each: (-each[0], each[1]))[:SHOWN]
    return Weighed(total, tuple(folded.span(start, end) for _, start, end in most))


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, int]]:
    """The weight of each word, by language; below zero if it speaks against marketing."""
    made: dict[str, dict[str, int]] = {}
    for entry in load("kind-words").entries():
        sign = 1 if entry.group == "marketing" else -1
        made.setdefault(entry.language, {}).update((word, sign * entry.weight) for word in entry.words)
    return made
