"""A text in the national shift tables that need the fewest segments for it: off unless a project names its languages.

Few providers do this; most do not mention it and send UCS-2. Where it is done, the sending side chooses the tables for
each text, as Android does: the fewest segments, then the fewest septets including the header, then the default alphabet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.text.best_alphabet import best_bounds, best_measure
from smslint.text.gsm7 import GSM7, GSM_7, Alphabet, Measure
from smslint.text.segmentation import Segmentation
from smslint.text.shift_tables import alphabets, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smslint.text.bounds import Bounds
    from smslint.text.tree import Text
    from smslint.text.values import ValueTable


def best(text: str, languages: Iterable[str] | None = None) -> tuple[Alphabet, Measure]:
    """The combination of tables that needs the fewest segments for a text, and the measure in it.

    The default alphabet and UCS-2 if no combination has every character. ``None`` tries all thirteen languages.

    :raises ConfigError: for a language without tables.

    >>> best("ağaç", ["tr"])[0].name
    'Turkish (single shift)'
    """
    return best_measure(text, alphabets(known(languages)))


def segment(text: str, languages: Iterable[str] | None = None) -> Segmentation:
    """How a text is sent by a provider that uses the national shift tables of these languages.

    :raises ConfigError: for a language without tables.
    """
    alphabet, (encoding, units, count) = best(text, languages)
    return Segmentation(text, encoding, units, count, alphabet if encoding == GSM_7 else GSM7)


def bounds(
    text: Text, values: Mapping[str, object] | ValueTable | None = None, languages: Iterable[str] | None = None
) -> Bounds:
    """Least and most segments when each rendering is sent in the best tables for it.

    The least is exact. The most is exact if :attr:`~smslint.text.bounds.Bounds.exact` is true, and otherwise a limit
    that no rendering exceeds: see :func:`~smslint.text.best_alphabet.best_bounds`.

    :raises ConfigError: for a language without tables.
    """
    return best_bounds(text, values, alphabets(known(languages)))
