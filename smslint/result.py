"""What a run found: plain values, ready for any report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity, relative
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed
from smslint.text import extent

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import PurePath

    from smslint.coverage import Coverage
    from smslint.finding import Finding


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

    def as_dict(self) -> dict[str, object]:
        """The cost as the JSON report has it. Money is a text, because JSON numbers are not decimal."""
        return {
            "region": self.region,
            "least": f"{self.least:f}",
            "most": None if self.most is None else f"{self.most:f}",
            "currency": self.currency,
            "as_of": self.as_of,
        }

    def __str__(self) -> str:
        """``US 0.0079–0.0158 USD``."""
        most = "∞" if self.most is None else f"{self.most:f}"
        amount = most if self.least == self.most else f"{self.least:f}–{most}"
        return f"{self.region} {amount} {self.currency}"


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
    dialect_from: str = ""
    """What the dialect was guessed from (``{{ name }}``); empty where it is stated, or where there is nothing to guess."""
    kind_from: str = ""
    """The words that an inferred kind rests on; empty where none decides."""

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The message as the JSON report has it.

        :param root: paths below this folder are written relative to it.
        """
        return {
            "path": relative(self.path, root),
            "key": self.key,
            "line": self.line,
            "column": self.column,
            "kind": self.kind,
            "kind_inferred": self.kind_inferred,
            "locale": self.locale,
            "dialect": self.dialect,
            **extent.as_dict(self),
            "cost": [cost.as_dict() for cost in self.cost] or None,
            "notes": list(self.notes),
            "dialect_from": self.dialect_from or None,
            "kind_from": self.kind_from or None,
        }


@sealed
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
    coverage: Coverage | None = None
    """What was read and what is not known; ``None`` for a result that no run made."""

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above ``level``: what the exit status says."""
        return any(finding.severity >= level for finding in self.findings)
