"""``--format gitlab``: a Code Quality report (GitLab documentation, "Code Quality report format")."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report import records
from smslint.report.locations import NO_PATH, path_of
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: Result, options: ReportOptions) -> str:
    """A JSON array; GitLab compares fingerprints between branches, so each occurs once."""
    seen: dict[str, int] = {}
    return records.dumps([_entry(finding, options, seen) for finding in result.findings]) + "\n"


def _entry(finding: Finding, options: ReportOptions, seen: dict[str, int]) -> records.Record:
    location = finding.place
    return {
        "description": f"{finding.code}: {visible(finding.message)}",
        "check_name": finding.code,
        "fingerprint": _fingerprint(finding, path_of(location.path, options), seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": path_of(location.path, options) or NO_PATH,
            "lines": {"begin": location.line, "end": location.end_line},
        },
    }


def _fingerprint(finding: Finding, path: str | None, seen: dict[str, int]) -> str:
    base = finding.fingerprint or "\n".join([path or "", finding.key or "", finding.code, finding.message])
    count = seen[base] = seen.get(base, 0) + 1
    if finding.fingerprint and count == 1:
        return finding.fingerprint
    return sha256(f"{base}\n{count}".encode("utf-8", "surrogatepass")).hexdigest()
