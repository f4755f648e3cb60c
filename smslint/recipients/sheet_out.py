"""Rows that are written to a spreadsheet (``.xlsx``): every cell of a list is text, so that a number keeps its plus and nothing is a formula."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import weakref
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.recipients.out_forms import Rows

ROWS: Final = 1 << 20
COLUMNS: Final = 1 << 14
CHARACTERS: Final = 32_767
"""What a sheet can hold (Excel specifications and limits); characters are UTF-16 code units."""
_MADE: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (the library takes no zone)
"""One date for every file: the same rows give the same bytes."""


class SheetOut:
    """A spreadsheet of rows. What is not packed yet lies in a private temporary folder, which goes away with it, also after an error."""

    def __init__(self, file: IO[bytes], names: Sequence[str]) -> None:
        self._folder = tempfile.mkdtemp(prefix="smslint-")
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._sink: Any = _Sink(file)
        self._book = xlsxwriter.Workbook(self._sink, {"constant_memory": True, "tmpdir": self._folder})
        self._book.set_properties({"created": _MADE})
        self._sheet = self._book.add_worksheet("Recipients")
        self._close = weakref.finalize(self, _close, self._sheet.row_data_fh)  # what is finalized last is called first
        self._sheet.freeze_panes(1, 0)
        # Excel marks each number that is a text with a green corner.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})
        self._row = 0
        self._add(names)

    def add(self, rows: Rows) -> None:
        """Write some rows.

        :raises RecipientsError: for what a sheet cannot hold.
        """
        for front, cells in zip(rows.front, rows.cells, strict=True):
            self._add((*front, *cells))

    def _add(self, row: Sequence[Any]) -> None:
        if self._row >= ROWS or len(row) > COLUMNS:
            limit = f"{ROWS:,} rows" if self._row >= ROWS else f"{COLUMNS:,} columns"
            raise RecipientsError(f"a sheet has at most {limit}. Name a file that ends in .csv or .parquet.")
        try:
            for column, value in enumerate(row):
                if isinstance(value, int):
                    self._sheet.write_number(self._row, column, value)
                elif value:
                    self._sheet.write_string(self._row, column, _fitting(value))
        except OSError as error:
            raise _named(error, self._folder) from error
        self._row += 1

    def close(self) -> None:
        """Pack the sheet into the file."""
        try:
            self._book.close()
        except XlsxWriterException as error:
            if isinstance(error.__context__, OSError):
                raise _named(error.__context__, self._folder) from error
            raise
        finally:
            self._sink.over = True
            self._close()
            self._remove()


class _Sink:
    """The file for a library whose archive is ended when it is thrown away, also after an error, when nobody wants that any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.over = False

    def write(self, data: bytes) -> int:
        return len(data) if self.over else self._file.write(data)

    def flush(self) -> None:
        if not self.over:
            self._file.flush()


def _close(file: IO[str]) -> None:
    with suppress(OSError):  # what it still had to write is not wanted
        file.close()


def _fitting(text: str) -> str:
    """A text that a cell can hold.

    :raises RecipientsError: for another one: a library would cut it or change it.
    """
    try:
        units = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:  # half a surrogate
        units = -1
    if units > CHARACTERS:
        raise RecipientsError(
            f"a cell has {units:,} characters, and in a sheet at most {CHARACTERS:,} fit. Name a file that ends in .csv or .parquet."
        )
    if units < 0 or "\ufffe" in text or "\uffff" in text:
        raise RecipientsError("a cell has a character that a sheet cannot hold. Name a file that ends in .jsonl.")
    return text


def _named(error: OSError, folder: str) -> OSError:
    """An error of the file that is written has its name; another one is of the temporary folder."""
    if not error.filename:
        error.filename = folder
    return error
