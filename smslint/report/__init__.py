"""Reports. Each format is a module with ``render(result, options)``; it uses only the result and the options."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from smslint.report.options import ReportOptions, RuleSummary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.result import Result

__all__ = ["FINDINGS_ONLY", "FORMATS", "ReportOptions", "RuleSummary", "render"]

FORMATS = {
    "text": "smslint.report.text",
    "concise": "smslint.report.concise",
    "grouped": "smslint.report.grouped",
    "statistics": "smslint.report.statistics",
    "json": "smslint.report.json",
    "jsonl": "smslint.report.jsonl",
    "sarif": "smslint.report.sarif",
    "github": "smslint.report.github",
    "azure": "smslint.report.azure",
    "gitlab": "smslint.report.gitlab",
    "junit": "smslint.report.junit",
    "rdjson": "smslint.report.rdjson",
    "markdown": "smslint.report.markdown",
}
"""Every format and its module, imported when it is used."""

FINDINGS_ONLY: Final = frozenset({"gitlab", "rdjson"})
"""Formats whose documents have no place for what is not known: the command says it on standard error."""


def render(name: str, result: Result, options: ReportOptions | None = None) -> Iterator[str]:
    """The report in pieces, in order. A report that is not empty ends with a line break.

    Raises ``KeyError`` for a name that is not in :data:`FORMATS`.
    """
    report = import_module(FORMATS[name]).render(result, options or ReportOptions())
    return iter((report,)) if isinstance(report, str) else report
