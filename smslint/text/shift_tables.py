"""National languages in seven bits: the locking and single shift tables of 3GPP TS 23.038 annex A, as alphabets.

A locking shift table replaces the default alphabet, a single shift table the extension table; each is announced by
an information element in the header of every segment, which needs space. The rows are data, in
``rules/alphabets/national-shift.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.data import data_path
from smslint.errors import ConfigError, PackError
from smslint.text.gsm7 import DEFAULT, EXTENSION, GSM7, Alphabet
from smslint.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES: Final[dict[str, str]] = {
    "tr": "Turkish",
    "es": "Spanish",
    "pt": "Portuguese",
    "bn": "Bengali",
    "gu": "Gujarati",
    "hi": "Hindi",
    "kn": "Kannada",
    "ml": "Malayalam",
    "or": "Oriya",
    "pa": "Punjabi",
    "ta": "Tamil",
    "te": "Telugu",
    "ur": "Urdu",
}
"""The thirteen languages, in the order of their national language identifiers 1 to 13."""

OCTETS: Final = 140
SHIFT_ELEMENT: Final = 3
"""Octets of the information element that announces one table (24 or 25 hexadecimal; TS 23.040 §9.2.3.24.15 and .16)."""
CONCATENATION_ELEMENT: Final = 5
"""Octets of the concatenation element with an 8-bit reference, which every network accepts."""


class Table(NamedTuple):
    """The characters of a language's two tables. ``locking`` is empty for Spanish, which has none."""

    locking: str
    single: str


def room(*elements: int) -> int:
    """Septets that fit in 140 octets next to information elements of these sizes in octets; the header length takes one octet.

    >>> room(SHIFT_ELEMENT), room(SHIFT_ELEMENT, CONCATENATION_ELEMENT)
    (155, 149)
    """
    header = 1 + sum(elements) if elements else 0
    return (OCTETS - header) * 8 // 7


def known(languages: Iterable[str] | None) -> tuple[str, ...]:
    """The languages by code, without duplicates, in upper or lower case; ``None`` means all thirteen.

    :raises ConfigError: for a code without tables, with the nearest known code.
    """
    if languages is None:
        return tuple(LANGUAGES)
    codes = tuple(dict.fromkeys(str(code).lower() for code in languages))
    for code in codes:
        if code not in LANGUAGES:
            raise ConfigError(f"there are no national shift tables for {code!r}{nearest(code, LANGUAGES)}")
    return codes


@lru_cache(maxsize=64)
def alphabets(languages: tuple[str, ...]) -> tuple[Alphabet, ...]:
    """Every combination of tables that these languages allow, the default alphabet with its extension table first."""
    locking = [None, *(code for code in languages if tables()[code].locking)]
    return tuple(alphabet(lock, single) for lock in locking for single in (None, *languages))


@lru_cache(maxsize=256)
def alphabet(locking: str | None, single: str | None) -> Alphabet:
    """The alphabet of a locking and a single shift table; ``None`` keeps the default table.

    A character in both costs one septet.
    """
    if locking is None and single is None:
        return GSM7
    basic = DEFAULT if locking is None else tables()[locking].locking
    extension = EXTENSION if single is None else tables()[single].single
    taken = frozenset(basic)
    elements = [SHIFT_ELEMENT for each in (locking, single) if each is not None]
    return Alphabet(
        _name(locking, single),
        basic,
        "".join(char for char in extension if char not in taken),
        single=room(*elements),
        segment=room(*elements, CONCATENATION_ELEMENT),
    )


def _name(locking: str | None, single: str | None) -> str:
    if locking == single and locking is not None:
        return f"{LANGUAGES[locking]} (locking and single shift)"
    parts = [f"{LANGUAGES[code]} ({kind} shift)" for code, kind in ((locking, "locking"), (single, "single")) if code]
    return " with ".join(parts)


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """The tables by language.

    :raises PackError: naming the line that cannot be read.
    """
    path = data_path("rules") / "alphabets" / "national-shift.tsv"
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            language, kind, _, codepoint, _ = line.split("\t")
            found[language, kind][chr(int(codepoint.removeprefix("U+"), 16))] = None
        except ValueError as error:
            raise PackError(f"{path}:{number}: needs language, table, code, character and name: {error}") from error
    return {code: Table("".join(found[code, "locking"]), "".join(found[code, "single"])) for code in LANGUAGES}
