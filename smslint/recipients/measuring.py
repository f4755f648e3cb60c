"""The measures of many messages at once: those that are plain ASCII cost their length and nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text.gsm7 import GSM_7

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.text.gsm7 import Alphabet, Measure

_LONGEST: Final = 2_000
"""Lengths for which a measure is kept ready; longer messages are measured one by one."""
_HIGH: Final = bytes(range(128, 256))


def measure_all(texts: Sequence[str], alphabet: Alphabet) -> list[Measure]:
    """The measure of each text: the same as ``alphabet.measure`` of each.

    One look at all texts together tells whether any ASCII character in them costs two septets or is not in the alphabet. If
    none does, a text that is ASCII has as many septets as characters.
    """
    measure = alphabet.measure
    joined = "".join(texts).encode("utf-8", "surrogatepass")
    if len(joined) > _LONGEST * max(len(texts), 1) or joined.translate(None, _plain(alphabet) + _HIGH):
        return list(map(measure, texts))
    ready = _ready(alphabet)
    try:
        return [ready[len(text)] if text.isascii() else measure(text) for text in texts]
    except IndexError:
        return list(map(measure, texts))


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
