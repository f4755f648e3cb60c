"""Files that are no lists, known by their first bytes: none is opened, so that nothing is unpacked."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from smslint.errors import RecipientsError
from smslint.recipients.packed import COMPRESSED, OLD_OFFICE, ZIP

if TYPE_CHECKING:
    from pathlib import Path

_SAVE: Final = "Save the sheet as CSV UTF-8."
_UNPACK: Final = "this file is compressed; unpack it first."
_EXPORT: Final = "Export its rows as CSV UTF-8."
_SIGNS: Final = (
    ((ZIP, b"PK\x05\x06", b"PK\x07\x08"), f"this is a spreadsheet or a zip archive. {_SAVE}"),
    ((OLD_OFFICE,), f"this is a spreadsheet of an old or a locked form. {_SAVE}"),
    ((*COMPRESSED, b"\x04\x22\x4d\x18", b"\x5d\0\0"), _UNPACK),
    ((b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"), _UNPACK),
    ((b"SQLite format 3\0",), f"this is a database. {_EXPORT}"),
    ((b"FEA1\0\0\0\0",), "this is Feather of the old form (version 1). Write it again as version 2, which is an Arrow file."),
    ((b"Obj\x01", b"ORC\n"), f"this is a columnar file of another form than Parquet and Arrow. {_EXPORT}"),
    ((b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff"), f"this is a document or a picture. {_SAVE}"),
)  # fmt: skip
_MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")
_BINARY: Final = bytes(8)
"""Eight zeros in a row are in no text, also not in UTF-16 and UTF-32."""


def what_it_is(head: bytes) -> str:
    """What a file is and what to do, from its first bytes; empty if it may be a list."""
    for signs, answer in _SIGNS:
        if head.startswith(signs):
            return answer
    if head.startswith(b"PARE") and b"\0" in head[4:8]:  # not a column with the name PARENT
        return f"this Parquet file is encrypted. {_EXPORT}"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return "this file is one JSON array; write one object per line."
    if text[:9].lower().startswith(_MARKUP):
        return f"this is a web page or XML, whatever its name says. {_SAVE}"
    if text[:11].upper() == b"BEGIN:VCARD":
        return "these are contacts (vCard). Export them as CSV UTF-8."
    if _BINARY in head:
        return "this is a binary file, not a list. Save the list as CSV UTF-8."
    return ""


def refuse_pipe(path: Path) -> None:
    """Refuse what can be read only once, or never ends: a list is read several times, and the second time would find nothing.

    :raises RecipientsError: for a pipe, a socket or a device.
    :raises OSError: if there is no such file.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise RecipientsError(f"{path}: this is a pipe or a device, not a file: save the list to a file first.")
