"""One comparable form for the many ways to write the same words, with a map back to the source.

``fold`` is for *finding* words, never for changing a text. What it changes, and what it keeps:

- Compatibility forms (full-width and mathematical letters, ligatures) by NFKC, then case by ``str.casefold``.
- Accents on Latin and Greek letters are removed, also from a few letters without a decomposition (``ø``, ``ł``, ``ı`` ...).
- Cyrillic keeps its letters (``й`` and ``ї`` are not accented), except ``ё``, which Russians write as ``е``; stress marks are removed.
- Marks of every other script carry meaning (Indic vowel signs, Thai tones, Arabic hamza) and stay. Arabic tatweel,
  which only makes a word wider, is removed.
- Decimal digits of any script become ASCII digits; curly quotes and typographic dashes become ASCII ones.
- Cyrillic and Greek letters that look like Latin ones become Latin inside a word that is otherwise Latin ("SТОP"), and
  Latin ones become Cyrillic inside a word that is otherwise Cyrillic. Latin capitals become Greek in words of Greek capitals, as
  GSM-7 can hold them ("ΠPOΣΦOPA"). Words in one script never change otherwise.
- Zero-width and directional characters are removed; a run of white space becomes one space.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u0640\u180e\ufeff"
    + "".join(
        map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
    )
)
_PUNCTUATION = dict.fromkeys("‘’‚‛′ʼ´`", "'") | dict.fromkeys("“”„‟″«»「」『』", '"') | dict.fromkeys("‐‑‒–—―−﹣", "-")
_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ё": "е",
}
_LETTERS |= {"Ø": "O", "Ł": "L", "Đ": "D", "Ħ": "H", "Ŧ": "T", "Æ": "AE", "Œ": "OE", "Ð": "D", "Þ": "TH", "Ё": "Е"}

_CYRILLIC_TO_LATIN = dict(zip("АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһԁԛԝ", "ABESIJKMHOPCTYXabesijkmhopctyxhdqw", strict=True))
_GREEK_TO_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεηικνορτυχγω", "ABEZHIKMNOPTYXaenikvoptuxyw", strict=True))
LIKE_LATIN = {greek: latin for greek, latin in _GREEK_TO_LATIN.items() if latin.isupper()}
"""Greek capitals, and the Latin ones with which people write them where an alphabet has no other."""
_TO_LATIN = _CYRILLIC_TO_LATIN | _GREEK_TO_LATIN
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _CYRILLIC_TO_LATIN.items()}
_TO_GREEK = {latin: greek for greek, latin in LIKE_LATIN.items()}

_WORD = later(r"[^\W\d_]+")
_UNEVEN_SPACE = later(r"[^\S ]|\s\s")
_LATIN = later(r"[A-Za-z\u00c0-\u024f]")
_LOOKALIKE_SCRIPT = later(r"[\u0370-\u052f]")
_GREEK = later(r"[ΓΔΘΛΞΠΣΦΨΩ]")
_IN_GREEK_CAPITALS = later(rf"(?<!\w)[Α-Ω{''.join(_TO_GREEK)}]+(?!\w)")
"""A word as GSM-7 can hold Greek: its own capitals, and Latin ones for those that look the same."""
MANY_GREEK = 2
"""From so many such words on with a letter that is only Greek, those of Latin capitals are Greek, too."""


class Folded(NamedTuple):
    """A folded text. Character ``i`` comes from ``source[offsets[i]:ends[i]]``; both sequences never decrease."""

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the source that ``text[start:end]`` came from. An empty range gives an empty span."""
        if end <= start:
            at = self.offsets[start] if start < len(self.text) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.offsets[start], self.ends[end - 1])

    def without(self, characters: str) -> Folded:
        """The same text without some characters, for lexicons that ignore quotes or asterisks."""
        kept = [index for index, char in enumerate(self.text) if char not in characters]
        return Folded(
            "".join(self.text[index] for index in kept),
            [self.offsets[index] for index in kept],
            [self.ends[index] for index in kept],
        )


def fold(text: str) -> Folded:
    """The comparable form of a text. The module's docstring lists what changes."""
    if text.isascii() and not _is_uneven(text) and "`" not in text:
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1))
    if (even := _one_for_one(text)) is not None:
        return Folded(even, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for cluster, start, end in _clusters(_unmixed(text)):
        folded = _fold_cluster(cluster)
        if folded == " " and characters and characters[-1] == " ":
            ends[-1] = end
            continue
        characters.extend(folded)
        offsets.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return Folded("".join(characters), offsets, ends)


_CAPITALS = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}


