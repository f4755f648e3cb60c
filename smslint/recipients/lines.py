"""What a list says about the lines of its numbers: a landline cannot receive texts, whatever the number looks like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.folding import folded_words
from smslint.recipients import header_words, line_words
from smslint.recipients.header_names import normal, order, phrases, spaced
from smslint.rules import answers
from smslint.rules.answers import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_PARTS: Final = re.compile(r"[,;|/\n]")
_MOST_DIGITS: Final = 3
"""A cell with more digits is a number of its own: the column of landlines."""


@lru_cache(maxsize=1)
def _landlines() -> frozenset[str]:
    return frozenset(normal(each) for each in folded_words(*line_words.LANDLINE.values()))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """What each word of a column of kinds of lines says about texts: that they cannot arrive, may arrive, or do."""
    fixed = (*line_words.LANDLINE.values(), *line_words.FIXED.values())
    said = ((line_words.ABLE, NO), (line_words.PERHAPS, UNKNOWN), (" | ".join(fixed), YES))
    return {normal(word): answer for line, answer in said for word in line.split(" | ")}


def is_landline(cell: str) -> bool:
    """Whether a cell, or one of its parts, says landline in a word that means nothing else."""
    return any(normal(each) in _landlines() for each in _PARTS.split(cell))


def line_type(cell: str) -> str:
    """Whether a cell of a column of kinds of lines says that texts cannot arrive: ``yes``, ``no``, or ``unknown``."""
    found = [_kinds().get(normal(each), UNKNOWN) for each in _PARTS.split(cell) if normal(each)]
    if answers.says_nothing(cell) or NO in found:
        return NO  # one of several lines is a mobile
    return YES if YES in found else UNKNOWN


def landline(cell: str) -> str:
    """The same for a column such as ``landline``: yes, no, or the number of the landline."""
    if answers.says_nothing(cell) or sum(map(str.isdigit, cell)) > _MOST_DIGITS:
        return NO
    found = answers.meaning(cell)
    return line_type(cell) if found == UNKNOWN else found


def textable(cell: str) -> str:
    """The same for a column such as ``is_mobile``, where a no says it."""
    return NO if answers.says_nothing(cell) else {YES: NO, NO: YES}.get(answers.meaning(cell), UNKNOWN)


def mark(cell: str) -> str:
    """The same for a column of any marks: only a landline counts."""
    return YES if is_landline(cell) else NO


def voip(cell: str) -> str:
    """The same for a column such as ``voip``: some of these lines receive texts."""
    return UNKNOWN if answers.meaning(cell) == YES else NO


READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "line_type": line_type, "landline": landline, "textable": textable, "line_mark": mark, "voip": voip,
}  # fmt: skip
"""How a cell of each :func:`kind` of column is read: ``yes`` means that the number cannot receive texts."""


@lru_cache(maxsize=1024)
def kind(name: str) -> str:
    """How a column is read whose name says that it is about lines; empty for others."""
    plain = normal(name)
    bare = normal(spaced(name).strip().removeprefix("is ").removesuffix(" flag"))
    if plain in phrases(" | ".join(line_words.LINE_TYPE.values())).values():
        return "line_type"
    if plain in phrases(line_words.TEXTABLE).values():
        return "textable"
    if bare in _landlines():
        return "landline"
    return "voip" if bare in ("voip", "isvoip") else ""


def of(name: str, cells: Collection[str], *, taken: bool) -> str:
    """How a column is read, by its name; by its cells if they are marks, such as those of a ``type`` or ``status``, and say landline.

    :param taken: whether its name says that it is about something else.
    """
    if found := "" if taken else kind(name):
        return found
    named = normal(name) in phrases(line_words.MARKS).values() or normal(name) in order(header_words.STATUS)
    return "line_mark" if named and any(map(is_landline, cells)) else ""
