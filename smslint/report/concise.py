"""``--format concise``: one finding per line, for editors and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.locations import place_of
from smslint.report.phrases import coverage, summary
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """``path:line:column: CODE message``, then the counts and what is not known."""
    lines = [f"{place_of(finding, options)}: {finding.code} {visible(finding.message)}" for finding in result.findings]
    return "\n".join((*lines, summary(result), *coverage(result), ""))
