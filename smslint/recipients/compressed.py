"""Compressed lists (gzip, bzip2, xz, Zstandard): unpacked into a temporary file, because a list is read more than once."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from typing import IO, TYPE_CHECKING, cast

from smslint.errors import RecipientsError
from smslint.recipients import bytestream
from smslint.recipients.packed import limited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def unpack(path: Path, head: bytes) -> Path:
    """A temporary file with what a compressed one contains. The caller removes it.

    :param head: its first bytes, one of :data:`smslint.recipients.packed.COMPRESSED`.
    :raises RecipientsError: if it is damaged or not complete, or is far larger when it is unpacked.
    """
    return bytestream.spool(_unpacked(path, head))


def _unpacked(path: Path, head: bytes) -> Iterator[bytes]:
    try:
        with path.open("rb") as file, _opened(file, head) as stream:
            yield from limited(bytestream.blocks(stream), path.stat().st_size)
    except (EOFError, zlib.error, lzma.LZMAError, ValueError, OSError) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split()).rstrip(".")
        raise RecipientsError(f"this file cannot be unpacked: {why}.") from error


def _opened(file: IO[bytes], head: bytes) -> IO[bytes]:
    if head.startswith(b"\x1f"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if head.startswith(b"B"):
        return cast("IO[bytes]", bz2.BZ2File(file))
    return cast("IO[bytes]", lzma.LZMAFile(file)) if head.startswith(b"\xfd") else _zstandard(file)


def _zstandard(file: IO[bytes]) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return cast("IO[bytes]", zstd.open(file))
    try:
        import pyarrow as pa
    except ImportError:
        raise RecipientsError("unpacking Zstandard needs the extra: pip install 'smslint[bulk]'.") from None
    return cast("IO[bytes]", pa.CompressedInputStream(file, "zstd"))
