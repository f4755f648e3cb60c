"""The result of a run: plain values, ready for any report."""

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
    """The cost of one recipient in one region, for the least and the most segments.

    ``most`` is ``None`` if the number of segments has no upper bound. Different currencies are never added.
    """

    region: str
    least: Decimal
    most: Decimal | None
    currency: str
    as_of: str
    """The date of the rate card, ISO 8601."""

    def as_dict(self) -> dict[str, object]:
        """The cost in the JSON report. Money is a string, because JSON numbers are not decimal."""
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
    """One message: its place, its properties, and what it can cost."""

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
    """Units left in the last segment of the longest rendering; ``None`` if there is no longest one."""
    unbounded_by: str | None = None
    """The placeholder because of which the number of segments has no upper bound."""
    cost: tuple[CostRange, ...] = ()
    notes: tuple[str, ...] = ()
    """How the provider changes or counts the message, in sentences: for information only, nothing is wrong."""
    dialect_from: str = ""
    """What the dialect was guessed from (``{{ name }}``); empty if it is stated, or if there is nothing to guess."""
    kind_from: str = ""
    """The words from which the kind was inferred; empty if there are none."""
    dialect_also: tuple[str, ...] = ()
    """Other dialects that fit as well as the guessed one; the bounds are those of all of them."""
    kind_score: int = 0
    """The weight of the words from which the kind was inferred; 0 if there are none."""
    kind_certainty: float = 0.0
    """How often a kind with such evidence is right, at least: from 0 to 1; 0 if there is no evidence."""
    unknown_filters: tuple[str, ...] = ()
    """Filters whose result is not known, so that a value has no limit, as the template writes them."""

    @property
    def kind_known(self) -> bool:
        """Whether the kind is stated or was inferred from words; otherwise ``kind`` is only the kind that was checked."""
        return not self.kind_inferred or bool(self.kind_from)

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The message in the JSON report.

        :param root: paths below this folder are written relative to it.
        """
        return {
            "path": relative(self.path, root),
            "key": self.key,
            "line": self.line,
            "column": self.column,
            "kind": self.kind,
            "kind_inferred": self.kind_inferred,
            "kind_known": self.kind_known,
            "locale": self.locale,
            "dialect": self.dialect,
            **extent.as_dict(self),
            "cost": [cost.as_dict() for cost in self.cost] or None,
            "notes": list(self.notes),
            "dialect_from": self.dialect_from or None,
            "kind_from": self.kind_from or None,
            **({"unknown_filters": list(self.unknown_filters)} if self.unknown_filters else {}),
            **({"kind_score": self.kind_score, "kind_certainty": self.kind_certainty} if self.kind_from else {}),
        }


@sealed
@dataclass(frozen=True, slots=True)
class Result:
    """The result of a whole run, sorted by path and place."""

    files: int
    messages: tuple[MessageResult, ...]
    findings: tuple[Finding, ...]
    version: str = ""
    """The version of smslint."""
    numbering_plan: str = ""
    """The version of the numbering plan's metadata."""
    suppressed: int = 0
    """How many findings a directive or the baseline suppressed."""
    coverage: Coverage | None = None
    """What was read and what is unknown; ``None`` for a result that was not made by a run."""
    registered: int = 0
    """How many texts of a registration, and approved templates, were checked besides the messages."""

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above ``level``; this decides the exit status."""
        return any(finding.severity >= level for finding in self.findings)