def _one_for_one(text: str) -> str | None:
    """The folded text where each character stands for itself alone, as in most texts with a dash or an accent; ``None`` elsewhere."""
    if "  " in text or "`" in text:
        return None
    table: dict[int, int] = dict(_CAPITALS)
    for char in set(text):
        if char < "\x7f":
            if char < " ":
                return None
            continue
        folded = _fold_cluster(char)
        if len(folded) != 1 or folded == " " or char in _INVISIBLE or unicodedata.combining(char):
            return None
        table[ord(char)] = ord(folded)
    return None if _LOOKALIKE_SCRIPT.search(text) and _LATIN.search(text) else text.translate(table)


def _is_uneven(text: str) -> bool:
    """Whether an ASCII text has white space other than single spaces. A printable one has no other than spaces."""
    return "  " in text if text.isprintable() else _UNEVEN_SPACE.search(text) is not None


def fold_pattern(pattern: str) -> str:
    """A regular expression that may have accents, changed to search folded text.

    Case does not change (use the ignore-case flag), because it separates ``\\S`` from ``\\s``. Punctuation does not change.
    """
    if pattern.isascii():
        return pattern
    return "".join(
        cluster if cluster.isascii() or not cluster[0].isalnum() else _fold_cluster(cluster, keep_case=True)
        for cluster, _, _ in _clusters(pattern)
    )


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Each character with the combining marks after it, without invisible ones, and its place."""
    cluster, start, end = "", 0, 0
    for offset, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        if cluster and not char.isascii() and unicodedata.combining(char):
            cluster += char
        else:
            if cluster:
                yield cluster, start, end
            cluster, start = char, offset
        end = offset + 1
    if cluster:
        yield cluster, start, end


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str, *, keep_case: bool = False) -> str:
    if cluster.isspace():
        return " "
    if cluster in _PUNCTUATION:
        return _PUNCTUATION[cluster]
    composed = unicodedata.normalize("NFKC", cluster)
    composed = composed if keep_case else unicodedata.normalize("NFKC", composed.casefold())
    return "".join(_fold_char(char) for char in _strip_marks(composed))


def _strip_marks(text: str) -> str:
    """Without the accents of Latin and Greek, and without separate stress marks on Cyrillic."""
    first = ord(text[0])
    if first < 0x250 or 0x370 <= first < 0x400 or 0x1E00 <= first < 0x2000:
        text = unicodedata.normalize("NFD", text)
    elif not 0x400 <= first < 0x530:
        return text
    return "".join(char for char in text if not unicodedata.combining(char)) or text


def _fold_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return _LETTERS.get(char) or _PUNCTUATION.get(char) or (" " if char.isspace() else char)


def _unmixed(text: str) -> str:
    """The text with look-alikes corrected in words of mixed script; every character keeps its offset."""
    if text.isascii() or not (_LOOKALIKE_SCRIPT.search(text) and _LATIN.search(text)):
        return text
    if _GREEK.search(text):
        words = _IN_GREEK_CAPITALS.findall(text)
        many = sum(1 for word in words if _GREEK.search(word) and _LATIN.search(word))
        text = _IN_GREEK_CAPITALS.sub(lambda match: _in_greek(match[0], alone=many >= MANY_GREEK), text)
    return _WORD.sub(lambda match: _unmixed_word(match[0]), text)


def _in_greek(word: str, *, alone: bool) -> str:
    """A word in Greek letters only, if one of them is Greek, or if the words around it say that it is Greek."""
    return "".join(_TO_GREEK.get(char, char) for char in word) if alone or _GREEK.search(word) else word


def _unmixed_word(word: str) -> str:
    foreign = _LOOKALIKE_SCRIPT.findall(word)
    latin = _LATIN.findall(word)
    if not foreign or not latin:
        return word
    if all(char in _TO_LATIN for char in foreign):
        return "".join(_TO_LATIN.get(char, char) for char in word)
    if all(char in _TO_CYRILLIC for char in latin):
        return "".join(_TO_CYRILLIC.get(char, char) for char in word)
    return word
