"""Which files are spreadsheets or compressed, known by their first bytes and by the names in their archives. Nothing is unpacked."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_UNPACKED: Final = 2 << 30
"""The bytes of a workbook after it is unpacked."""
MOST_TIMES: Final = 200
"""How many times its size a list may have when it is unpacked: lists of different people take a tenth or more."""
_ALWAYS: Final = 16 << 20
"""The bytes that any list may have."""
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a spreadsheet of an old form, or of a locked one; other documents begin so, too."""
ZIP: Final = b"PK\x03\x04"
"""Those of an archive with files, such as a spreadsheet."""
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
COMPRESSED: Final = (
    b"\x1f\x8b",
    *(b"BZh%d1AY&SY" % level for level in range(1, 10)),
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
)
"""The first bytes of files that gzip, bzip2, xz and Zstandard have compressed."""
STREAM: Final = b"\xff\xff\xff\xff"
"""The first bytes of a stream of Arrow."""
COLUMNAR: Final = (b"PAR1", b"ARROW1", STREAM)
"""Those of Parquet, of an Arrow file and of a stream."""
_WORKBOOKS: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin"})


def is_packed(path: Path, head: bytes) -> bool:
    """Whether a file is no text: it is columnar, or has to be unpacked before it can be read.

    :param head: its first bytes.
    :raises RecipientsError: as :func:`is_spreadsheet`.
    """
    return head.startswith((*COMPRESSED, *COLUMNAR)) or is_spreadsheet(path, head)


def limited(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """What a file of a size contains, as long as it may be a list.

    :raises RecipientsError: for far more than that.
    """
    most, found = max(_ALWAYS, size * MOST_TIMES), 0
    for part in parts:
        found += len(part)
        if found > most:
            raise RecipientsError(
                f"this file has more than {MOST_TIMES} times its size when it is unpacked: it is no list of different people."
            )
        yield part


def is_spreadsheet(path: Path, head: bytes) -> bool:
    """Whether a file is a spreadsheet, and not another archive.

    :param head: its first bytes.
    :raises RecipientsError: if it would be too large after it is unpacked.
    """
    if not head.startswith(ZIP):
        return head.startswith(OLD_OFFICE)
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {each.filename: each.file_size for each in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    if _WORKBOOKS.isdisjoint(sizes) and _OPEN_DOCUMENT not in head[:200]:
        return False
    if sum(sizes.values()) > MOST_UNPACKED:
        raise RecipientsError(
            f"this spreadsheet has more than {MOST_UNPACKED >> 30} GB after it is unpacked. Save the sheet as CSV UTF-8."
        )
    return True
