"""Countries that changed their numbers, and the new form of an old number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Hint(NamedTuple):
    """A form that is no longer valid, its new form (``None``: unknown), and a sentence about it."""

    pattern: re.Pattern[str]
    became: str | None
    note: str


_VIETNAM = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78", "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39", "186": "56", "188": "58",
    "199": "59",
}  # fmt: skip
"""Old first digits of a Vietnamese mobile to the new ones (Ministry of Information and Communications, 2018-09-15 to 2018-11-15)."""

HINTS = (
    Hint(re.compile(r"\+521(\d{10})"), r"+52\1", "Mexico dropped the 1 after +52 in 2019."),
    Hint(re.compile(r"\+39([1-9]\d{4,10})"), r"+390\1", "In Italy the 0 of a landline is part of the number."),
    Hint(
        re.compile(r"\+55(\d\d)([6-9]\d{7})"),
        r"+55\g<1>9\2",
        "Since 2016 Brazilian mobile numbers have a 9 after the area code.",
    ),
    Hint(
        re.compile(r"\+225\d{8}"),
        None,
        "Côte d'Ivoire went from 8 to 10 digits in 2021, and the new ones depend on the operator.",
    ),
    Hint(re.compile(r"\+229(\d{8})"), r"+22901\1", "Benin put 01 in front of every number in November 2024."),
    *(
        Hint(
            re.compile(rf"\+84{old}(\d{{7}})"),
            rf"+84{new}\1",
            "Vietnam shortened its mobile numbers from 11 to 10 digits in 2018.",
        )
        for old, new in _VIETNAM.items()
    ),
)
"""Facts of the national numbering plans; the compiled plan decides whether the new form exists."""
HINTED: Final = re.compile("|".join(each.pattern.pattern for each in HINTS))
"""All of these forms, so that one look decides about most wrong numbers."""


def repair(number: str) -> tuple[str, str | None]:
    """The note and the new form for an old one; empty and ``None`` if there is no hint."""
    for hint in HINTS if HINTED.fullmatch(number) else ():
        if match := hint.pattern.fullmatch(number):
            return hint.note, match.expand(hint.became) if hint.became else None
    return "", None
