"""``--format concise``: one finding per line, as compilers print it, for editors and grep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.locations import place_of
from smslint.report.phrases import shown_findings, trailer
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """``path:line:column: severity: CODE message``, then the counts and what is not known."""
    lines = [
        f"{place_of(finding, options)}: {finding.severity}: {finding.code} {visible(finding.message)}"
        for finding in shown_findings(result, options)
    ]
    return "".join(f"{line}\n" for line in (*lines, *trailer(result, options)))
