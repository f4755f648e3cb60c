"""The first place where a text is not a template, to the character."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.registered import Perhaps
from smslint.rules.variables import HOLE, Variable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.rules.registered import Piece
    from smslint.rules.variables import Units

_SHORT: Final = 40
"""The longest words that are shown whole, where a part of them differs."""
_MOST: Final = 300
"""How many words and signs, between what is the same at the beginning and at the end, are compared one by one."""
_TOKEN: Final = re.compile(r"\ufffc|\w+|\s|[^\w\s]")


class Difference(NamedTuple):
    """The first place where a text is not its template, in units of the text."""

    start: int
    end: int
    ours: tuple[int, int]
    """The whole words around it, in units of the text."""
    theirs: str
    """What the template has in place of those words, with its variables as they are written."""
    ratio: float
    """How similar both are, from 0 to 1."""
    of_value: bool = False
    """Whether a placeholder stands where the template has words: its value may be those words."""


def shape(pieces: Sequence[Piece]) -> str:
    """A template with a sign for each variable; what may be left out is there."""
    return "".join(
        HOLE if isinstance(each, Variable) else each.text if isinstance(each, Perhaps) else each for each in pieces
    )


def difference(text: Units, pieces: Sequence[Piece]) -> Difference:
    """The first place where a text is not a template, to the character."""
    theirs = shape([each for each in pieces if not isinstance(each, Perhaps)] or pieces)
    written = iter([each.written for each in pieces if isinstance(each, Variable)])
    names = [next(written, "") if char == HOLE else char for char in theirs]
    ours, other = _TOKEN.findall(text.shown), _TOKEN.findall(theirs)
    starts, their_starts = _starts(ours), _starts(other)
    first = _common(ours, other)
    last = min(_common(ours[::-1], other[::-1]), len(ours) - first, len(other) - first)
    between = ours[first : len(ours) - last], other[first : len(other) - last]
    middle = between[0][:_MOST], between[1][:_MOST]
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    words = sum(map(_is_word, (*ours, *other)))
    shared = sum(map(_is_word, (*ours[:first], *ours[len(ours) - last :])))
    shared += sum(
        _is_word(middle[0][block.a + step]) for block in matcher.get_matching_blocks() for step in range(block.size)
    )
    rest = [Counter(filter(_is_word, each[_MOST:])) for each in between]  # of a long text only the words are compared
    ratio = 2 * (shared + (rest[0] & rest[1]).total()) / words if words else float(text.shown == theirs)
    for kind, start, end, their_start, their_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        here = starts[first + start], starts[first + end]
        there = their_starts[first + their_start], their_starts[first + their_end]
        mine, their = text.shown[slice(*here)], theirs[slice(*there)]
        if mine and HOLE in their and not their.strip(HOLE + " "):
            continue  # the value of a variable
        before = _common(mine, their)
        behind = _common(mine[before:][::-1], their[before:][::-1])
        place = here[0] + before, here[1] - behind
        if not (mine and their and max(len(mine), len(their)) <= _SHORT):  # else one word in place of another one
            here, there = place, (there[0] + before, there[1] - behind)
        return Difference(*place, here, "".join(names[slice(*there)]), ratio, HOLE in mine and HOLE not in their)
    return Difference(0, len(text.shown), (0, len(text.shown)), "".join(names), ratio)


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _starts(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many first characters, or words, two texts share."""
    count = 0
    for mine, their in zip(one, other, strict=False):
        if mine != their:
            break
        count += 1
    return count
