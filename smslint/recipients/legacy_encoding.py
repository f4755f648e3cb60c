"""The encoding of a list that is not in Unicode: the one in which its header and its yes and no are words that smslint knows.

Old programs write such files in the encoding of their country, and nothing in the bytes says which. In a wrong one, a Russian
"no" is a word that nobody knows.
"""

from __future__ import annotations

import re
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
    codec = max(CANDIDATES, key=lambda each: _known_words(head, each))
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
    return 2 * roles + sum(
        answers.meaning(cell) != answers.UNKNOWN or answers.left(cell) == answers.YES for cell in cells
    )
