"""The encoding of a list that is not in Unicode: the one in which its header and its yes and no are words that smslint knows,
and between those of Western and Central Europe the one in which fewer words have a sign inside.

Old programs write such files in the encoding of their country, and nothing in the bytes says which. In a wrong one, a Russian
"no" is a word that nobody knows, and a Polish name begins with the sign of the pound.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

from smslint.recipients import headers
from smslint.rules import answers

CANDIDATES: Final = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1253": "Windows-1253", "cp1254": "Windows-1254",
    "cp1255": "Windows-1255", "cp1256": "Windows-1256", "cp1257": "Windows-1257", "cp1258": "Windows-1258", "cp874": "Windows-874",
    "koi8_r": "KOI8-R", "cp866": "code page 866", "cp932": "Shift JIS", "euc_jp": "EUC-JP", "gb18030": "GB 18030", "big5": "Big5",
    "euc_kr": "EUC-KR",
}  # fmt: skip
"""Codecs of Python, each with its usual name. Among equals the first one is taken."""

_ROWS: Final = 20
_DELIMITER: Final = re.compile(r"[,;\t|]")


def legacy(head: bytes) -> tuple[str, str]:
    """The codec of a list that is not UTF-8 or UTF-16, and its name with the reason for it.

    :param head: the first lines.
    """
    head = b"\n".join(head.splitlines()[: _ROWS + 1])
    known = {each: _known_words(head, each) for each in CANDIDATES}
    codec = max(known, key=known.__getitem__)
    if codec == "cp1252" and known["cp1250"] == known["cp1252"]:
        codec = min(("cp1252", "cp1250"), key=lambda each: _signs_in_words(head, each))
    why = (
        "because it is not UTF-8"
        if codec == "cp1252"
        else "because it is not UTF-8, and its words are known in this encoding"
    )
    return codec, f"{CANDIDATES[codec]}, {why}; if that is wrong, set the encoding"


def _known_words(head: bytes, codec: str) -> int:
    """How many names of columns and how many answers are known words; -1 if the bytes are not in this encoding."""
    try:
        lines = head.decode(codec).splitlines()
    except UnicodeDecodeError:
        return -1
    if not lines:
        return 0
    columns, *rows = ([cell.strip(' "') for cell in _DELIMITER.split(line)] for line in lines)
    roles = sum(isinstance(each, int) for each in headers.roles(columns))
    cells = {cell for row in rows for cell in row if not cell.isascii()}
    return 2 * roles + sum(answers.meaning(cell) != answers.UNKNOWN or answers.has_left(cell) for cell in cells)


_WORD: Final = re.compile(r"\S*[^\W\d_]\S*")
_SIGNS: Final = frozenset(("Sc", "Sk", "So", "Sm", "Cc", "No", "Po"))
"""The categories of what no word has inside: ``£uk`` and ``Ma³gorzata``. A dot in the middle is a letter's in Catalan."""


def _signs_in_words(head: bytes, codec: str) -> int:
    """How many words have a sign outside of ASCII next to a letter."""
    return sum(
        (before.isalpha() and _is_sign(each)) or (_is_sign(before) and each.isalpha())
        for word in _WORD.findall(head.decode(codec, "ignore"))
        for before, each in pairwise(word)
    )


def _is_sign(character: str) -> bool:
    return not character.isascii() and character != "·" and unicodedata.category(character) in _SIGNS
