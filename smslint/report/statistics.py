"""``--format statistics``: how many findings each rule has, the most first, instead of the findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from smslint.report.phrases import can_be_written, shown_findings, trailer

if TYPE_CHECKING:
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """A line for each rule with its count, and how many ``--fix`` would mend; then the counts and what is not known."""
    found = list(shown_findings(result, options))
    counts = Counter((each.code, each.name, each.severity) for each in found)
    safe = Counter(each.code for each in found if any(fix.safe and can_be_written(fix, each) for fix in each.fixes))
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    lines = [
        f"{count:>{width},}  {severity.label:<7}  {code}  {name}"
        + (f" ({safe[code]:,} fixable with --fix)" if safe[code] else "")
        for (code, name, severity), count in sorted(counts.items(), key=lambda each: (-each[1], each[0][0], each[0][2]))
    ]
    return "".join(f"{line}\n" for line in (*lines, *([""] if lines else []), *trailer(result, options)))
