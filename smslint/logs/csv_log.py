"""A log as CSV, with any delimiter, read row by row."""

from __future__ import annotations

import csv
import re
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.logs.layout import COLUMNS, PER_SEGMENT
from smslint.logs.row import Row
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from smslint.logs.layout import Layout

_DELIMITERS: Final = ",;\t|"
_SIGNS: Final = re.compile(r"[\s_-]+")


class Table(NamedTuple):
    """The header of a log."""

    path: Path
    header: tuple[str, ...]
    delimiter: str


def table(path: Path, text: Callable[[], IO[str]]) -> Table:
    """The header: the first line that is not blank.

    :raises ConfigError: if there is none.
    """
    with text() as file:
        line = next((each for each in file if each.strip("\ufeff \t\r\n")), "")
    delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([line], delimiter=each))))
    with text() as file:
        reader = csv.reader(file, delimiter=delimiter)
        header = next((row for row in reader if any(map(str.strip, row))), [])
    return Table(path, tuple(_folded(cell) for cell in header), delimiter)


def _folded(name: str) -> str:
    """A name of a column as it is compared: ``NumSegments`` is ``num_segments``."""
    return _SIGNS.sub("", name.strip("\ufeff ")).lower()


def columns_of(found: Table, layout: Layout) -> frozenset[str]:
    """The columns of a layout that the file has, by our names."""
    return frozenset(ours for ours, theirs in layout.columns.items() if _folded(theirs) in found.header)


def rows(found: Table, layout: Layout, text: Callable[[], IO[str]], skipped: list[int]) -> Iterator[tuple[int, Row]]:
    """The rows, each with its number from 1.

    :param skipped: filled with the numbers of rows that do not have as many cells as the header.
    :raises ConfigError: for a row that cannot be read.
    """
    skipped.clear()
    width = len(found.header)
    places = {ours: found.header.index(_folded(layout.columns[ours])) for ours in columns_of(found, layout)}
    if PER_SEGMENT in places:
        places["total_price"] = places[PER_SEGMENT]
    # A column that is not there is the empty cell after the last one.
    pick = itemgetter(*[places.get(name, width) for name in COLUMNS])
    make = tuple.__new__
    with text() as file:
        reader = csv.reader(file, delimiter=found.delimiter)
        next((row for row in reader if any(map(str.strip, row))), None)
        number = 0
        try:
            for cells in reader:
                if len(cells) == width:
                    number += 1
                    cells.append("")
                    yield number, make(Row, pick(cells))
                elif cells:
                    number += 1
                    skipped.append(number)
        except csv.Error as error:
            raise ConfigError(f"{found.path}: line {reader.line_num:,} cannot be read: {error}") from None
