"""A text as lexicons and patterns look at it: folded, cut into words and marked, once for all that look for something in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.fold import fold
from smslint.text.patterns import later, once
from smslint.text.required import EDGE, marked

if TYPE_CHECKING:
    from smslint.text.fold import Folded

PART: Final = 3
"""Characters of the beginning and of the end of a word by which stems are looked up."""

_WORD: Final = later(r"[^\W_]+")


class Look:
    """One text as whoever looks for something in it sees it."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text

    @once
    def keys(self) -> frozenset[str]:
        """Its words, their beginnings with a mark before them, and their ends with a mark behind them."""
        words = _WORD.findall(self.text)
        begun, ended = [EDGE + word[:PART] for word in words], [word[-PART:] + EDGE for word in words]
        return frozenset([*words, *begun, *ended])

    @once
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
