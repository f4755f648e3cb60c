"""Segments, encodings, money and counts as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report.width import visible
from smslint.text import extent
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.coverage import Coverage
    from smslint.finding import Finding, Fix
    from smslint.report.options import ReportOptions
    from smslint.result import CostRange, MessageResult, Result


def encodings(message: MessageResult) -> str:
    """``GSM-7``, or ``GSM-7 or UCS-2`` if it depends on the values."""
    return extent.encodings(message)


def segments(message: MessageResult) -> str:
    """``1``, ``1–2``, or ``2–∞ (name has no length)``."""
    blame = extent.blame(message)
    if blame and message.unknown_filters:
        blame = f"the result of {message.unknown_filters[0]} is unknown"
    return extent.segments(message) + (f" ({visible(blame)})" if blame else "")


def cost(cost: CostRange) -> str:
    """``US 0.0079–0.0158 USD``: what one recipient costs."""
    return visible(str(cost))


def summary(result: Result) -> str:
    """The last line of every report for people: ``3 files, 12 messages: 2 errors, 5 warnings``."""
    what = f"{plural(result.files, 'file')}, {plural(len(result.messages), 'message')}"
    counts = ", ".join(
        plural(count, severity.label) if severity is not Severity.INFO else f"{count} info"
        for severity in sorted(Severity, reverse=True)
        if (count := result.count(severity))
    )
    left_out = f" ({result.suppressed} suppressed)" if result.suppressed else ""
    nothing = "nothing to report" if result.messages or result.registered else "nothing was checked"
    return f"{what}: {counts or nothing}{left_out}"


def coverage(result: Result) -> Iterator[str]:
    """What could not be parsed and what is unknown: up to one line for each."""
    if result.coverage is not None:
        yield from not_known(result.coverage)


def not_known(found: Coverage) -> Iterator[str]:
    """What a coverage lacks, safe for a terminal."""
    yield from map(visible, found.lines())


def shown_findings(result: Result, options: ReportOptions) -> Sequence[Finding]:
    """The findings that a report for people shows: with ``--quiet``, those that fail the run."""
    if not options.quiet:
        return result.findings
    return [finding for finding in result.findings if finding.severity >= options.fail_level]


def trailer(result: Result, options: ReportOptions) -> Iterator[str]:
    """The last lines of a report for people: the counts and what is not known; with ``--quiet``, none."""
    if not options.quiet:
        yield summary(result)
        yield from coverage(result)


def can_be_written(fix: Fix, finding: Finding) -> bool:
    """Whether a fix can be written to the file: not if the finding has a place and its fix has none, then a person must apply it."""
    return fix.location is not None or finding.location is None


def fixable(result: Result) -> str:
    """How much ``--fix`` could do, or an empty string."""
    fixes = [fix for finding in result.findings for fix in finding.fixes if can_be_written(fix, finding)]
    safe = sum(fix.safe for fix in fixes)
    unsafe = len(fixes) - safe
    if safe and unsafe:
        return f"{safe} fixable with --fix, {unsafe} more with --unsafe-fixes"
    if safe:
        return f"{safe} fixable with --fix"
    return f"{unsafe} fixable with --unsafe-fixes" if unsafe else ""
