"""The result of :func:`smslint.check` for one message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.finding import Severity, one_line
from smslint.sealed import sealed

if TYPE_CHECKING:
    from smslint.coverage import Coverage
    from smslint.finding import Finding
    from smslint.result import CostRange
    from smslint.text.segmentation import Segmentation


@sealed
@dataclass(frozen=True, slots=True)
class Report:
    """The result of :func:`smslint.check` for one message.

    A report is true exactly when it is :attr:`ok`, so ``if smslint.check(...):`` never lets a refused message through.
    """

    findings: tuple[Finding, ...]
    segmentation: Segmentation
    """How the body is sent, including the text that the sender appends."""
    cost: tuple[CostRange, ...] = ()
    """The cost in each region on the rate card; empty without a rate card."""
    kind: str = "transactional"
    kind_inferred: bool = False
    coverage: Coverage | None = field(default=None, repr=False)
    """What is unknown about the message: its kind, rules that could not run because a fact is missing, regions without a profile.
    ``None`` for a report that was not made by a check."""

    @property
    def kind_known(self) -> bool:
        """Whether the kind is stated or was inferred from words; otherwise ``kind`` is only the kind that was checked."""
        return not self.kind_inferred if self.coverage is None else self.coverage.unknown_kind is None

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(finding.severity >= Severity.ERROR for finding in self.findings)

    def __bool__(self) -> bool:
        return self.ok

    def as_dict(self) -> dict[str, object]:
        """The report as plain values; findings and costs as in the JSON of ``smslint check``."""
        return {
            "ok": self.ok,
            "kind": self.kind,
            "kind_inferred": self.kind_inferred,
            "kind_known": self.kind_known,
            "findings": [finding.as_dict() for finding in self.findings],
            "segmentation": self.segmentation.as_dict(),
            "cost": [cost.as_dict() for cost in self.cost] or None,
            "coverage": None if self.coverage is None else self.coverage.as_dict(),
        }

    def __str__(self) -> str:
        """One line for each finding and for what is unknown, then a summary line: verdict, kind, encoding, units, segments and cost."""
        kind = f"{self.kind} (inferred)" if self.kind_inferred else self.kind
        if self.coverage is not None and not self.kind_known:
            kind = "kind unknown: before sending, the rules for marketing are also asked"
        cost = ", ".join(f"{each} as of {each.as_of}" for each in self.cost)
        summary = "; ".join(filter(None, ("ok" if self.ok else "not ok", kind, str(self.segmentation), cost)))
        unknown = () if self.coverage is None else self.coverage.lines()
        return "\n".join([*map(str, self.findings), *map(one_line, unknown), one_line(summary)])
