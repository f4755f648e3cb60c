"""What a run found: plain values, ready for any report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from smslint.finding import Severity

if TYPE_CHECKING:
    from decimal import Decimal

    from smslint.finding import Finding
    from smslint.text.segmentation import Segmentation


class CostRange(NamedTuple):
    """What one recipient costs in one region, for the least and the most segments.

    ``most`` is ``None`` when the most segments are unbounded. No two currencies are ever added.
    """

    region: str
    least: Decimal
    most: Decimal | None
    currency: str
    as_of: str
    """The date of the rate card, ISO 8601."""


class MessageResult(NamedTuple):
    """One message: where it is, what it is, and what it can cost."""

    path: str | None
    key: str | None
    line: int
    column: int
    kind: str
    kind_inferred: bool
    locale: str | None
    dialect: str
    encodings: tuple[str, ...]
    least: int
    most: int | None
    least_witness: str | None
    most_witness: str | None
    headroom: int | None = None
    """Units left in the last segment of the longest rendering; ``None`` when that is unbounded."""
    unbounded_by: str | None = None
    """The placeholder that makes the most segments unbounded."""
    cost: tuple[CostRange, ...] = ()
    notes: tuple[str, ...] = ()
    """How the provider changes or counts the message, in sentences: nothing is wrong and nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run, sorted by path and place."""

    files: int
    messages: tuple[MessageResult, ...]
    findings: tuple[Finding, ...]
    version: str = ""
    """The version of smslint."""
    numbering_plan: str = ""
    """The version of the numbering plan's metadata."""
    suppressed: int = 0
    """Findings that a directive or the baseline kept quiet."""

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above ``level``: what the exit status says."""
        return any(finding.severity >= level for finding in self.findings)


class Report(NamedTuple):
    """What is known about one message before it is sent: the answer of :func:`smslint.check`."""

    findings: tuple[Finding, ...]
    segmentation: Segmentation
    """How the body is sent, with what the sender appends."""
    cost: tuple[CostRange, ...] = ()
    """What it costs in each region that the rate card knows; empty without a card."""
    kind: str = "transactional"
    kind_inferred: bool = False

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(finding.severity >= Severity.ERROR for finding in self.findings)
