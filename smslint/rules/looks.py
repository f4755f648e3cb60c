"""A text prepared for lexicons and patterns: folded, split into words and marked, once for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.text.fold import fold
from smslint.text.required import EDGE, parts

if TYPE_CHECKING:
    from smslint.text.fold import Folded


class Look:
    """One text, prepared for a search."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text
        cut = parts(self.text)
        self.marked = EDGE.join(cut)
        """The text with the edges of its words marked; see :mod:`smslint.text.required`."""
        self.words = frozenset(cut[1::2]).union("".join(cut[::2]), "_" if "_" in self.text else "")
        """Its words (letters, digits and underscores), and its signs, which are neither letters nor digits."""


def look_at(text: str, ignore: str = "") -> Look:
    """A text without the signs that a lexicon ignores; cached, because many lexicons search the same message."""
    whole = _whole(text)
    return whole if whole.words.isdisjoint(ignore) else _without(text, ignore)


@lru_cache(maxsize=256)
def _whole(text: str) -> Look:
    return Look(fold(text))


@lru_cache(maxsize=64)
def _without(text: str, ignore: str) -> Look:
    return Look(_whole(text).folded.without(ignore))
