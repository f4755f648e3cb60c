"""The order of the findings of a run, and which of them are reported only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Finding, Location
from smslint.rules.engine import DID_NOT_RUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def place_of(finding: Finding) -> tuple[str, int, int, int, str]:
    """The key to sort findings by: path, line, column, the most severe first, code."""
    where = finding.location or Location(None, 0, 0, 0, 0)
    return where.path or "", where.line, where.column, -finding.severity, finding.code


def once(findings: Iterable[Finding], shared: set[str]) -> Iterator[Finding]:
    """The findings, some of them reported only once: a rule that did not run (workers do not know about each other), and what is found in
    a part that several templates share (the most severe).

    :param shared: the files that templates extend or include.
    """
    reported: set[tuple[str, str | Location]] = set()
    for finding in findings:
        place = finding.location
        if finding.message.startswith(DID_NOT_RUN) or (place is not None and place.path in shared):
            mark = (finding.code, finding.message if place is None or place.path not in shared else place)
            if mark in reported:
                continue
            reported.add(mark)
        yield finding
