"""An error of a configuration, and the place in a file that it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.errors import SmslintError

_PLACED: Final = re.compile(
    r"(?P<path>(?:[A-Za-z]:)?[^\n:]+)(?::(?P<line>\d{1,9}))?(?::(?P<column>\d{1,9}))?: (?P<what>.+)", re.DOTALL
)
"""How every error begins that has a place: ``smslint.yaml:3: regions: ...``."""


class Problem(NamedTuple):
    """Why nothing can be checked."""

    path: Path
    line: int
    """From 1."""
    what: str


def problem_of(error: SmslintError, near: Path) -> Problem:
    """The file, the line and the sentence of an error.

    :param near: the file to blame if the error names none.
    """
    text = str(error)
    found = _PLACED.match(text)
    if found is None or not Path(found["path"]).is_file():
        return Problem(near, 1, text)
    return Problem(Path(found["path"]), int(found["line"] or 1), found["what"])
