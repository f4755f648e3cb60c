"""Spreadsheets (.xlsx, .xlsb, .xls, .ods), with the ``excel`` extra.

Another process reads the file (:mod:`smslint.recipients.sheets`), and its rows go to a temporary file: a small hostile file can ask
for more memory than there is, which would end this process.
"""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.recipients import bytestream, chosen, layout, packed
from smslint.recipients.batch import Batch, Cells, csv_row, filled
from smslint.recipients.sheets import workbook
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.headers import Roles
    from smslint.recipients.sheets import Kinds, Sheet


FEWEST_DIGITS: Final = 7
"""The digits of the shortest numbers of people."""


class Header(NamedTuple):
    """The header of a sheet."""

    columns: tuple[str, ...]
    roles: Roles
    above: int
    """The rows above the first recipient."""


class SpreadsheetFormat:
    """One sheet of a workbook. Every cell is text; numbers and dates are written as in CSV: ``14155550123``, ``2026-11-27``."""

    def __init__(self, path: Path, named: Mapping[str, str], sheet: str | None = None) -> None:
        """Read a sheet.

        :param named: the columns that the user named, by role.
        :param sheet: the sheet's name, or its number from 1; ``None`` for the only one with phone numbers.
        :raises RecipientsError: if there is none, or several.
        """
        if find_spec("python_calamine") is None:
            raise RecipientsError(
                "reading spreadsheets needs the extra: pip install 'smslint[excel]'. Or save the sheet as CSV UTF-8."
            )
        self.rows: Path
        """The temporary file with its rows, which the list removes."""
        self.notes: list[str] = []
        self._size = path.stat().st_size
        with workbook(path) as book:
            found, header = _named(book.sheets, sheet, named) if sheet is not None else self._only(book.sheets, named)
            self.rows = bytestream.spool(packed.limited(book.rows(found), self._size))
            with bytestream.removed_after_an_error(self.rows):
                self.notes += _damage(found, header, book.kinds)
        self.columns, self.roles, self._above = header
        self.first_row = self._above + 1

    def _only(self, sheets: Sequence[Sheet], named: Mapping[str, str]) -> tuple[Sheet, Header]:
        """The only sheet with phone numbers that people see; of several, nobody can say which one is meant."""
        filled_in = [each for each in sheets if any(each.first)]
        found: list[tuple[Sheet, Header]] = []
        problems: list[tuple[Sheet, RecipientsError]] = []
        for each in filled_in:
            if each.shown:
                try:
                    found.append((each, _header(each, named)))
                except RecipientsError as error:
                    problems.append((each, error))
        if len(found) > 1:  # a column may have such a name for another reason
            found = [(each, header) for each, header in found if _has_numbers(each, header)] or found
        if len(found) > 1:
            names = chosen.listed([each.name for each, _ in found])
            raise RecipientsError(f"the sheets {names} all have phone numbers: name one with {called('sheet')}.")
        if not found:
            _nothing(sheets, problems)
        if others := [each.name for each in filled_in if each is not found[0][0]]:
            self.notes.append(f"Only the sheet {found[0][0].name!r} was read, not {chosen.listed(others)}.")
        return found[0]

    def batches(
        self,
        size: int,
        *,
        raw: bool,  # noqa: ARG002 (cells have no text)
        progress: Callable[[int], object] | None,
    ) -> Iterator[Batch]:
        """The rows, numbered as in the sheet."""
        number, width, read = self._above + 1, len(self.columns), 0
        with self.rows.open("rb") as file:
            whole = os.fstat(file.fileno()).st_size
            for line in islice(file, self._above):
                read += len(line)
            while lines := list(islice(file, size)):
                rows = [_padded(json.loads(line), width) for line in lines]
                for start, end in filled(rows):
                    yield Batch(number + start, number + start, rows[start:end])
                number += len(rows)
                read += sum(map(len, lines))
                if progress is not None:
                    progress(self._size * read // whole)


def _named(sheets: Sequence[Sheet], wanted: str, named: Mapping[str, str]) -> tuple[Sheet, Header]:
    """The sheet with a name, or with a number from 1."""
    found = [each for each in sheets if each.name == wanted]
    found = found or [each for each in sheets if each.name.strip().casefold() == wanted.strip().casefold()]
    if not found and wanted.isascii() and wanted.isdecimal():
        found = list(sheets[int(wanted) - 1 : int(wanted)]) if 0 < int(wanted) <= len(sheets) else []
    if not found:
        raise RecipientsError(
            f"there is no sheet {wanted!r:.80}; the sheets are {chosen.listed([each.name for each in sheets])}."
        )
    if found[0].problem:
        raise RecipientsError(f"the sheet {found[0].name!r} cannot be read: {found[0].problem}.")
    return found[0], _header(found[0], named)


def _header(sheet: Sheet, named: Mapping[str, str]) -> Header:
    # The first line declares the comma, so that only the title and the header have to be found.
    lines = ["sep=,\n", *(csv_row(row) if any(map(str.strip, row)) else "\n" for row in sheet.first)]
    try:
        found = layout.layout(lines)
        above = found.skip - 1 + found.has_header
        return Header(
            found.columns,
            layout.find_roles(found.columns, [_padded(row, len(found.columns)) for row in sheet.first[above:]], named),
            above,
        )
    except RecipientsError as error:
        raise type(error)(f"sheet {sheet.name!r}: {error}") from error


def _has_numbers(sheet: Sheet, header: Header) -> bool:
    """Whether a cell in its column of phone numbers has as many digits as a number."""
    phone = header.roles.phone
    assert phone is not None
    cells = (row[phone] for row in sheet.first[header.above :] if phone < len(row))
    return any(sum(map(str.isdigit, cell)) >= FEWEST_DIGITS for cell in cells)


def _nothing(sheets: Sequence[Sheet], problems: Sequence[tuple[Sheet, RecipientsError]]) -> NoReturn:
    """Say why no sheet is a list."""
    if len(problems) == 1:
        raise problems[0][1]
    if problems:
        raise layout.NoPhoneColumnError(
            f"No column of phone numbers was found in the sheets {chosen.listed([each.name for each, _ in problems])}. Name the sheet "
            f"with {called('sheet')} and the column with {called('phone_column')}."
        )
    hidden = [each.name for each in sheets if any(each.first)]
    if hidden:
        raise RecipientsError(
            f"only hidden sheets have rows ({chosen.listed(hidden)}): name one with {called('sheet')}."
        )
    broken = next((each.problem for each in sheets if each.problem), "")
    raise RecipientsError(
        f"its sheets cannot be read: {broken}." if broken else "The list is empty: no sheet has rows."
    )


def _damage(sheet: Sheet, header: Header, kinds: Kinds) -> Iterator[str]:
    """What a sheet does not keep as people typed it."""
    phone = header.roles.phone
    assert phone is not None
    name = repr(header.columns[phone])
    if numbers := kinds.numbers.get(phone):
        yield (
            f"The column {name} has {plural(numbers, 'cell')} with a number, not with text: a plus sign and zeros at its front are lost."
        )
    if dates := kinds.dates.get(phone):
        yield f"The column {name} has {plural(dates, 'date')} in place of phone numbers."
    for what, cells, example in (("dates", kinds.dates, "2026-12-31"), ("fractions", kinds.fractions, "12.5")):
        others = sorted(at for at in cells if at != phone and at < len(header.columns))
        if others:
            names = chosen.listed([header.columns[at] for at in others])
            yield f"Messages show the {what} in {names} like this, whatever the sheet displays: {example}."
    lost = {
        "an error such as #N/A": kinds.errors,
        "a formula without a stored result: open the file in a spreadsheet program and save it": kinds.formulas,
    }
    for what, cells in lost.items():
        if at := [column for column in sorted(cells) if column < len(header.columns)]:
            names, count = chosen.listed([header.columns[each] for each in at]), sum(cells[each] for each in at)
            yield f"{plural(count, 'cell')} in {names} {'is' if count == 1 else 'are'} read as empty, because of {what}."
    if areas := [each for each in sheet.merged if each.bottom > header.above and each.bottom > each.top]:
        where = f"{_letters(areas[0].left)}{areas[0].top}:{_letters(areas[0].right)}{areas[0].bottom}"
        yield (
            f"Cells of several rows are merged ({plural(len(areas), 'area')}, such as {where}): only the first cell has the value, the others are empty."
        )


def _letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _padded(row: Cells, width: int) -> Cells:
    return row if len(row) >= width else row + [""] * (width - len(row))
