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
        "messages": [message.as_dict(options.root) for message in result.messages],
        "findings": [finding.as_dict(options.root) for finding in result.findings],
        "summary": records.summary(result),
        **({} if result.coverage is None else {"coverage": result.coverage.as_dict(options.root)}),
    }
    return records.dumps(document) + "\n"
