"""The layout of a CSV file, from its first lines: delimiter, header, and the column of phone numbers."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.recipients import chosen, header_names, headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smslint.recipients.headers import Roles

DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE_ROWS: Final = 50
_MOST_TITLE: Final = 10

MOST_COLUMNS: Final = 10_000
"""The name of each column is compared with the words of all languages, which takes half a second for a thousand columns."""


class Layout(NamedTuple):
    """The layout of a file."""

    delimiter: str
    skip: int
    """Lines before the header: blank lines, ``sep=;`` and a title."""
    has_header: bool
    columns: tuple[str, ...]


class NoPhoneColumnError(RecipientsError):
    """No column has phone numbers. The text names all columns."""


def layout(sample: Sequence[str]) -> Layout:
    """The layout of a file whose first lines are given, with their line ends.

    :raises RecipientsError: if there is nothing to read.
    """
    skip = 0
    delimiter = _declared(sample[0]) if sample else ""
    if delimiter:
        sample, skip = sample[1:], 1
    while sample and not sample[0].strip():
        sample, skip = sample[1:], skip + 1
    title = _title(sample, delimiter)
    sample, skip = sample[title:], skip + title
    rows = _rows(sample, delimiter := delimiter or _delimiter(sample))
    if not rows:
        raise RecipientsError("The list is empty: it has no header and no rows.")
    first = rows[0]
    if _is_data(first):
        return Layout(delimiter, skip, has_header=False, columns=tuple(f"column {n}" for n in range(1, len(first) + 1)))
    columns = tuple(name.strip().removeprefix("\ufeff").strip() for name in first)
    return Layout(delimiter, skip, has_header=True, columns=columns)


def find_roles(columns: Sequence[str], rows: Sequence[Sequence[str]], named: Mapping[str, str]) -> Roles:
    """Find the role of each column; ``rows`` are some of the first rows.

    :param named: the column that the user named, by role of :data:`smslint.recipients.chosen.NAMED`.
    :raises RecipientsError: if there are too many columns, a named column does not exist, or no column contains phone numbers; with the existing columns
        and the most likely one.
    """
    if not columns:
        raise RecipientsError("The list has no columns: its rows are empty.")
    if len(columns) > MOST_COLUMNS:
        raise RecipientsError(
            f"The list has {len(columns):,} columns; the limit is {MOST_COLUMNS:,}. Keep the columns that the messages need."
        )
    found = chosen.chosen(columns, headers.roles(columns, rows), named)
    if found.consent is not None and "consent" not in named:
        _refuse_twice(columns, found.consent)
    if "phone" in named:
        return found
    likely = _column_of_numbers(columns, rows)
    if found.phone is not None:
        if headers.is_weak(columns[found.phone]) and likely not in (None, found.phone):
            return found._replace(phone=likely)
        return found
    if len(columns) == 1 or (likely is not None and columns[likely].startswith("column ")):
        return found._replace(phone=likely or 0)
    hint = (
        ""
        if likely is None
        else f" {columns[likely]!r} probably has them: {called('phone_column', repr(columns[likely]))}."
    )
    raise NoPhoneColumnError(
        f"No column of phone numbers was found; the columns are {chosen.listed(columns)}. Name it with {called('phone_column')}.{hint}"
    )


def _refuse_twice(columns: Sequence[str], consent: int) -> None:
    """Two consent columns of one name may disagree, and nobody can say which of them counts."""
    same = [
        index
        for index, name in enumerate(columns, 1)
        if header_names.normal(name) == header_names.normal(columns[consent])
    ]
    if len(same) > 1:
        numbers = " and ".join(map(str, same))
        one = called("columns", f"{{'consent': '{same[0]}'}}", f"consent={same[0]}")
        raise RecipientsError(
            f"The columns {numbers} are both named {columns[consent]!r}: say which one counts, such as {one}."
        )


def notes(found: Layout) -> list[str]:
    """What the user should know about the header."""
    times = Counter(column for column in found.columns if column)
    lines = [
        f"The column {name!r} exists {count} times; the first is used." for name, count in times.items() if count > 1
    ]
    if not found.has_header:
        lines.append("There is no header: the first row was read as a recipient.")
    return lines


def _declared(line: str) -> str:
    """The delimiter in ``sep=;``, as Excel writes it."""
    text = line.strip("\r\n\ufeff\"' ")
    return text[4:] if text.lower().startswith("sep=") and len(text) == 5 else ""


def _rows(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(sample, delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # the full read reports what is wrong, and where
    return rows


def _title(sample: Sequence[str], declared: str) -> int:
    """How many lines above the header are a title, such as ``Report of contacts`` and a blank line: each has at most one filled
    cell, and no number.
    """
    for count in range(min(_MOST_TITLE, len(sample))):
        delimiter = declared or _delimiter(sample[count:])
        header = next(iter(_rows(sample[count : count + 1], delimiter)), [])
        if _is_data(header) or (count and sample[count - 1].count('"') % 2):
            return 0
        if sum(map(bool, map(str.strip, header))) > 1:
            return count
    return 0


def _delimiter(sample: Sequence[str]) -> str:
    """The delimiter with which most rows have as many cells as the first row, and with the most cells."""
    best, best_score = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        rows = _rows(sample, delimiter)
        width = len(rows[0]) if rows else 0
        if width > 1:
            score = (sum(len(row) == width for row in rows) / len(rows), width)
            # Up to a fifth of uneven rows is normal in exports; then the number of cells matters more.
            if (round(score[0] * 5), width) > (round(best_score[0] * 5), best_score[1]):
                best, best_score = delimiter, score
    return best


def _is_data(row: Sequence[str]) -> bool:
    """Whether a first row contains a phone number, so it is not a header."""
    return any(_looks_like_number(cell) for cell in row)


def _column_of_numbers(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column where most cells look like phone numbers."""
    best, best_share = None, 0.5
    for index in range(len(columns)):
        cells = [row[index] for row in rows if len(row) > index and row[index].strip()]
        share = sum(map(_looks_like_number, cells)) / len(cells) if cells else 0.0
        if share > best_share:
            best, best_share = index, share
    return best


def _looks_like_number(cell: str) -> bool:
    if len(cell) > 40 or sum(character.isdigit() for character in cell) < 7:
        return False
    from smslint.numbers.e164 import check_number

    number = check_number(cell)
    return number.valid or number.suggestion is not None
