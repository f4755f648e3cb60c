"""``--format jsonl``: the records of the JSON report, one per line, each with its ``type``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> Iterator[str]:
    """A ``run`` line, a line for every message and finding, a ``coverage`` and a ``summary`` line."""
    yield _line("run", {"version": records.VERSION, "tool": records.tool(result)})
    for message in result.messages:
        yield _line("message", message.as_dict(options.root))
    for finding in result.findings:
        yield _line("finding", finding.as_dict(options.root))
    if result.coverage is not None:
        yield _line("coverage", result.coverage.as_dict(options.root))
    yield _line("summary", records.summary(result))


def _line(kind: str, record: records.Record) -> str:
    return records.dumps({"type": kind, **record}, indent=None) + "\n"
