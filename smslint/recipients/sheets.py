"""The sheets of a workbook, from the process that reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from smslint.errors import RecipientsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from smslint.recipients.batch import Cells

_PROGRAM: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from smslint.recipients.sheet_process import main; main(sys.argv[2])"
)
_MOST_TEXT: Final = 200


class Area(NamedTuple):
    """Merged cells: the first row and column and the last ones, all from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    number: int
    name: str
    shown: bool
    """Whether people see it: a workbook can hide a sheet."""
    first: list[Cells]
    """Its first rows, without empty cells at their ends."""
    merged: list[Area]
    problem: str
    """Why it cannot be read; empty if it can."""


class Kinds(NamedTuple):
    """For each column of a sheet, by its number from 0, how many of its cells are not text."""

    numbers: Mapping[int, int]
    fractions: Mapping[int, int]
    """Those numbers that are not whole."""
    dates: Mapping[int, int]
    errors: Mapping[int, int]
    """Those with an error such as ``#N/A``, which are read as empty."""
    formulas: Mapping[int, int]
    """Those with a formula without a stored result, which are read as empty, too."""


class Workbook:
    """A workbook that another process reads."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._to: IO[bytes] = process.stdin
        self._from: IO[bytes] = process.stdout
        self._kinds: Kinds | None = None
        self.sheets = [_sheet(number, each) for number, each in enumerate(self._said(self._from.readline())["sheets"])]

    def rows(self, sheet: Sheet) -> Iterator[bytes]:
        """The rows of a sheet from row 1, each as a line of JSON: a list of texts. It can be asked for once.

        :raises RecipientsError: if they cannot be read.
        """
        try:
            self._to.write(b"%d\n" % sheet.number)
            self._to.close()
        except OSError:
            self._ended()
        for line in self._from:
            if not line.startswith(b"["):
                found = self._said(line)
                self._kinds = Kinds(*({int(at): count for at, count in found[name].items()} for name in Kinds._fields))
                return
            yield line
        self._ended()

    @property
    def kinds(self) -> Kinds:
        """What the columns of the sheet have, once all its rows were read."""
        assert self._kinds is not None
        return self._kinds

    def _said(self, line: bytes) -> dict[str, Any]:
        if not line.endswith(b"\n"):
            self._ended()
        found: dict[str, Any] = json.loads(line)
        if "problem" in found:
            raise _refusal(found["problem"])
        return found

    def _ended(self) -> NoReturn:
        raise _refusal("it is damaged, or reading it takes too much memory or time")


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook.

    :raises RecipientsError: if it cannot be read.
    """
    command = [sys.executable, "-I", "-c", _PROGRAM, json.dumps(sys.path), str(path.absolute())]
    try:
        process = subprocess.Popen(  # noqa: S603 (Python itself, with our own program)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise _refusal(f"no second process of Python can be started ({error.strerror or error})") from error
    with process:
        try:
            yield Workbook(process)
        finally:
            process.kill()


def _sheet(number: int, found: Mapping[str, Any]) -> Sheet:
    merged = [Area(*each) for each in found.get("merged", ())]
    return Sheet(
        number, found["name"], found.get("shown", True), found.get("first", []), merged, found.get("problem", "")
    )


def _refusal(why: str) -> RecipientsError:
    return RecipientsError(f"it cannot be read as a spreadsheet: {why[:_MOST_TEXT]}. Save the sheet as CSV UTF-8.")
