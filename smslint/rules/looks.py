"""A text prepared for lexicons and patterns: folded, split into words and marked, once for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.fold import fold
from smslint.text.patterns import later, once
from smslint.text.required import EDGE, parts

if TYPE_CHECKING:
    from smslint.text.fold import Folded

PART: Final = 3
"""How many characters of the beginning and end of a word are the keys for stems."""

_WORD: Final = later(r"[^\W_]+")


class Look:
    """One text, prepared for a search."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text

    @once
    def _parts(self) -> list[str]:
        return parts(self.text)

    @once
    def marked(self) -> str:
        """The text with the edges of its words marked; see :mod:`smslint.text.required`."""
        return EDGE.join(self._parts)

    @once
    def words(self) -> frozenset[str]:
        """Its words, without underscores."""
        return frozenset(_WORD.findall(self.text) if "_" in self.text else self._parts[1::2])

    @once
    def begun(self) -> set[str]:
        """What its words begin with."""
        return {word[:PART] for word in self.words}

    @once
    def ended(self) -> set[str]:
        """What its words end with."""
        return {word[-PART:] for word in self.words}


@lru_cache(maxsize=256)
def look_at(text: str, ignore: str) -> Look:
    """A text without the characters that a lexicon ignores; cached, because many lexicons search the same message."""
    if not ignore:
        return Look(fold(text))
    whole = look_at(text, "")
    kept = whole.folded.without(ignore)
    return whole if kept is whole.folded else Look(kept)
