"""``--format markdown``: tables for a comment on a pull request or for a job summary (GitHub and GitLab)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report.locations import place_of, shown_path
from smslint.report.markup import code, text_of
from smslint.report.phrases import cost, coverage, encodings, fixable, segments, summary
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.report.options import ReportOptions
    from smslint.result import MessageResult, Result

_MARKS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.INFO: "ℹ️ info"}
_MAX_ROWS = 100  # a comment can have at most 65,536 characters


def render(result: Result, options: ReportOptions) -> str:
    """A line with the counts, what is not known, then the findings, then the messages in a collapsed section."""
    lines = [f"**smslint**: {text_of(summary(result))}"]
    lines += [f"\n{text_of(line)}" for line in coverage(result)]
    if hint := fixable(result):
        lines.append(f"\n{text_of(hint)}")
    if result.findings:
        lines += ["", *_findings(result, options)]
    if result.messages and (result.findings or options.verbose):
        lines += ["", *_messages(result.messages, options)]
    return "\n".join([*lines, ""])


def _findings(result: Result, options: ReportOptions) -> Iterator[str]:
    shown = result.findings if options.verbose else result.findings[:_MAX_ROWS]
    yield "| | Rule | Where | What |"
    yield "| --- | --- | --- | --- |"
    # The worst first: some people read only one line of a comment. The sort is stable, so places stay in order.
    for finding in sorted(shown, key=lambda finding: -finding.severity):
        where = code(str(place_of(finding, options)))
        what = " ".join(text_of(part) for part in (finding.message, finding.help) if part)
        yield f"| {_MARKS[finding.severity]} | {text_of(finding.code)} {text_of(finding.name)} | {where} | {what} |"
    if len(shown) < len(result.findings):
        yield f"\nand {plural(len(result.findings) - len(shown), 'more finding')}"


def _messages(messages: Sequence[MessageResult], options: ReportOptions) -> Iterator[str]:
    shown = messages if options.verbose else messages[:_MAX_ROWS]
    yield f"<details><summary>Segments and cost of {plural(len(messages), 'message')}</summary>"
    yield ""
    yield "| Message | Encoding | Segments | Cost |"
    yield "| --- | --- | --- | --- |"
    for message in shown:
        key = f" {message.key}" if message.key else ""
        where = code(f"{shown_path(message.path, options)}:{message.line}{key}")
        prices = "<br>".join(f"{text_of(cost(price))}, as of {text_of(price.as_of)}" for price in message.cost)
        yield f"| {where} | {encodings(message)} | {text_of(segments(message))} | {prices or 'unknown'} |"
    if len(shown) < len(messages):
        yield f"\nand {plural(len(messages) - len(shown), 'more message')}"
    yield ""
    yield "</details>"
