"""Recipient lists as tools export them: any kind of CSV, JSON Lines, spreadsheets, Parquet and Arrow. Streaming, in constant memory.

A list is read in batches of rows, which is faster for millions of rows. Every cell is text: a phone number that becomes an
integer loses its plus sign and leading zeros.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import RecipientsError
from smslint.recipients import bytestream
from smslint.recipients.gathered import gathered
from smslint.recipients.one_file import How, RecipientList, open_file, open_temporary
from smslint.recipients.several import open_several

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RecipientList", "named_columns", "open_list"]


def open_list(
    source: str | Path,
    *,
    phone_column: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> RecipientList:
    """Open a list of recipients.

    :param source: a path, or ``-`` for standard input; the files of a folder, or of a pattern such as ``contacts/*.csv``, are one list.
    :param phone_column: the column of phone numbers, by name or by number from 1, if it is not found automatically.
    :param encoding: a codec's name, if the detection is wrong.
    :param columns: other columns that are not found automatically, by role (``consent``, ``opt_out``, ``zone``, ... as in
        :data:`smslint.recipients.chosen.NAMED`).
    :param sheet: the sheet of a spreadsheet, by name or by number from 1, if several have phone numbers.
    :raises RecipientsError: if it cannot be read at all, with the reason and what to do.
    """
    how = How(named_columns(columns, phone_column), encoding, sheet)
    if str(source) == "-":
        path = bytestream.spool(bytestream.standard_input())
        return open_temporary("standard input", path, how)
    found = gathered(source)
    return open_file(str(source), Path(source), how) if found is None else open_several(str(source), found, how)


def named_columns(columns: Mapping[str, str] | None, phone_column: str | None = None) -> dict[str, str]:
    """The columns that the user named, by role, including the column of phone numbers.

    :raises RecipientsError: for an unknown role, with the nearest known one.
    """
    from smslint.recipients.chosen import NAMED
    from smslint.wording import nearest

    for role in columns or {}:
        if role not in NAMED:
            raise RecipientsError(f"There is no role {role!r} for a column{nearest(role, NAMED)}.")
    return {**(columns or {}), **({} if phone_column is None else {"phone": phone_column})}
