"""The languages that a text may be in: by its script, its letters and its frequent short words. A guess, to search few lexicons.

It names too many languages rather than too few: all of a script if the words say little.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.rules.lexicons import load
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.rules.looks import Look

ENOUGH: Final = 2
"""From so many signs of one language on, languages with less than half as many are left out."""
MOST_SIGNS: Final = 200
"""Signs of a text that are counted; each count is a byte."""

_CYRILLIC: Final = ("ru", "uk", "bg", "sr", "mk")
_IN_CYRILLIC: Final = (
    (later("[әғқңөұүһ]"), ("kk",)),
    (later("[ыэ]"), ("ru",)),
    (later("[іїєґ]"), ("uk",)),
    (later("[ћђ]"), ("sr",)),
    (later("[ѓќѕ]"), ("mk",)),
    (later("[јљњџ]"), ("sr", "mk")),
)
"""Letters of some languages in Cyrillic that others do not have."""
_SCRIPTS: Final = (  # Chinese has no kana
    (later(r"[\u3040-\u30ff]"), ("ja",)),
    (later(r"[\uac00-\ud7ff\u1100-\u11ff]"), ("ko",)),
    (later(r"\A[^\u3040-\u30ff]*?[\u3400-\u9fff][^\u3040-\u30ff]*\Z"), ("zh-Hans", "zh-Hant", "ja")),
    (later(r"[\u0400-\u052f]"), _CYRILLIC),
    (later(r"[\u0370-\u03ff\u1f00-\u1fff]"), ("el",)),
    (later(r"[\u0590-\u05ff]"), ("he",)),
    (later(r"[\u0600-\u06ff]"), ("ar", "fa", "ur")),
    (later(r"[\u0900-\u097f]"), ("hi",)),
    (later(r"[\u0980-\u09ff]"), ("bn",)),
    (later(r"[\u0b80-\u0bff]"), ("ta",)),
    (later(r"[\u0e00-\u0e7f]"), ("th",)),
    (later(r"[\u10a0-\u10ff]"), ("ka",)),
    (later(r"[\u0530-\u058f]"), ("hy",)),
)
_LETTERS: Final = {
    "tr": "ğışç", "es": "ñ¿¡", "pt": "ãõç", "de": "ßä", "pl": "ąęłżźćńś", "cs": "ěřůž", "hu": "őű", "ro": "ășțţş", "sv": "åäö",
    "da": "åøæ", "no": "åøæ", "fi": "äö", "fr": "êèœùç", "it": "ìò", "hr": "čćđšž", "sr": "čćđšž", "sl": "čšž", "sk": "ľĺŕôťďň", "lt": "ėįųūąę", "lv": "āēīūģķļņ", "az": "ə", "is": "ðþ", "et": "õ", "vi": "ạảấầẩậắằẵặẹẻếềệịọốồộớờợụủứừựỳđơư",
}  # fmt: skip
"""Letters that are frequent in a language and rare elsewhere. Files fold accents, so that they cannot name them."""
_FOREIGN: Final = later(r"[\u0370-\u1dff\u1f00-\u1fff\u3040-\ua7ff\uac00-\ud7ff]")


def likely(text: str, look: Look) -> tuple[str, ...]:
    """The languages of a text that have lexicons, the likeliest first.

    :param look: the same text, prepared for a search.
    """
    folded = look.text  # look-alikes of other scripts are corrected
    if not folded.isascii() and _FOREIGN.search(folded):
        found = [language for pattern, languages in _SCRIPTS if pattern.search(folded) for language in languages]
        if "ru" in found and (
            letters := [each for pattern, some in _IN_CYRILLIC if pattern.search(folded) for each in some]
        ):
            found = [*letters, *(language for language in found if language not in _CYRILLIC)]
        return tuple(dict.fromkeys(found)) or _latin()[0]
    every, named, by_word = _latin()
    met = by_word.keys() & look.words
    if not text.isascii():
        met |= by_word.keys() & {letter for letter in text.lower() if letter > "\x7f"}
    if len(met) > MOST_SIGNS:
        met = set(sorted(met)[:MOST_SIGNS])
    signs = sum(map(by_word.__getitem__, met)).to_bytes(len(named), "little")
    most = max(signs)
    if most < ENOUGH:
        return every
    many = signs.translate(_enough(most))
    places = []
    at = many.find(1)
    while at >= 0:
        places.append(at)
        at = many.find(1, at + 1)
    if len(places) > 1:
        places.sort(key=lambda at: -signs[at])
    return tuple([named[at] for at in places])


@lru_cache(maxsize=256)
def _enough(most: int) -> bytes:
    """Which counts are enough if the most signs of a language are so many, as a table for ``bytes.translate``."""
    return bytes(2 * count >= most for count in range(256))


@lru_cache(maxsize=1)
def _latin() -> tuple[tuple[str, ...], tuple[str, ...], dict[str, int]]:
    """The languages in Latin letters, also those of which other letters are usual, and of each sign one byte for each of these."""
    by_word: dict[str, int] = {}
    languages = []
    entries = tuple(load("languages").entries())
    named = tuple(dict.fromkeys(entry.group for entry in entries))
    for entry in entries:
        if entry.key == entry.group:  # not the words of a language in the letters of another
            languages.append(entry.group)
        one = 1 << 8 * named.index(entry.group)
        for sign in dict.fromkeys((*entry.words, *_LETTERS.get(entry.group, ""))):
            by_word[sign] = by_word.get(sign, 0) + one
    return tuple(languages), named, by_word
