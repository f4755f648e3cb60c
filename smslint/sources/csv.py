"""CSV files with texts: one message per row, or one column per language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.channels import other_rows
from smslint.sources.csv_columns import FIRST_ROW, NOT_KNOWN, is_text, language_column, text_columns
from smslint.sources.csv_kinds import NO_SETTINGS, kinds_of_rows
from smslint.sources.file_locale import as_locale
from smslint.sources.message import Message, SourceMap
from smslint.span import Span
from smslint.wording import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = comments.NONE
MANY_STRINGS = False

_SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|[\r\n])", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_DOUBLED = re.compile('""')
_BREAK = re.compile(r"\r\n|[\r\n]")


class _Cell(NamedTuple):
    start: int
    end: int
    quoted: int
    """The offset of the closing quote; 0 for a cell without quotes."""


def read(text: str, options: Options) -> Iterator[Message]:
    """The texts of the selected columns, named by their row's key, and by the column if there are several. If the project selects none:
    of those whose names say that they contain texts, else of all. Rows that are sent by another way (``channel: email``) are left out.

    If the name of a column is a locale, its messages have that locale: a row is one message in many languages. If a column has the language
    of each row, that is the locale of its messages.

    :raises SourceError: when a quote never ends or a configured column is not in the header.
    """
    rows = _rows(text)
    first = next(rows, [])
    header = [_value(text, cell) for cell in first]
    for cell, name in zip(first, header, strict=True):
        if not options.columns and is_text(name):
            yield Message("", SourceMap.identity(0, cell.start), unknown=FIRST_ROW)
    named = [_column(header, name) for name in options.columns] or text_columns(header)
    for name in options.columns:
        options.meets("columns", name)
    chosen = named or list(range(len(header)))
    texts = {*chosen, language_column(header)}
    if options.key_column is not None:
        key_index: int | None = _column(header, options.key_column)
        chosen = [index for index in chosen if index != key_index]
    else:
        key_index = next((index for index in range(len(header)) if index not in texts), None)
    lines = list(rows)
    kinds = kinds_of_rows(header, lambda column: _column_values(text, lines, column), chosen if named else ())
    if kinds is not None and kinds.used:
        chosen = [index for index in chosen if index != kinds.column]
        if key_index == kinds.column and options.key_column is None:
            key_index = next((index for index in range(len(header)) if index not in {*texts, kinds.column}), None)
    if kinds is not None and kinds.strange is not None:
        strange = lines[kinds.strange][kinds.column]
        yield Message("", SourceMap.identity(0, strange.start), unknown=kinds.why(header, _value(text, strange)))
    elsewhere = other_rows(header, lambda column: _column_values(text, lines, column), chosen if named else ())
    language = language_column(header)
    several = sum(as_locale(header[index]) is None for index in chosen) > 1
    for number, row in enumerate(lines, start=2):
        if number - 2 in elsewhere:
            continue
        if number == 2 and not named:
            yield Message("", SourceMap.identity(0), unknown=NOT_KNOWN)
        settings = kinds.settings(number - 2) if kinds is not None else NO_SETTINGS
        spoken = (
            as_locale(_value(text, row[language]).strip()) if language is not None and language < len(row) else None
        )
        row_key = _value(text, row[key_index]) if key_index is not None and key_index < len(row) else str(number)
        for index in chosen:
            if index >= len(row):
                continue
            column = header[index]
            path = (row_key, column) if several and as_locale(column) is None else (row_key,)
            if options.wants(path, (row_key, column)):
                body, source_map = _decode(text, row[index]).build()
                locale = as_locale(column) or spoken or options.locale
                yield Message(body, source_map, ".".join(path), locale, settings)


def header_of(text: str) -> list[str]:
    """The names of the columns.

    :raises SourceError: when a quote never ends.
    """
    return [_value(text, cell) for cell in next(_rows(text), [])]


def _column(header: list[str], name: str) -> int:
    if name in header:
        return header.index(name)
    close = near(name, header)
    hint = f" Did you mean {close!r}?" if close else f" The columns are {', '.join(header[:20])}."
    raise SourceError(f"There is no column {name!r}.{hint}", Span(0, 0))


def _rows(text: str) -> Iterator[list[_Cell]]:
    separator_line = _SEPARATOR_LINE.match(text)
    at = separator_line.end() if separator_line is not None else 0
    delimiter = separator_line[1] if separator_line is not None else _delimiter(text)
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    row: list[_Cell] = []
    while at < len(text):
        cell = _cell(text, at, plain)
        row.append(cell)
        at = cell.end
        if text[at : at + 1] == delimiter:
            at += 1
            if at < len(text):
                continue
            row.append(_Cell(at, at, 0))
        line_break = _BREAK.match(text, at)
        at = line_break.end() if line_break is not None else at
        if len(row) > 1 or row[0].end > row[0].start:
            yield row
        row = []


def _cell(text: str, at: int, plain: re.Pattern[str]) -> _Cell:
    quoted = 0
    start = at
    if text[at : at + 1] == '"':
        match = _QUOTED.match(text, at)
        if match is None:
            raise SourceError("This quote never ends.", Span(at, at + 1))
        at = match.end()
        quoted = at - 1
    rest = plain.match(text, at)
    return _Cell(start, rest.end() if rest is not None else at, quoted)


def _delimiter(text: str) -> str:
    """The most frequent delimiter of the header."""
    line_break = _BREAK.search(text)
    header = re.sub(r'"[^"]*"', "", text[: line_break.start() if line_break is not None else len(text)])
    return max(",;\t|", key=header.count)


def _decode(text: str, cell: _Cell) -> BodyBuilder:
    if not cell.quoted:
        body = BodyBuilder(cell.start)
        body.copy(text, cell.start, cell.end)
        return body
    body = BodyBuilder(cell.start + 1)
    body.decode(text, cell.start + 1, cell.quoted, _DOUBLED, lambda _: '"')
    # Text after the closing quote belongs to the cell, as in Python's reader.
    body.copy(text, cell.quoted + 1, cell.end)
    return body


def _column_values(text: str, rows: list[list[_Cell]], column: int) -> list[str]:
    return [_value(text, row[column]) if column < len(row) else "" for row in rows]


def _value(text: str, cell: _Cell) -> str:
    return _decode(text, cell).build()[0]


def escape(replacement: str, quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if quote == '"':
        return replacement.replace('"', '""')
    return replacement if not re.search(r'[",;\t|\r\n]', replacement) else None
