"""How providers cut a long text if they do not simply fill each segment, and how many segments result.

``greedy`` fills every segment to its last unit, except where 3GPP TS 23.040 §9.2.3.24.1 forbids a split. ``graphemes``
also keeps together what a reader sees as one character (Unicode UAX #29, except CR LF), as Twilio's calculator does, npm
sms-segments-calculator 1.3.0. ``words`` cuts only next to white space, as Amazon SNS documents; a word that is longer than
a segment starts a new one and is cut at its end. Neither can take fewer segments than ``greedy``.

Clusters are those of the Unicode version that ``regex`` has. That calculator's are those of Unicode 10, and it lets a cluster
that is longer than a segment overflow; of 6,000 random texts with many clusters, it counted 16 differently for these two reasons.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, Alphabet, ucs2_marks
from smslint.text.segmentation import Segment, segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPLITS: Final = ("greedy", "words", "graphemes")

_WORDS = re.compile(r"\S+|\s")


def count(text: str, split: str = "greedy", alphabet: Alphabet = GSM7) -> int:
    """How many segments a text takes if it is cut this way.

    :raises ValueError: for a way that is not one of :data:`SPLITS`.

    >>> count("Amazon cuts here, not within a word. " * 5, "words")
    2
    """
    least = alphabet.measure(text)[2]
    if least == 1 or _same(text, split):
        return least
    return sum(1 for _ in _cut(text, split, alphabet))


def cut(text: str, split: str = "greedy", alphabet: Alphabet = GSM7) -> tuple[Segment, ...]:
    """The segments themselves. Joined they are the text.

    :raises ValueError: for a way that is not one of :data:`SPLITS`.
    """
    greedy = segment(text, alphabet)
    if greedy.count == 1 or _same(text, split):
        return greedy.segments
    return tuple(_cut(text, split, alphabet))


def alternatives(text: str, alphabet: Alphabet = GSM7) -> dict[str, int]:
    """How many segments a text takes with each way of cutting: ``{"greedy": 2, "words": 3, "graphemes": 2}``."""
    return {split: count(text, split, alphabet) for split in SPLITS}


def _same(text: str, split: str) -> bool:
    """Whether this way of cutting cannot differ from filling each segment."""
    if split not in SPLITS:
        raise ValueError(f"split {split!r} is not one of {', '.join(SPLITS)}")
    return split == "greedy" or (split == "graphemes" and text.isascii())


def _cut(text: str, split: str, alphabet: Alphabet) -> Iterator[Segment]:
    """Fill each segment with whole atoms. An atom that is longer than a segment starts a new one and fills as many as it needs."""
    seven = alphabet.measure(text)[0] == GSM_7
    capacity = alphabet.segment if seven else UCS2_SEGMENT
    marks = alphabet.marks if seven else ucs2_marks
    held, used = "", 0
    for atom in _atoms(split)(text):
        units = len(marks(atom) or b"")
        if used + units > capacity:
            if held:
                yield Segment(held, used)
            held, used = "", 0
            while units > capacity:
                piece = _first(atom, capacity, marks)
                yield piece
                atom, units = atom[len(piece.text) :], units - piece.units
        held, used = held + atom, used + units
    if held:
        yield Segment(held, used)


def _first(atom: str, capacity: int, marks: Callable[[str], bytes | None]) -> Segment:
    """As many characters of an atom as one segment holds."""
    used = 0
    for index, char in enumerate(atom):
        units = len(marks(char) or b"")
        if used + units > capacity:
            return Segment(atom[:index], used)
        used += units
    return Segment(atom, used)


def _atoms(split: str) -> Callable[[str], list[str]]:
    return _WORDS.findall if split == "words" else _graphemes()


@lru_cache(maxsize=1)
def _graphemes() -> Callable[[str], list[str]]:
    import regex

    find: Callable[[str], list[str]] = regex.compile(r"[\r\n]|\X").findall
    return find
