"""The form of a list that is written, by the end of its name: ``ready.csv``, ``ready.jsonl.gz``, ``ready.parquet``, ``ready.xlsx``."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, cast

from smslint.errors import RecipientsError
from smslint.recipients.endings import READ_ONLY, WRITTEN, ending

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typing_extensions import Buffer

    from smslint.recipients.batch import Cells

TEXT: Final = "text"
WHOLE: Final = "whole number"
"""What a column holds that smslint adds."""
_COLUMNAR: Final = frozenset({"parquet", "arrow"})
_CHOICE: Final = ".csv, .tsv, .jsonl, .parquet, .arrow or .xlsx, the first three also with .gz, .bz2, .xz or .zst"


class Rows(NamedTuple):
    """Some rows that are written."""

    front: list[tuple[Any, ...]]
    """Values before the cells of each row; empty tuples if there are none."""
    cells: list[Cells]
    typed: Any = None
    """The same cells as an Arrow record batch, if the list has types."""


class OutForm(NamedTuple):
    """How a list is written."""

    kind: str
    """``csv``, ``tsv``, ``jsonl``, ``parquet``, ``arrow`` or ``xlsx``; empty: as the list that was read, where that is text, else ``csv``."""
    packing: str
    """``.gz``, ``.bz2``, ``.xz``, ``.zst``, or empty."""

    @property
    def columnar(self) -> bool:
        """Whether its columns have types."""
        return self.kind in _COLUMNAR

    @property
    def counts(self) -> bool:
        """Whether a whole number of smslint is a number there, and no text."""
        return self.columnar or self.kind == "xlsx"


def out_form(path: Path) -> OutForm:
    """The form that the name of a file asks for.

    :raises RecipientsError: for one that smslint does not write, or without the extra that it needs.
    """
    end, packing = ending(path)
    if end in READ_ONLY:
        raise RecipientsError(f"{path}: smslint reads {end} and does not write it. Name a file that ends in {_CHOICE}.")
    found = OutForm(WRITTEN.get(end, ""), packing)
    if found.counts and packing:
        raise RecipientsError(f"{path}: {end} is compressed inside. Name the file without {packing}.")
    zstandard = packing == ".zst" and sys.version_info < (3, 14)
    if (found.columnar or zstandard) and find_spec("pyarrow") is None:
        raise RecipientsError(f"{path}: writing {packing or end} needs the extra: pip install 'smslint[bulk]'.")
    if found.kind == "xlsx" and find_spec("xlsxwriter") is None:
        raise RecipientsError(f"{path}: writing {end} needs the extra: pip install 'smslint[excel]'.")
    return found


def packed(file: IO[bytes], form: OutForm) -> IO[bytes]:
    """A file that compresses what is written; closing it does not close the file below."""
    packer = _PACKERS.get(form.packing)
    return cast("IO[bytes]", Open(file)) if packer is None else packer(file)


class Open(io.RawIOBase):
    """A file that stays open."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        return self._file.write(data)


def _gzip(file: IO[bytes]) -> IO[bytes]:
    # Without a name and a time: the same rows give the same bytes.
    return cast("IO[bytes]", gzip.GzipFile("", "wb", 6, file, 0))


def _zstandard(file: IO[bytes]) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return cast("IO[bytes]", zstd.open(file, "wb"))
    import pyarrow as pa

    return cast("IO[bytes]", pa.CompressedOutputStream(pa.PythonFile(Open(file), "w"), "zstd"))


_PACKERS: Final[dict[str, Callable[[IO[bytes]], Any]]] = {
    ".gz": _gzip,
    ".bz2": lambda file: bz2.BZ2File(file, "wb"),
    ".xz": lambda file: lzma.LZMAFile(file, "wb"),  # noqa: SIM115 (the caller closes it)
    ".zst": _zstandard,
}
