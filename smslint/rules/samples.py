"""Messages held against registered samples: which words they share, whether one can be the other, and what differs.

A text is a sequence of tokens: words and signs, and :data:`HOLE` for a variable, whatever its form. A variable on either side
stands for any words on the other, so two texts that were written apart can be seen to be the same message.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.merge_fields import merge_fields
from smslint.records import NamedTuple
from smslint.rules.word_index import WordIndex
from smslint.text.fold import fold
from smslint.text.tree import Literal
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.text.renderings import Rendering

HOLE: Final = "\ufffc"
"""Stands for a variable."""
_TOKEN: Final = re.compile(r"\ufffc|https?://[^\s\ufffc]+|\w+|[^\w\s]")
_FIELD: Final = re.compile(r"(?<![/.\w=-])\[[^\[\]\n]{1,80}\](?![/\w])")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
MOST: Final = 400
"""How many tokens of a text are compared: ten segments of words."""
SAME: Final = 0.5
"""How similar a message must be to a sample that covers it, whatever variables may stand for."""
TAKEN: Final = 3
"""How many words a variable of one text stands for in the other: a name, a day, a link; but not a sentence."""
LIKELY: Final = 5
"""How many samples, those with the most words in common, are compared word by word."""
NEAR: Final = 0.5
"""From which similarity on a sample is near a message."""


class Nearest(NamedTuple):
    """The sample that is nearest to a message."""

    sample: int
    covers: bool
    """Whether the message can be the sample."""
    ratio: float
    """How similar they are, from 0 to 1."""
    missing: str = ""
    """The first words of the sample that the message does not have."""
    added: str = ""
    """The words that the message has there."""
    dropped: tuple[str, ...] = ()
    """The sentences of the sample that the message does not have."""


def tokens_of(rendering: Rendering) -> list[str]:
    """The tokens of a rendering of a template."""
    text = "".join(leaf.text if isinstance(leaf, Literal) else HOLE for leaf in rendering.leaves)
    return tokens(text)


def tokens(text: str) -> list[str]:
    """The tokens of a text in which variables are written as merge fields, of any form."""
    pieces, at = [], 0
    for field in sorted(merge_fields(text), key=lambda each: each.start):
        if field.start >= at:
            pieces += [text[at : field.start], HOLE]
            at = field.end
    joined = "".join([*pieces, text[at:]])
    return _TOKEN.findall(joined)[:MOST]


def without_fields(text: str) -> str:
    """A sample with spaces in place of its fields in brackets, whose names may look like a host: ``[order.id]``. One in a link stays."""
    return _FIELD.sub(lambda field: " " * len(field[0]), text)


def nearest(message: Sequence[str], samples: Sequence[str]) -> Nearest | None:
    """The sample that is nearest to a message; ``None`` without samples.

    :param message: its tokens.
    """
    return _nearest(tuple(message), tuple(samples))


@lru_cache(maxsize=1024)  # several rules ask about the same message
def _nearest(message: tuple[str, ...], samples: tuple[str, ...]) -> Nearest | None:
    if not samples:
        return None
    known = _known(samples)
    ours = list(filter(_is_word, map(_word, message)))
    likely = known.finder.likely(ours, LIKELY) if ours else range(min(len(samples), LIKELY))
    best = Nearest(0, False, 0.0)
    for number in likely:
        theirs = known.words[number]
        most = 2 * (Counter(ours) & theirs).total() / (len(ours) + theirs.total()) if ours else 1.0
        if most < NEAR:  # however the words are placed, this sample is not near
            found = Nearest(number, False, most)
        else:
            found = _compared(message, known.tokens[number], number, samples[number])
        if (found.covers, found.ratio) > (best.covers, best.ratio):
            best = found
    return best


class _Known(NamedTuple):
    """Samples, prepared for comparisons."""

    tokens: tuple[list[str], ...]
    words: tuple[Counter[str], ...]
    finder: WordIndex


@lru_cache(maxsize=128)  # each message is held against the same samples
def _known(samples: tuple[str, ...]) -> _Known:
    found = tuple(map(tokens, samples))
    words = [list(filter(_is_word, map(_word, each))) for each in found]
    return _Known(found, tuple(map(Counter, words)), WordIndex(words))


def _is_word(token: str) -> bool:
    return token != HOLE and token[0].isalnum()


def _compared(message: Sequence[str], sample: Sequence[str], number: int, text: str) -> Nearest:
    from difflib import SequenceMatcher

    ours, theirs = [_word(each) for each in message], [_word(each) for each in sample]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    blocks = matcher.get_matching_blocks()
    words = sum(map(_is_word, ours)), sum(map(_is_word, theirs))
    shared = sum(_is_word(ours[block.a + step]) for block in blocks for step in range(block.size))
    ratio = 2 * shared / sum(words) if any(words) else float(ours == theirs)
    if can_be(ours, theirs, TAKEN) and ratio >= SAME:
        return Nearest(number, True, ratio)
    there = {block.b + step for block in blocks for step in range(block.size)}
    missing, added = _difference(message, sample, matcher.get_opcodes())
    return Nearest(number, False, ratio, missing, added, tuple(_dropped(text, theirs, there)))


@lru_cache(maxsize=8192)
def _word(token: str) -> str:
    return token if token == HOLE else fold(token).text or token


def can_be(one: Sequence[str], other: Sequence[str], most: int | None = None) -> bool:
    """Whether two texts can be the same if each variable stands for some words, or for none.

    :param most: how many tokens of the other text a variable stands for at most; without it any number.
    """
    limit = len(one) + len(other) if most is None else most
    reached = _past_holes({0: 0}, other)
    for token in one:
        step: dict[int, int] = {}
        if token == HOLE:
            for place in reached:
                for at in _within(place, other, limit):
                    step[at] = 0
        else:
            for at, taken in reached.items():
                if at < len(other) and other[at] == token:
                    step[at + 1] = 0
                elif at < len(other) and other[at] == HOLE and taken < limit:  # the variable takes this word, too
                    step[at] = min(step.get(at, limit), taken + 1)
        reached = _past_holes(step, other)
        if not reached:
            return False
    return len(other) in reached


def _past_holes(places: dict[int, int], other: Sequence[str]) -> dict[int, int]:
    """The places, and those behind variables that stand for nothing more; each with how many words its variable took."""
    found = dict(places)
    for place in places:
        at = place
        while at < len(other) and other[at] == HOLE:
            at += 1
            found[at] = 0
    return found


def _within(place: int, other: Sequence[str], limit: int) -> Iterator[int]:
    """The places that a variable can reach from a place: it takes variables, and a limited number of words."""
    taken = 0
    for at in range(place, len(other) + 1):
        yield at
        if at < len(other) and other[at] != HOLE:
            taken += 1
            if taken > limit:
                return


def _difference(
    message: Sequence[str], sample: Sequence[str], steps: Sequence[tuple[str, int, int, int, int]]
) -> tuple[str, str]:
    for kind, first, last, start, end in steps:
        here, there = message[first:last], sample[start:end]
        if kind != "equal" and (set(here) | set(there)) - {HOLE} and HOLE not in (*here, *there):
            return _joined(there), _joined(here)
    return "", ""


def _joined(found: Sequence[str]) -> str:
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(each if each != HOLE else "[…]" for each in found))
    return shortened(text)


def _dropped(text: str, theirs: Sequence[str], there: set[int]) -> Iterator[str]:
    """The sentences of which the message has not even half of the words."""
    at = 0
    for sentence in _SENTENCE.split(text):
        own = tokens(sentence)
        places = range(at, min(at + len(own), len(theirs)))
        at += len(own)
        words = [place for place in places if _is_word(theirs[place])]
        if len(words) > 1 and sum(place in there for place in words) * 2 < len(words):
            yield sentence.strip()
