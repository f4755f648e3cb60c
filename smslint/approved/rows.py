"""The rows of an export as text by field, each with its line: a table as CSV or in a spreadsheet, or a document of JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError, RecipientsError
from smslint.records import NamedTuple
from smslint.rules.template_formats import folded
from smslint.wording import listed, plural, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.approved.entry import Entry
    from smslint.rules.template_formats import Format

MOST_ROWS: Final = 100_000
"""The most templates of an export."""
_MOST_ABOVE: Final = 30
"""How many rows may be above the header: titles, filters, dates."""
_DELIMITERS: Final = ",;\t|"
_HINT: Final = re.compile(rf"sep=(?P<separator>[{re.escape(_DELIMITERS)}])[ \t]*(?:[\r\n]|\Z)", re.IGNORECASE)
"""The line in which Excel says what divides the cells."""
_SHOWN: Final = 12


class Row(NamedTuple):
    """One record of an export."""

    line: int
    cells: Mapping[str, Any]
    """What it says, by field."""
    problem: str = ""
    """Why it cannot be read; empty if it can."""


class Header(NamedTuple):
    """Which column is what."""

    columns: Mapping[str, int]
    width: int
    row: int
    """Its number among the rows that are not blank, from 0."""


def of_text(text: str, entry: Entry, shown_as: str) -> Iterator[Row]:
    """The rows of CSV.

    :raises ConfigError: with the line, if it is no table with a column of texts.
    """
    lines = _lines(text, shown_as)
    first: list[tuple[int, list[str]]] = []
    for line, cells in lines:
        first.append((line, cells))
        if len(first) > _MOST_ABOVE:
            break
    header = header_of([cells for _, cells in first], entry.format, shown_as)
    for number, (line, cells) in enumerate(chain(first[header.row + 1 :], lines)):
        if number >= MOST_ROWS:
            raise ConfigError(f"{shown_as}:{line}: it has more than {plural(MOST_ROWS, 'template')}")
        while len(cells) > header.width and not cells[-1].strip():
            cells.pop()
        if len(cells) != header.width:
            yield Row(
                line,
                {},
                f"The row has {plural(len(cells), 'cell')}, and the header has {header.width}: a cell is missing, or its sign stands outside of quotes.",
            )
        else:
            yield Row(line, {field: cells[at] for field, at in header.columns.items()})


def _lines(text: str, shown_as: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with its first line."""
    hint = _HINT.match(text)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=hint["separator"] if hint is not None else _delimiter(text),
        strict=True,
    )
    if hint is not None:
        next(reader, None)
    before = reader.line_num
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise ConfigError(
            f"{shown_as}:{before + 1}: this row cannot be read as CSV ({error}): a quote inside of a cell must be doubled"
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter of the first lines: titles above the header have none."""
    start = text[:20_000].splitlines()[:_MOST_ABOVE]
    return max(_DELIMITERS, key=lambda each: max((line.count(each) for line in start), default=0))


def header_of(rows: Sequence[Sequence[str]], format_: Format, shown_as: str) -> Header:
    """The header: the first row that names a column of texts and another one that is known, or all that are known.

    :raises ConfigError: if there is none.
    """
    wanted = min(2, len(format_.fields))
    for number, row in enumerate(rows):
        names = [folded(cell) for cell in row]
        found: dict[str, int] = {}
        for field, columns in format_.fields.items():
            at = next((names.index(folded(name)) for name in columns if folded(name) in names), None)
            if at is not None:
                found[field] = at
        if "text" not in found or len(set(found.values())) < wanted:
            continue
        width = len(row)
        while width and not row[width - 1].strip():
            width -= 1
        twice = next((row[at] for at in found.values() if names.count(names[at]) > 1), None)
        if twice is not None:
            raise ConfigError(
                f"{shown_as}: it has the column {shown(twice.strip())} twice: say under columns which one is meant, after renaming it"
            )
        return Header(found, width, number)
    there = [cell.strip() for cell in next((row for row in rows if len(row) > 1), rows[0] if rows else [])][:_SHOWN]
    if not there:
        raise ConfigError(f"{shown_as}: this file is empty")
    names_of = format_.fields["text"][0]
    raise ConfigError(
        f"{shown_as}: it has no column {shown(names_of)} beside one of an id, a name or a state; its first row has {listed(there)}. Say under columns which one is which"
    )


def of_sheet(path: Path, entry: Entry, shown_as: str) -> Iterator[Row]:
    """The rows of a spreadsheet, each with its number as line.

    :raises ConfigError: if no sheet is an export, or several are.
    """
    from importlib.util import find_spec

    from smslint.recipients.sheets import workbook

    if find_spec("python_calamine") is None:
        raise ConfigError(
            f"{shown_as}: reading spreadsheets needs the extra: pip install 'smslint[excel]'. Or save the sheet as CSV UTF-8"
        )
    try:
        with workbook(path) as book:
            fits: list[tuple[Any, Header]] = []
            error: ConfigError | None = None
            for sheet in book.sheets:
                if (
                    (entry.sheet and sheet.name != entry.sheet)
                    or not (sheet.shown or entry.sheet)
                    or not any(sheet.first)
                ):
                    continue
                try:
                    fits.append(
                        (sheet, header_of(sheet.first[:_MOST_ABOVE], entry.format, f"{shown_as}, sheet {sheet.name!r}"))
                    )
                except ConfigError as problem:
                    error = error or problem
            if not fits:
                names = listed([each.name for each in book.sheets])
                raise error or ConfigError(
                    f"{shown_as}: no sheet {shown(entry.sheet)} has rows; the sheets are {names}"
                )
            if len(fits) > 1:
                raise ConfigError(
                    f"{shown_as}: the sheets {listed([each.name for each, _ in fits])} all have templates: name one with sheet"
                )
            chosen, header = fits[0]
            for number, line in enumerate(book.rows(chosen), 1):
                cells: list[str] = json.loads(line)
                if number <= header.row + 1 or not any(map(str.strip, cells)):
                    continue
                if number > MOST_ROWS:
                    raise ConfigError(f"{shown_as}:{number}: it has more than {plural(MOST_ROWS, 'template')}")
                yield Row(number, {field: cells[at] if at < len(cells) else "" for field, at in header.columns.items()})
    except RecipientsError as problem:
        raise ConfigError(f"{shown_as}: this spreadsheet cannot be read: {problem}") from None
