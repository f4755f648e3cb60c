"""The encoding of a list that is not in Unicode: nothing in its bytes says which one it is, so other things have to.

Old programs write such files in the encoding of their country. In a wrong one, a Russian "no" is a word that nobody knows, and a
Hungarian name has letters that Hungarian has not. What decides, in this order: the header and the answers, if they are known words in
one encoding only; the countries of the rows with such letters, by their numbers or their country column; the letters themselves.
Letters alone make a guess, which is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.numbers.store import plan
from smslint.recipients import headers
from smslint.rules import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES: Final = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1253": "Windows-1253", "cp1254": "Windows-1254",
    "cp1255": "Windows-1255", "cp1256": "Windows-1256", "cp1257": "Windows-1257", "cp1258": "Windows-1258", "cp874": "Windows-874",
    "iso8859_2": "ISO 8859-2", "koi8_r": "KOI8-R", "cp866": "code page 866", "cp932": "Shift JIS", "euc_jp": "EUC-JP", "gb18030": "GB 18030",
    "big5": "Big5", "euc_kr": "EUC-KR",
}  # fmt: skip
"""Codecs of Python, each with its usual name. Among equals the first one is taken."""

_COUNTRIES: Final = {
    ("cp1250", "iso8859_2"): "HU PL CZ SK RO HR SI BA",
    ("cp1251", "koi8_r", "cp866"): "RU UA BY BG RS MK KZ KG",
    ("cp1253",): "GR CY",
    ("cp1254",): "TR AZ",
    ("cp1255",): "IL",
    ("cp1256",): "SA AE EG MA DZ TN JO KW QA BH OM LB IQ SY YE LY SD IR PK",
    ("cp1257",): "EE LV LT",
    ("cp1258",): "VN",
    ("cp874",): "TH",
    ("cp932", "euc_jp"): "JP",
    ("gb18030",): "CN",
    ("big5",): "TW HK MO",
    ("euc_kr",): "KR",
}  # fmt: skip
"""The encodings of countries; all others use the one of Western Europe. Codes are ISO 3166-1 alpha-2."""
_WESTERN: Final = ("cp1252",)
_ROWS: Final = 20
_DELIMITER: Final = re.compile(r"[,;\t|]")
_CALLING: Final = re.compile(r"(?:\+|(?<!\d)00)[ (]?(\d{1,3})")
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")


class Legacy(NamedTuple):
    """The encoding of a list, as far as it is known."""

    codec: str
    note: str
    """Its usual name with the reason for it."""
    guessed: bool
    """Whether only letters speak for it, or nothing does."""


def legacy(head: bytes) -> Legacy:
    """The encoding of a list that is not UTF-8 or UTF-16.

    :param head: the header and some rows, among them rows with bytes beyond ASCII.
    """
    lines = head.splitlines()
    telling = [line for line in lines[1:] if _BEYOND_ASCII.search(line)]
    head = b"\n".join([*lines[:1], *(telling or lines[1:])[:_ROWS]])
    known = {each: _known_words(head, each) for each in CANDIDATES}
    best = max(known.values())
    likely = [each for each, words in known.items() if words == best]
    if len(likely) == 1:
        return _found(likely[0], "and its words are known in this encoding")
    of_countries = _of_countries(lines[:1], telling[:_ROWS])
    if of_countries is not None:
        codec = min(
            (each for each in of_countries if each in likely), key=lambda each: _oddness(head, each), default=""
        )
        if codec and (codec != "cp1252" or not _oddness(head, codec)):
            return _found(codec, "and the countries in its rows use this encoding")
    oddness = {each: _oddness(head, each) for each in likely if each not in _OF_MANY_BYTES}
    codec = min(oddness or likely, key=lambda each: (oddness.get(each, 0), each in _WITHOUT_CAPITALS))
    return _found(codec, "and its letters make words in this encoding" if codec != "cp1252" else "", guessed=True)


def _found(codec: str, why: str, *, guessed: bool = False) -> Legacy:
    because = "because it is not UTF-8" + (f", {why}" if why else "")
    return Legacy(codec, f"{CANDIDATES[codec]}, {because}; if that is wrong, set the encoding", guessed)


def _cells(line: str) -> list[str]:
    return [cell.strip(' "') for cell in _DELIMITER.split(line)]


def _known_words(head: bytes, codec: str) -> int:
    """How many names of columns and how many answers are known words; -1 if the bytes are not in this encoding."""
    try:
        lines = head.decode(codec).splitlines()
    except UnicodeDecodeError:
        return -1
    if not lines:
        return 0
    columns, *rows = map(_cells, lines)
    roles = sum(isinstance(each, int) for each in headers.roles(columns))
    cells = {cell for row in rows for cell in row if not cell.isascii()}
    return 2 * roles + sum(answers.meaning(cell) != answers.UNKNOWN or answers.has_left(cell) for cell in cells)


def _of_countries(header: Sequence[bytes], telling: Sequence[bytes]) -> tuple[str, ...] | None:
    """The encodings of the countries of rows with letters beyond ASCII; ``None`` if none of them says where it is, or they disagree."""
    columns = _cells(header[0].decode("latin-1")) if header else []
    region = headers.roles(columns).region
    votes: Counter[tuple[str, ...]] = Counter()
    for line in telling:
        cells = _cells(line.decode("latin-1"))
        number = next((found for cell in cells if (found := _CALLING.match(cell))), None)
        country = cells[region].upper() if region is not None and region < len(cells) else ""
        if number is not None:
            codes = _by_calling_code()
            votes[next((codes[number[1][:size]] for size in (3, 2, 1) if number[1][:size] in codes), _WESTERN)] += 1
        elif len(country) == 2 and plan().calling_code(country) is not None:
            votes[_by_country().get(country, _WESTERN)] += 1
    return next(iter(votes)) if len(votes) == 1 else None


@lru_cache(maxsize=1)
def _by_country() -> dict[str, tuple[str, ...]]:
    return {country: codecs for codecs, countries in _COUNTRIES.items() for country in countries.split()}


@lru_cache(maxsize=1)
def _by_calling_code() -> dict[str, tuple[str, ...]]:
    return {str(plan().calling_code(country)): codecs for country, codecs in _by_country().items()}


_OF_MANY_BYTES: Final = frozenset({"cp932", "euc_jp", "gb18030", "big5", "euc_kr"})
_WITHOUT_CAPITALS: Final = frozenset({"cp1255", "cp1256", "cp874"})
"""Nothing in these is ever odd, so they come last among equals."""
_WORD: Final = re.compile(r"[^\s,;\t|\"]+")
_SIGNS: Final = frozenset(("Sc", "Sk", "So", "Sm", "Cc", "Cs", "No", "Po", "Pi", "Pf"))
"""The categories of what no word has inside: ``£uk`` and ``Ma³gorzata``. A dot in the middle is a letter's in Catalan."""
_LONG: Final = 3
"""The letters from which on a word of Latin letters has one of ASCII."""


