"""What a report uses besides the result: width, colour, and the descriptions of the rules."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath


class RuleSummary(NamedTuple):
    """What a report says about a rule, apart from its findings."""

    name: str
    summary: str
    """One sentence, plain text."""
    why: str = ""
    """Markdown."""
    severity: Severity = Severity.WARNING
    help: str = ""
    """What to do, Markdown; may be empty."""
    url: str = ""
    """An absolute address of the rule's page or of its first source; may be empty."""


class ReportOptions(NamedTuple):
    """Settings of one report. The defaults are for a pipe: no colours, 100 columns."""

    color: bool = False
    width: int = 100
    """Columns of the terminal."""
    root: PurePath | None = None
    """Paths below it are shown relative to it."""
    verbose: bool = False
    """Show every message and every repeated finding."""
    quiet: bool = False
    """For people: only the findings that fail the run, and nothing else."""
    links: bool = False
    """Whether the terminal opens addresses in a text (OSC 8)."""
    fail_level: Severity = Severity.ERROR
    """The lowest severity that fails the run: what JUnit calls a failure."""
    rules: Mapping[str, RuleSummary] = MappingProxyType({})
    """By code."""
