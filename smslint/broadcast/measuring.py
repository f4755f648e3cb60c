"""Measure many messages together: for plain ASCII messages only the length matters.

A message made of constant texts and unchanged cells does not have to be built for this: the lengths are added.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, repeat
from operator import add
from typing import TYPE_CHECKING, Final, Protocol

from smslint.broadcast.outcomes import segments_of
from smslint.broadcast.pieces import Cell
from smslint.text.gsm7 import GSM_7

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.broadcast.pieces import Columns, Piece
    from smslint.broadcast.program import Program
    from smslint.text.gsm7 import Alphabet, Measure

_LONGEST: Final = 2_000
"""The longest length with a precomputed measure; longer messages are measured one at a time."""
_HIGH: Final = bytes(range(128, 256))


class Texts(Protocol):
    """The messages of a batch, by the row's index: a list, or created on demand."""

    def __getitem__(self, index: int, /) -> str: ...


class Filled:
    """The messages of a template that prints cells unchanged."""

    __slots__ = ("_made", "cells", "columns", "pieces")

    def __init__(self, pieces: tuple[str | Piece, ...], columns: Columns) -> None:
        self.pieces = pieces
        self.columns = columns
        self.cells = [piece.column for piece in pieces if isinstance(piece, Cell)]
        self._made: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        return self._made[index] if index in self._made else self.make([index])[0]

    def make(self, rows: Sequence[int]) -> list[str]:
        """The messages of some rows, which are cached."""
        columns = self.columns
        filled = [
            repeat(piece, len(rows)) if isinstance(piece, str) else map(columns[piece.column].__getitem__, rows)
            for piece in self.pieces
            if isinstance(piece, str | Cell)
        ]
        texts = list(map("".join, zip(*filled, strict=True))) if filled else [""] * len(rows)
        self._made.update(zip(rows, texts, strict=True))
        return texts

    @property
    def literal(self) -> str:
        """The constant texts."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


def measures(
    program: Program, columns: Columns, count: int, alphabet: Alphabet
) -> tuple[Texts, list[Measure], list[Measure]]:
    """The messages of a batch, and the least and most that is possible for each row."""
    filled = Filled(program.variants[0], columns) if len(program.variants) == 1 else None
    if filled is not None and (quick := measure_filled(filled, count, alphabet)) is not None:
        return filled, quick, quick
    texts = list(islice(program.texts(columns, count), count))
    least = most = measure_all(texts, alphabet)
    for variant in range(1, len(program.variants)):
        other = measure_all(list(islice(program.texts(columns, count, variant), count)), alphabet)
        least = [min(pair, key=segments_of) for pair in zip(least, other, strict=True)]
        most = [max(pair, key=segments_of) for pair in zip(most, other, strict=True)]
    return texts, least, most


def measure_filled(texts: Filled, count: int, alphabet: Alphabet) -> list[Measure] | None:
    """The measure of each text, as from :func:`measure_all`; ``None`` if the lengths are not enough."""
    if not all(isinstance(piece, str | Cell) for piece in texts.pieces) or not _keeps_spaces(alphabet):
        return None
    plain, single = _plain(alphabet), frozenset(alphabet.basic).issuperset
    own = texts.literal
    if not single(own):
        return None
    lengths: Iterable[int] = repeat(len(own), count)
    odd: set[int] = set()
    for column in texts.cells:
        values = texts.columns[column]
        lengths = map(add, lengths, map(len, values))
        if "".join(values).encode("utf-8", "surrogatepass").translate(None, plain):
            strange = {value for value in texts.columns.distinct(column) if not single(value)}
            odd.update(index for index, value in enumerate(values) if value in strange)
    try:
        measures = list(map(_ready(alphabet).__getitem__, lengths))
    except IndexError:
        return None
    rows = sorted(odd)
    for index, measured in zip(rows, map(alphabet.measure, texts.make(rows)), strict=True):
        measures[index] = measured
    return measures


def measure_all(texts: Sequence[str], alphabet: Alphabet) -> list[Measure]:
    """The measure of each text: the same as ``alphabet.measure`` of each.

    One search in all texts together shows whether any ASCII character in them takes two septets or is not in the alphabet. If
    none does, an ASCII text has as many septets as characters.
    """
    measure = alphabet.measure
    if not _keeps_spaces(alphabet):
        return list(map(measure, texts))
    joined = "".join(texts).encode("utf-8", "surrogatepass")
    if len(joined) > _LONGEST * max(len(texts), 1) or joined.translate(None, _plain(alphabet) + _HIGH):
        return list(map(measure, texts))
    ready = _ready(alphabet)
    try:
        return [ready[len(text)] if text.isascii() else measure(text) for text in texts]
    except IndexError:
        return list(map(measure, texts))


@lru_cache(maxsize=8)
def _keeps_spaces(alphabet: Alphabet) -> bool:
    """Whether white space counts as it is written: not with a provider that changes it."""
    return alphabet.measure("a  b")[1] == len("a  b")


@lru_cache(maxsize=8)
def _plain(alphabet: Alphabet) -> bytes:
    """The ASCII characters of one septet."""
    return bytes(ord(char) for char in alphabet.basic if char.isascii())


@lru_cache(maxsize=8)
def _ready(alphabet: Alphabet) -> tuple[Measure, ...]:
    """The measure of a text of one-septet characters, by its length."""
    return tuple(
        (GSM_7, length, 1 if length <= alphabet.single else -(-length // alphabet.segment))
        for length in range(_LONGEST)
    )
