"""Read a file of prices: bytes to text, and text to rows with their line numbers. Hostile input gives one clear error."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import ConfigError
from smslint.wording import plural

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
"""The largest lists that providers publish have a few thousand lines; this is a hundred times more."""

_MAX_COLUMNS = 200
_DELIMITERS = ",;\t|"
_HINT = re.compile(r"[ \t]*sep=([^\r\n]?)[ \t]*(?:\r\n|[\r\n]|\Z)", re.IGNORECASE)
"""The line in which Excel says what divides the cells."""
_CONTAINERS = (
    (b"PK\x03\x04", "an Excel workbook or a ZIP file; save it as CSV first"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save it as CSV first"),
    (b"%PDF", "a PDF; prices can be read from CSV or JSON"),
    (b"PAR1", "a Parquet file; prices can be read from CSV or JSON"),
    (b"\x1f\x8b", "compressed; unpack it first"),
)


class Row(NamedTuple):
    """One line of a table, by lower-case column name. Columns beyond the header are dropped only when they are empty."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """A cell without surrounding spaces; empty if it is missing."""
        return self.cells.get(column, "").strip()


class Table(NamedTuple):
    """A header and its rows."""

    header: tuple[str, ...]
    """The header as written in the file."""
    columns: tuple[str, ...]
    """The header in lower case, with single spaces."""
    rows: tuple[Row, ...]


def read_text(path: Path) -> str:
    """The text of a file, from UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    :raises ConfigError: when it is missing, too large or not a text file.
    """
    try:
        if not path.is_file() and not path.is_fifo():
            raise ConfigError(f"{path}: there is no such file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "that is not a path"
        raise ConfigError(f"{path}: cannot be read ({reason})") from error
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Bytes as text.

    :raises ConfigError: when they are too many, or not text.
    """
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{name}: too large for a rate card (more than {MAX_BYTES // 1024 // 1024} MB)")
    for magic, what in _CONTAINERS:
        if data.startswith(magic):
            raise ConfigError(f"{name}: this is {what}")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ConfigError(f"{name}: this is not a text file; prices can be read from CSV or JSON")
    if not text.strip():
        raise ConfigError(f"{name}: the file is empty")
    return text


def read_table(text: str, name: str) -> Table:
    """Rows of delimited text. The delimiter is the one that Excel's ``sep=;`` line names, else the one of comma, semicolon, tab and bar
    that occurs most in the header.

    :raises ConfigError: names the line that cannot be read.
    """
    hint = _HINT.match(text)
    skipped, text = (0, text) if hint is None else (1, text[hint.end() :])
    head = next((line for line in text.splitlines() if line.strip()), "")
    stated = hint[1] if hint is not None and hint[1] in _DELIMITERS else ""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=stated or max(_DELIMITERS, key=head.count), strict=True
    )
    header: list[str] | None = None
    rows: list[Row] = []
    start = 0
    try:
        for cells in reader:
            line, start = skipped + start + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                columns = _columns(header, name, line)
            else:
                rows.append(Row(line, _cells(columns, cells, name, line)))
    except csv.Error as error:
        raise ConfigError(f"{name}:{skipped + start + 1}: not a readable CSV line ({error})") from error
    if header is None:
        raise ConfigError(f"{name}: the file is empty")
    return Table(tuple(header), columns, tuple(rows))


def _columns(header: list[str], name: str, line: int) -> tuple[str, ...]:
    if len(header) > _MAX_COLUMNS:
        raise ConfigError(f"{name}:{line}: {len(header)} columns: this is not a list of prices")
    columns = tuple(" ".join(cell.lower().replace("_", " ").split()) for cell in header)
    for column in columns:
        if column and columns.count(column) > 1:
            raise ConfigError(f"{name}:{line}: two columns are called {column[:40]!r}")
    return columns


def _cells(columns: tuple[str, ...], cells: list[str], name: str, line: int) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise ConfigError(f"{name}:{line}: {plural(len(cells), 'cell')} under {plural(len(columns), 'column')}")
    return dict(zip(columns, cells, strict=False))
