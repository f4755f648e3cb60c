"""``--format json``: one document, version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report import records

if TYPE_CHECKING:
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """The whole run as one JSON document."""
    document = {
        "version": records.VERSION,
        "tool": records.tool(result),
        "messages": [records.message(message, options) for message in result.messages],
        "findings": [records.finding(finding, options) for finding in result.findings],
        "summary": records.summary(result),
    }
    return records.dumps(document) + "\n"
