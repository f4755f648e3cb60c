"""The data of a row for finding duplicates, in one integer: the row number, its outcome, and whether the person opted out.

An outcome is a number chosen by the caller for the result of a row, such as its measures. These are integers instead of records
because there may be millions of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTED_OUT: Final = 1
"""The lowest bit: the person opted out in this row."""
_ROW: Final = 25
"""The first bit of the row number; the outcome is between the two."""
OUTCOMES: Final = 1 << (_ROW - 1)
"""How many different outcomes are possible, from 0."""


def of_rows(first: int, size: int, outcomes: Sequence[int] | None = None) -> list[int]:
    """The tags of consecutive rows, of people who did not opt out."""
    rows = range(first << _ROW, (first + size) << _ROW, 1 << _ROW)
    return list(rows) if outcomes is None else [row | each << 1 for row, each in zip(rows, outcomes, strict=True)]


def row(tag: int) -> int:
    """The number of the row."""
    return tag >> _ROW


def outcome(tag: int) -> int:
    """The outcome of the row; 0 if there was none."""
    return tag >> 1 & OUTCOMES - 1


def opted_out(tag: int) -> bool:
    """Whether the person opted out in this row."""
    return bool(tag & OPTED_OUT)