def _oddness(head: bytes, codec: str) -> int:
    """How many pairs of letters cannot be in one word: a sign next to a letter, two scripts, a capital after a small
    letter, a name with a small letter first.
    """
    words = _WORD.findall(head.decode(codec, "surrogateescape"))
    odd = sum(_is_odd(before, each) for word in words for before, each in pairwise(word))
    return odd + sum(_is_all_accents(word) + (not word[0].isascii() and word[0].islower()) for word in words)


def _is_odd(before: str, each: str) -> bool:
    if before.isascii() and each.isascii():
        return False
    if before.isalpha() and each.isalpha():
        mixed = _script(before) != _script(each)
        return mixed or (before.islower() and each.isupper())
    if before.isalpha() or each.isalpha():
        return _is_sign(before) or _is_sign(each)
    return {unicodedata.category(before), unicodedata.category(each)} <= {"So", "Cc"}  # lines of boxes


def _is_all_accents(word: str) -> bool:
    """Whether a word has no letter of ASCII, although its letters are Latin: ``Ãåþñãéïò``."""
    letters = list(filter(str.isalpha, word))
    return (
        len(letters) >= _LONG
        and not any(map(str.isascii, letters))
        and all(_script(each) == "LATIN" for each in letters)
    )


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script of a letter, as its name says it; a sign such as the feminine ordinal is not of a script."""
    return unicodedata.name(letter, "?").split(" ")[0]


def _is_sign(character: str) -> bool:
    return not character.isascii() and character not in "·’" and unicodedata.category(character) in _SIGNS
