"""``--format text``: the report for people. Findings with their source, then a table of messages, then the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report.block import Block
from smslint.report.groups import Fold, by_message, fold
from smslint.report.phrases import coverage, fixable, summary
from smslint.report.style import Style
from smslint.report.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.report.options import ReportOptions
    from smslint.result import Result


def render(result: Result, options: ReportOptions) -> str:
    """The whole report; a clean run is one line."""
    style = Style(options.color)
    return "".join(f"{line}\n" for line in _lines(result, options, style))


def _lines(result: Result, options: ReportOptions, style: Style) -> Iterator[str]:
    explained: set[tuple[str, str]] = set()
    for item in _folds(result, options):
        yield from Block(item, options, style, explained).lines()
        yield ""
    if result.findings or options.verbose:
        rows = list(table(result.messages, options, style))
        yield from [*rows, ""] if rows else []
    yield style(_mood(result), summary(result))
    yield from coverage(result)
    if hint := fixable(result):
        yield hint


def _folds(result: Result, options: ReportOptions) -> list[Fold]:
    """Every finding to show, in the order of the result: by file and place."""
    if options.verbose:
        return [Fold(finding, ()) for finding in result.findings]
    messages, homeless = by_message(result)
    folds = [item for _, findings in messages for item in fold(findings)]
    folds.extend(Fold(finding, ()) for finding in homeless)
    order = {id(finding): index for index, finding in enumerate(result.findings)}
    return sorted(folds, key=lambda item: order[id(item.finding)])


def _mood(result: Result) -> str:
    worst = max((finding.severity for finding in result.findings), default=None)
    return "good" if worst is None else Severity(worst).label
