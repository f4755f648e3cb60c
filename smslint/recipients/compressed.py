"""Compressed lists (gzip, bzip2, xz, Zstandard): unpacked into a temporary file, because a list is read more than once."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from typing import IO, TYPE_CHECKING, Final, cast

from smslint.errors import RecipientsError
from smslint.recipients import bytestream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_TIMES: Final = 200
"""How many times its size a file may have when it is unpacked: lists of different people take a tenth or more."""
_ALWAYS: Final = 16 << 20
"""The bytes that any file may have."""


def unpack(path: Path, head: bytes) -> Path:
    """A temporary file with what a compressed one contains. The caller removes it.

    :param head: its first bytes, one of :data:`smslint.recipients.packed.COMPRESSED`.
    :raises RecipientsError: if it is damaged or not complete, or is far larger when it is unpacked.
    """
    try:
        with path.open("rb") as file, _opened(file, head) as stream:
            return bytestream.spool(_checked(stream, path.stat().st_size))
    except (EOFError, zlib.error, lzma.LZMAError, ValueError, OSError) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split()).rstrip(".")
        raise RecipientsError(f"this file cannot be unpacked: {why}.") from error


def _opened(file: IO[bytes], head: bytes) -> IO[bytes]:
    if head.startswith(b"\x1f"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if head.startswith(b"B"):
        return cast("IO[bytes]", bz2.BZ2File(file))
    return cast("IO[bytes]", lzma.LZMAFile(file)) if head.startswith(b"\xfd") else _zstandard(file)


def _checked(stream: IO[bytes], size: int) -> Iterator[bytes]:
    most, found = max(_ALWAYS, size * MOST_TIMES), 0
    for block in bytestream.blocks(stream):
        found += len(block)
        if found > most:
            raise RecipientsError(
                f"this file has more than {MOST_TIMES} times its size when it is unpacked: it is no list of different people."
            )
        yield block


def _zstandard(file: IO[bytes]) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return cast("IO[bytes]", zstd.open(file))
    try:
        import pyarrow as pa
    except ImportError:
        raise RecipientsError("unpacking Zstandard needs the extra: pip install 'smslint[bulk]'.") from None
    return cast("IO[bytes]", pa.CompressedInputStream(file, "zstd"))
