"""The process that reads a spreadsheet, apart from smslint: a hostile file ends this process, and takes its memory, not more.

:mod:`smslint.recipients.spreadsheet` starts it. It writes lines of JSON. The first one has the sheets: the name of each,
whether it is visible, its first rows, and its merged areas. Then it reads one line, the number of a sheet; it answers with the rows of
that sheet from row 1, without empty cells at their ends, and with a last line about all of it. What cannot be read is one line
with a ``problem``.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from smslint.recipients.sheet_gaps import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY: Final = 4 << 30
"""The bytes of memory that the process may use: a full sheet of a million rows with twenty columns takes less than half."""
SECONDS: Final = 300
"""Its processor time."""
SAMPLE: Final = 64
"""The first rows of each sheet that help to choose one."""
MOST_SAMPLED: Final = 32 << 20
"""The characters of all those rows: the other process keeps them in its memory, which has no limit."""
MOST_SHEETS: Final = 100
MOST_AREAS: Final = 1_000
_EXACT: Final = 10**15
"""From here on a spreadsheet does not keep the last digits of a number."""


def main(path: str) -> None:
    """Answer on standard output."""
    _limit()
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
    try:
        _answer(path, out)
    except Exception as error:  # noqa: BLE001 (whatever it is, the file cannot be read)
        _say(out, {"problem": _problem(error)})
    out.flush()


def _answer(path: str, out: IO[str]) -> None:
    from python_calamine import SheetVisibleEnum, load_workbook

    book = load_workbook(path)
    shown = {each.name: each.visible is SheetVisibleEnum.Visible for each in book.sheets_metadata}
    sheets: list[dict[str, object]] = []
    sampled = 0
    for number, name in enumerate(book.sheet_names[:MOST_SHEETS]):
        try:
            sheet = book.get_sheet_by_index(number)
        except Exception as error:  # noqa: BLE001 (a chart has no cells; another sheet may be the list)
            sheets.append({"name": name, "problem": _problem(error)})
            continue
        first = [cells for cells, _ in islice(_rows(sheet), SAMPLE)]
        sampled += sum(len(cell) for cells in first for cell in cells)
        if sampled > MOST_SAMPLED:
            raise ValueError("its first rows have too much text for a list of people")
        sheets.append({"name": name, "shown": shown.get(name, True), "first": first, "merged": _merged(sheet)})
    _say(out, {"sheets": sheets})
    out.flush()
    chosen = sys.stdin.readline()
    if not chosen.strip():
        return
    numbers: Counter[int] = Counter()
    fractions: Counter[int] = Counter()
    dates: Counter[int] = Counter()
    for cells, kinds in _rows(book.get_sheet_by_index(int(chosen))):
        _say(out, cells)
        for column, kind in kinds:
            (dates if kind == "date" else numbers)[column] += 1
            fractions[column] += kind == "fraction"
    errors, formulas = gaps(path, int(chosen))
    _say(out, {
        "numbers": dict(numbers), "fractions": dict(+fractions), "dates": dict(dates), "errors": dict(errors), "formulas": dict(formulas),
    })  # fmt: skip


def _rows(sheet: Any) -> Iterator[tuple[list[str], list[tuple[int, str]]]]:
    """The rows as text from row 1, each with the columns in which it has something else, and what."""
    if sheet.start is None:  # an empty sheet
        return
    left = sheet.start[1]
    before = [""] * left
    for row in sheet.iter_rows():  # from the first row of the sheet, but from the first column that is used
        cells, kinds = list(before), []
        for column, value in enumerate(row, left):
            if isinstance(value, str):
                cells.append(value)
                continue
            text, kind = _cell(value)
            cells.append(text)
            if kind:
                kinds.append((column, kind))
        while cells and not cells[-1].strip():
            cells.pop()
        yield cells, kinds


def _cell(value: object) -> tuple[str, str]:
    """A value as text, and its kind: ``number``, ``fraction`` or ``date``; none for a truth value."""
    if isinstance(value, bool):
        return str(value).lower(), ""
    if isinstance(value, int | float):
        if value == value // 1 and abs(value) < _EXACT:
            return str(int(value)), "number"
        return (f"{value:.14E}", "number") if abs(value) >= _EXACT else (repr(value), "fraction")
    if isinstance(value, dt.datetime):
        return value.isoformat(" "), "date"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat(), "date"
    if isinstance(value, dt.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}", "date"
    return "" if value is None else str(value), ""


def _merged(sheet: Any) -> list[list[int]]:
    """Merged areas, each with its first row and column and its last ones, all from 1."""
    areas = (sheet.merged_cell_ranges or ())[:MOST_AREAS]
    return [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in areas]


def _problem(error: Exception) -> str:
    if type(error).__name__ == "PasswordError":
        return "it is locked with a password"
    if isinstance(error, MemoryError):
        return "it needs too much memory"
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__


def _say(out: IO[str], what: object) -> None:
    # Half of a surrogate pair is no text; JSON in ASCII keeps everything else as it is.
    out.write(json.dumps(what) + "\n")


def _limit() -> None:
    """Limit memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
