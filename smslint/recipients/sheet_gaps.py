"""Cells of an .xlsx sheet that are read as empty although they have something: an error such as ``#N/A``, or a formula without a stored result.

The library that reads spreadsheets does not tell them from empty cells, so the XML of the sheet is searched for them. This runs in the process
of :mod:`smslint.recipients.sheet_process`, with its limits.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK: Final = 1 << 20
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ERROR: Final = re.compile(rb'<c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})\d+"')
# A result that is an empty text has the type of a text.
_FORMULA: Final = re.compile(
    rb'<c\s(?![^>]*\bt="str")[^>]*\br="([A-Z]{1,3})\d+"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def gaps(path: str, number: int) -> tuple[Counter[int], Counter[int]]:
    """How many cells of each column, from 0, have an error, and how many a formula without a result; none for other kinds of files.

    :param number: the number of the sheet, from 0.
    """
    errors, formulas = Counter[int](), Counter[int]()
    try:
        with zipfile.ZipFile(path) as book:
            for part in _parts(book, _member(book, number)):
                for found, mark, pattern in ((errors, b't="e"', _ERROR), (formulas, b"<f", _FORMULA)):
                    if mark in part:
                        found.update(_column(each[1]) for each in pattern.finditer(part))
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, NotImplementedError):
        return Counter(), Counter()  # not such a file
    return errors, formulas


def _member(book: zipfile.ZipFile, number: int) -> str:
    """The file of a sheet."""
    tag = _SHEET.findall(book.read("xl/workbook.xml"))[number]
    wanted = _attribute(tag, rb"\w+:id")
    relations = _RELATION.findall(book.read("xl/_rels/workbook.xml.rels"))
    target = next(_attribute(each, b"Target") for each in relations if _attribute(each, b"Id") == wanted)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return "" if found is None else found[1].decode()


def _parts(book: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The XML of a sheet in parts that end with a cell."""
    with book.open(member) as file:
        rest = b""
        while more := file.read(_CHUNK):
            rest += more
            end = rest.rfind(b"</c>") + len(b"</c>")
            if end >= len(b"</c>"):
                yield rest[:end]
                rest = rest[end:]
            rest = rest[-_CHUNK:]
        yield rest


def _column(letters: bytes) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - ord("A") + 1
    return found - 1
