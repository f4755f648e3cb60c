"""Prices in a workbook: the sheet that is about text messages, as a table of text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError, SmslintError
from smslint.recipients.packed import is_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smslint.recipients.sheets import Sheet

_ABOUT: Final = (
    re.compile(r"outbound.*\bsms\b|\bsms\b.*outbound", re.IGNORECASE),
    re.compile(r"\bsms\b", re.IGNORECASE),
)
"""How a sheet is called that has prices of text messages, the most certain first: Vonage's is ``Outbound SMS``."""
_MOST: Final = 200_000
"""The most rows of a sheet."""


def table_of(path: Path) -> str | None:
    """The sheet as CSV; ``None`` for a file that is no workbook.

    :raises ConfigError: if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except (OSError, ValueError):
        return None  # reading it as text says why
    from smslint.recipients.sheets import workbook

    try:
        if not is_spreadsheet(path, head):
            return None
        with workbook(path) as book:
            return _text(
                [json.loads(row) for row, _ in zip(book.rows(_sheet(book.sheets)), range(_MOST), strict=False)]
            )
    except SmslintError as error:
        raise ConfigError(f"{path}: {error}") from error


def _sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet about text messages: by its name, else the first that people see.

    :raises ConfigError: if there is none that can be read.
    """
    shown = [each for each in sheets if each.shown and not each.problem]
    named = (each for about in _ABOUT for each in shown if about.search(each.name))
    found = next(named, None) or next(iter(shown), None)
    if found is None:
        raise ConfigError("this workbook has no sheet that can be read; save it as CSV first")
    return found


def _text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV. Rows above the header, such as a title, have one cell and are left out."""
    start = next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows[start:])
    return file.getvalue()
