"""How reports write places: paths, lines and columns."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from smslint.finding import relative
from smslint.records import NamedTuple
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding, Location
    from smslint.report.options import ReportOptions

NO_PATH = "<message>"
"""Shown instead of a path for a text that is not in a file (the library, standard input without a name)."""


def path_of(path: str | None, options: ReportOptions) -> str | None:
    """A path relative to the root of the report if it is below it, with forward slashes."""
    return relative(path, options.root)


def shown_path(path: str | None, options: ReportOptions) -> str:
    """A path for people: never empty, and every character visible."""
    return visible(path_of(path, options) or NO_PATH)


def uri_of(path: str, options: ReportOptions) -> str:
    """A path as a relative URI reference, percent-encoded (RFC 3986)."""
    from urllib.parse import quote

    # A first segment with a colon would read as a scheme; quote() encodes it, so no "./" is needed.
    relative = path_of(path, options) or ""
    return quote(_encoded(relative), safe="/~")


def on_one_line(location: Location) -> bool:
    """Whether a place starts and ends on the same line."""
    return location.end_line <= location.line


class Place(NamedTuple):
    """Path, line and column in the form that editors open: ``path:line:column``."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def place_of(finding: Finding, options: ReportOptions) -> Place:
    """Where a finding starts, for people."""
    location = finding.place
    return Place(shown_path(location.path, options), location.line, location.column)


def _encoded(path: str) -> bytes:
    """The bytes of a file name, even one that is not UTF-8. A lone surrogate that no name can contain is written as UTF-8 would."""
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
