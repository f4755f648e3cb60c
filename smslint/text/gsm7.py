"""The GSM 7-bit default alphabet as data, and the exact, fast measure of a text in an alphabet.

Source: 3GPP TS 23.038 §6.2.1 (default alphabet) and §6.2.1.1 (extension table); capacities from 3GPP TS 23.040 §9.2.3.24.1.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from smslint.records import dataclass, field
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Callable

GSM_7 = "GSM-7"
UCS_2 = "UCS-2"

DEFAULT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The 127 characters that cost one septet. The 128th code, ESC, is not a character."""

EXTENSION = "\f^{}\\[~]|€"
"""The ten characters that cost two septets: an escape and a second code."""

UCS2_SINGLE = 70
UCS2_SEGMENT = 67

# These two bytes stand for a code of two septets in the search for boundaries; see `Alphabet.marks`.
PAIR = b"\x00\x01"

Measure = tuple[str, int, int]
"""Encoding, units (septets or UTF-16 code units) and segments."""


@sealed
@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """A 7-bit alphabet: which characters cost one septet, which two, and how many septets fit.

    The default alphabet is :data:`GSM7`. A provider's reduced alphabet, or one with national shift tables, is another value
    of this type with its own capacities.
    """

    name: str
    basic: str = field(repr=False)
    extension: str = field(repr=False)
    single: int = 160
    """Septets in a message of one segment."""
    segment: int = 153
    """Septets in each segment of a longer message: 140 octets minus the concatenation header."""
    measure: Callable[[str], Measure] = field(init=False, repr=False)
    """The fast path: encoding, units and segments of a concrete text, as a plain tuple."""
    marks: Callable[[str], bytes | None] = field(init=False, repr=False)
    """One byte per septet of a text, 0 for the first of two that must not be split; ``None`` if a character is missing."""
    plain: Callable[[str], bool] = field(init=False, repr=False)
    """Whether a text is ASCII and every character costs one septet, so that it costs one unit in any encoding."""
    members: frozenset[str] = field(init=False, repr=False)
    """Its characters."""
    first_offender: Callable[[str], int] = field(init=False, repr=False)
    """The index of the first character outside the alphabet, or -1."""

    def __post_init__(self) -> None:
        encode = _encoder(self)
        object.__setattr__(self, "marks", _marker(encode))
        object.__setattr__(self, "measure", _measurer(self, encode))
        object.__setattr__(self, "plain", _plain(self))
        object.__setattr__(self, "members", frozenset(self.basic + self.extension))
        object.__setattr__(self, "first_offender", lambda text: _first_offender(encode, text))

    def __eq__(self, other: object) -> bool:
        """Whether it is the same alphabet, even if it comes from another process."""
        return self is other or (type(self) is type(other) is Alphabet and self._values() == other._values())

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> str | tuple[object, ...]:
        return "GSM7" if self is GSM7 else (type(self), self._values())

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, each) for each in self.__match_args__)

    def septets(self, char: str) -> int:
        """What one character costs: 1, 2, or 0 when it is not in the alphabet."""
        return 1 if char in self.basic else 2 if char in self.extension else 0

    def holds(self, text: str) -> bool:
        """Whether every character is in the alphabet."""
        return self.marks(text) is not None

    def units(self, text: str) -> bytes:
        """One byte per UTF-16 code unit of a text that is sent as UCS-2, 0 for the first of a surrogate pair."""
        return ucs2_marks(text)

    def measuring(self, name: str, measure: Callable[[str], Measure]) -> Alphabet:
        """This alphabet for texts that are changed on their way, with a measure of what they become.

        :param name: tells it from others: two of one name measure alike.
        """
        made = Alphabet(f"{self.name}, {name}", self.basic, self.extension, self.single, self.segment)
        object.__setattr__(made, "measure", measure)
        return made

    def samples(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Members of a charset that include every cost of its characters."""
        return members


def _encoder(alphabet: Alphabet) -> Callable[[str], tuple[bytes, int]]:
    """A function that gives each character one byte: below 128 it costs one septet, otherwise two.

    It raises ``UnicodeEncodeError`` at the first character outside the alphabet.
    """
    # `charmap_build` makes its fast trie only when index 0 is U+0000, and then encodes U+0000 too, so check for it.
    table = ["�"] * 256
    table[0] = "\0"
    table[1 : 1 + len(alphabet.basic)] = alphabet.basic
    table[128 : 128 + len(alphabet.extension)] = alphabet.extension
    mapping = codecs.charmap_build("".join(table))

    def encode(text: str) -> tuple[bytes, int]:
        coded, length = codecs.charmap_encode(text, "strict", mapping)
        for char in "\0�":
            if char in text:
                at = text.index(char)
                raise UnicodeEncodeError(alphabet.name, text, at, at + 1, "not in the alphabet")
        return coded, length

    return encode


_TWO = bytes(range(128, 256))
_SQUASH = bytes([1] * 128 + [2] * 128)


def _marker(encode: Callable[[str], tuple[bytes, int]]) -> Callable[[str], bytes | None]:
    def marks(text: str) -> bytes | None:
        try:
            coded, _ = encode(text)
        except UnicodeEncodeError:
            return None
        return coded.translate(_SQUASH).replace(b"\x02", PAIR)

    return marks


def _plain(alphabet: Alphabet) -> Callable[[str], bool]:
    one_septet = bytes(ord(char) for char in alphabet.basic if char.isascii())

    def plain(text: str) -> bool:
        return text.isascii() and not text.encode().translate(None, one_septet)

    return plain


def _first_offender(encode: Callable[[str], tuple[bytes, int]], text: str) -> int:
    try:
        encode(text)
    except UnicodeEncodeError as error:
        return error.start
    return -1


def _measurer(alphabet: Alphabet, encode: Callable[[str], tuple[bytes, int]]) -> Callable[[str], Measure]:
    """The measure with everything it needs as local variables: at most three translations, all outside Python code."""
    single, segment = alphabet.single, alphabet.segment
    ascii_basic = bytes(ord(char) for char in alphabet.basic if char.isascii())
    ascii_both = bytes(ord(char) for char in alphabet.basic + alphabet.extension if char.isascii())
    # A table that changes every other byte: `translate` returns the same object when nothing changes, and is then faster
    # than deleting.
    same = bytes(byte if byte in ascii_basic else byte ^ 1 for byte in range(256))
    utf8 = bytes(set((alphabet.basic + alphabet.extension).encode()))

    def measure(text: str) -> Measure:
        if text.isascii():
            raw = text.encode()
            if raw.translate(same) == raw:
                septets = len(raw)
                return GSM_7, septets, 1 if septets <= single else -(-septets // segment)
            escaped = raw.translate(None, ascii_basic)
            if escaped.translate(None, ascii_both):
                return measure_ucs2(text)
            pairs = len(escaped)
        else:
            # Most texts outside GSM-7 have a byte that no GSM-7 character has in UTF-8: this is cheaper than an exception.
            if text.encode("utf-8", "surrogatepass").translate(None, utf8):
                return measure_ucs2(text)
            try:
                coded, _ = encode(text)
            except UnicodeEncodeError:
                return measure_ucs2(text)
            pairs = len(coded) - len(coded.translate(None, _TWO))
        septets = len(text) + pairs
        if septets <= single:
            return GSM_7, septets, 1
        count = -(-septets // segment)
        # Each boundary loses at most one septet; if the free space covers that, the boundaries need not be computed.
        if pairs and count * segment - septets < count - 1:
            coded, _ = encode(text)
            count = -(-advance(0, coded.translate(_SQUASH).replace(b"\x02", PAIR), segment) // segment)
        return GSM_7, septets, count

    return measure


_CLASSES = bytes(0 if 0xD8 <= high <= 0xDB else 3 if 0xDC <= high <= 0xDF else 1 for high in range(256))


def ucs2_marks(text: str) -> bytes:
    """One byte per UTF-16 code unit of a text, 0 for the first of a surrogate pair."""
    if text.isascii():
        return b"\x01" * len(text)
    classes = text.encode("utf-16-be", "surrogatepass")[::2].translate(_CLASSES)
    if 0 not in classes:
        return classes
    # A high surrogate without a low one is a broken character, not half of a pair.
    return classes.replace(b"\x00\x03", b"\x02\x03").replace(b"\x00", b"\x01").replace(b"\x02", b"\x00")


def measure_ucs2(text: str) -> Measure:
    """The measure of a text that is sent as UCS-2, with any characters."""
    raw = text.encode("utf-16-be", "surrogatepass")
    units = len(raw) >> 1
    if units <= UCS2_SINGLE:
        return UCS_2, units, 1
    count = -(-units // UCS2_SEGMENT)
    if units != len(text) and count * UCS2_SEGMENT - units < count - 1:
        count = -(-advance(0, ucs2_marks(text), UCS2_SEGMENT) // UCS2_SEGMENT)
    return UCS_2, units, count


def advance(position: int, marks: bytes, capacity: int) -> int:
    """The end of a text that starts at ``position`` in a row of segments of ``capacity`` units each.

    Filled greedily; a pair at a boundary moves completely into the next segment and leaves a unit unused. The
    result is monotone in ``position``: this makes one pass over a template exact.
    """
    length = len(marks)
    end = position + length
    if 0 in marks:
        boundary = -position % capacity
        while boundary < length:
            if boundary and not marks[boundary - 1]:
                boundary -= 1
                end += 1
            boundary += capacity
    return end


GSM7 = Alphabet("gsm7", DEFAULT, EXTENSION)
"""The default alphabet with its extension table: every handset supports it."""
