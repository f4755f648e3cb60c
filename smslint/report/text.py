"""``--format text``: the report for people. Findings with their source, then a table of messages, then the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.report.block import Block
from smslint.report.groups import Fold, by_message, fold
from smslint.report.phrases import coverage, fixable, shown_findings, summary
from smslint.report.style import Style
from smslint.report.table import table
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result


_MOST_ALIKE: Final = 5
"""The most warnings of one rule that are shown in full: a catalogue in Polish has one in nearly every message."""


def render(result: Result, options: ReportOptions) -> str:
    """The whole report; a clean run is one line."""
    style = Style(options.color)
    return "".join(f"{line}\n" for line in _lines(result, options, style))


def _lines(result: Result, options: ReportOptions, style: Style) -> Iterator[str]:
    explained: set[tuple[str, str]] = set()
    folds, left = _divided(_folds(result, options), options)
    for item in folds:
        yield from Block(item, options, style, explained).lines()
        yield ""
    if options.quiet:
        return
    for line in (*left, *_together(result, options)):
        yield line
        yield ""
    if result.findings or options.verbose:
        rows = list(table(result.messages, options, style))
        yield from [*rows, ""] if rows else []
    yield style(_mood(result), summary(result))
    yield from coverage(result)
    if hint := fixable(result):
        yield hint


def _divided(folds: list[Fold], options: ReportOptions) -> tuple[list[Fold], list[str]]:
    """What is shown in full, and a line for each rule that found the same in too many messages: errors are all shown."""
    if options.verbose or options.quiet:
        return folds, []
    shown: list[Fold] = []
    seen: Counter[str] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    for item in folds:
        finding = item.finding
        seen[finding.code] += 1
        if seen[finding.code] <= _MOST_ALIKE or finding.severity is Severity.ERROR:
            shown.append(item)
        else:
            left[finding.code, finding.name] += 1
    return shown, [
        f"{plural(count, 'more finding')} like these: {code} {name} (--verbose shows each)"
        for (code, name), count in left.items()
    ]


def _together(result: Result, options: ReportOptions) -> Iterator[str]:
    """One line for all messages with a finding that is only for information and of which each says the same."""
    if not options.verbose:
        counts = Counter(finding.together for finding in result.findings if _is_collected(finding))
        for words, count in counts.items():
            yield f"{plural(count, 'message')}: {words} (--verbose shows each)"


def _is_collected(finding: Finding) -> bool:
    return bool(finding.together) and finding.severity is Severity.INFO


def _folds(result: Result, options: ReportOptions) -> list[Fold]:
    """Every finding to show, in the order of the result: by file and place."""
    if options.verbose or options.quiet:
        return [Fold(finding, ()) for finding in shown_findings(result, options)]
    messages, homeless = by_message(result)
    folds = [item for _, findings in messages for item in fold(each for each in findings if not _is_collected(each))]
    folds.extend(Fold(finding, ()) for finding in homeless)
    order = {id(finding): index for index, finding in enumerate(result.findings)}
    return sorted(folds, key=lambda item: order[id(item.finding)])


def _mood(result: Result) -> str:
    worst = max((finding.severity for finding in result.findings), default=None)
    return "good" if worst is None else Severity(worst).label
