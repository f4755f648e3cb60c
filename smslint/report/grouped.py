"""``--format grouped``: the findings of each file below its name, for people who mend one file after another."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from smslint.report.locations import shown_path
from smslint.report.phrases import shown_findings, trailer
from smslint.report.style import Style
from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """The name of each file, its findings in columns, then the counts and what is not known."""
    return "".join(f"{line}\n" for line in _lines(result, options))


def _lines(result: Result, options: ReportOptions) -> Iterator[str]:
    style = Style(options.color)
    for path, group in groupby(shown_findings(result, options), lambda each: shown_path(each.place.path, options)):
        yield f"{style('bold', path)}:"
        found = list(group)
        width = max(len(_at(each)) for each in found)
        for each in found:
            severity = style.severity(each.severity, f"{each.severity.label:<7}")
            yield f"  {_at(each):>{width}}  {severity}  {each.code}  {visible(each.message)}"
        yield ""
    yield from trailer(result, options)


def _at(finding: Finding) -> str:
    return f"{finding.place.line}:{finding.place.column}"
