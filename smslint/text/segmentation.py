"""Encoding, units and segments of a concrete text: pure, exact, fast.

Sources: 3GPP TS 23.038 §6.2.1 (alphabets), 3GPP TS 23.040 §9.2.3.24.1 (segments of 153 septets or 67 code units; neither an
escape sequence nor a character may be split). UTF-16 surrogate pairs are kept whole for the same reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from smslint.sealed import sealed
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, Alphabet, Measure, ucs2_marks
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator


class Segment(NamedTuple):
    """One message part: its text and the units it uses."""

    text: str
    units: int

    def as_dict(self, capacity: int) -> dict[str, object]:
        """The segment as in ``smslint segments --format json``; ``left`` is the unused capacity."""
        return {"text": self.text, "units": self.units, "left": capacity - self.units}


@sealed
@dataclass(frozen=True, slots=True)
class Segmentation:
    """How a text is sent.

    ``units`` are septets in GSM-7 and UTF-16 code units in UCS-2. Empty text is one segment of no units.
    """

    text: str
    encoding: str
    units: int
    count: int
    alphabet: Alphabet = GSM7

    @property
    def capacity(self) -> int:
        """Units that fit in one segment of this message."""
        if self.encoding == GSM_7:
            return self.alphabet.single if self.count == 1 else self.alphabet.segment
        return UCS2_SINGLE if self.count == 1 else UCS2_SEGMENT

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The text of each segment. Joined they are the message; each is filled before the next begins."""
        return tuple(_split(self))

    @property
    def headroom(self) -> int:
        """Units left in the last segment."""
        return self.capacity - self.segments[-1].units

    @property
    def offenders(self) -> tuple[tuple[int, str], ...]:
        """The characters outside the GSM-7 alphabet with their indexes: they make the message UCS-2."""
        if self.encoding == GSM_7:
            return ()
        known = frozenset(self.alphabet.basic + self.alphabet.extension)
        return tuple((index, char) for index, char in enumerate(self.text) if char not in known)

    def as_dict(self) -> dict[str, object]:
        """The members of a text in ``smslint segments --format json``, as plain values for ``json.dumps``."""
        from smslint.text.offenders import offenders

        found = offenders(self.text, self.alphabet) if self.encoding != GSM_7 else []
        return {
            "text": self.text,
            **self.measured(),
            "capacity": self.capacity,
            "segments": [each.as_dict(self.capacity) for each in self.segments],
            "offenders": [each.as_dict() for each in found],
        }

    def measured(self) -> dict[str, object]:
        """Its encoding, alphabet, units and count, as in the JSON of the command."""
        return {
            "encoding": self.encoding,
            "alphabet": self.alphabet.name if self.encoding == GSM_7 else None,
            "units": self.units,
            "count": self.count,
        }

    def __str__(self) -> str:
        """``GSM-7, 140 of 160 units, 1 segment``: the units of all segments together."""
        return f"{self.encoding}, {self.units} of {self.capacity * self.count} units, {plural(self.count, 'segment')}"


def measure(text: str, alphabet: Alphabet = GSM7) -> Measure:
    """The fast path: ``(encoding, units, segments)`` as a plain tuple, for lists of millions of rows."""
    try:
        return alphabet.measure(text)
    except (AttributeError, TypeError):
        raise _wrong("measure", text, alphabet) from None


def segment(text: str, alphabet: Alphabet = GSM7) -> Segmentation:
    """How a text is sent: its encoding, units, segments and the characters that force UCS-2.

    >>> segment("Hello").count
    1
    """
    if not isinstance(text, str):
        raise _wrong("segment", text, alphabet)
    if not isinstance(alphabet, Alphabet):
        raise _wrong("segment", text, alphabet)
    encoding, units, count = alphabet.measure(text)
    return Segmentation(text, encoding, units, count, alphabet)


def _wrong(caller: str, text: object, alphabet: object) -> TypeError:
    """Which argument is not of its type."""
    name, value, expected = ("alphabet", alphabet, "an Alphabet") if isinstance(text, str) else ("text", text, "str")
    return TypeError(f"{caller}: {name} must be {expected}, not {type(value).__name__}")


def _split(result: Segmentation) -> Iterator[Segment]:
    """Cut greedily at the capacity, one unit earlier where a pair would be split."""
    text, capacity = result.text, result.capacity
    marks = result.alphabet.marks(text) if result.encoding == GSM_7 else ucs2_marks(text)
    assert marks is not None
    if len(marks) <= capacity or result.count == 1:
        yield Segment(text, len(marks))
        return
    at = unit = 0
    while unit < len(marks):
        end = min(unit + capacity, len(marks))
        if end < len(marks) and not marks[end - 1]:
            end -= 1
        # Two units are one character of the text, unless the text has the two surrogates as separate characters.
        length = end - unit - marks[unit:end].count(0)
        piece = text[at : at + length]
        missing = _unit_count(piece, result) - (end - unit)
        while missing < 0:
            length += 1
            piece = text[at : at + length]
            missing = _unit_count(piece, result) - (end - unit)
        yield Segment(piece, end - unit)
        at += length
        unit = end


def _unit_count(piece: str, result: Segmentation) -> int:
    if result.encoding != GSM_7:
        return len(piece.encode("utf-16-be", "surrogatepass")) >> 1
    marks = result.alphabet.marks(piece)
    assert marks is not None
    return len(marks)
