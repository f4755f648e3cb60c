"""``--format rdjson``: the Reviewdog Diagnostic Format (reviewdog ``proto/rdf``), whose columns count UTF-8 bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report import records
from smslint.report.locations import NO_PATH, on_one_line, path_of
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding, Fix, Location
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """One ``DiagnosticResult``."""
    document = {
        "source": {"name": "smslint"},
        "diagnostics": [_diagnostic(finding, options) for finding in result.findings],
    }
    return records.dumps(document) + "\n"


def _diagnostic(finding: Finding, options: ReportOptions) -> records.Record:
    location = finding.place
    parts = [finding.message, finding.why, finding.help]
    record: records.Record = {
        "message": "\n".join(visible(part) for part in parts if part),
        "location": {"path": path_of(location.path, options) or NO_PATH, "range": _range(location, location.excerpt)},
        "severity": finding.severity.name,
        "code": {"value": finding.code, "url": finding.source_url} if finding.source_url else {"value": finding.code},
    }
    suggestions = [each for fix in finding.fixes if (each := _suggestion(fix, location)) is not None]
    if suggestions:
        record["suggestions"] = suggestions
    return record


def _suggestion(fix: Fix, home: Location) -> records.Record | None:
    if fix.location is None or not on_one_line(fix.location):
        return None
    same_line = (fix.location.path, fix.location.line) == (home.path, home.line)
    excerpt = fix.location.excerpt or (home.excerpt if same_line else "")
    return {"range": _range(fix.location, excerpt), "text": fix.replacement} if excerpt else None


def _range(location: Location, line: str) -> records.Record:
    """A range in bytes; in whole lines if the text of the line is unknown or the range spans several lines."""
    if not line or not on_one_line(location):
        return {"start": {"line": location.line}, "end": {"line": location.end_line}}
    start, end = (_bytes(line, column) for column in (location.column, location.end_column))
    return {"start": {"line": location.line, "column": start}, "end": {"line": location.line, "column": end}}


def _bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
