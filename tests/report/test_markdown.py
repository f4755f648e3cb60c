"""Markdown, rendered by a real engine (CommonMark with GitHub's tables and autolinks): text stays text."""

from __future__ import annotations

import html
import re

from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from smslint.report import ReportOptions, render
from smslint.report.width import visible
from smslint.result import Result
from tests.report.strategies import RESULTS

ENGINE = MarkdownIt("gfm-like", {"linkify": False})
CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)
TAG = re.compile(r"<(/?\w+)[^>]*>")
OURS = {"p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "br"}


def _plain(cell: str) -> str:
    """What a reader sees in a cell."""
    return html.unescape(re.sub(r"<!--.*?-->|</?\w+>", "", cell))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RESULTS)
def test_findings_come_back_from_the_table(result: Result) -> None:
    page = ENGINE.render("".join(render("markdown", result, ReportOptions())))
    assert {tag.lstrip("/") for tag in TAG.findall(page)} <= OURS
    cells = CELL.findall(page)
    rows = [cells[index : index + 4] for index in range(0, 4 * len(result.findings), 4)]
    ordered = sorted(result.findings, key=lambda finding: -finding.severity)
    for finding, row in zip(ordered, rows, strict=True):
        assert _plain(row[1]) == f"{finding.code} {finding.name}"
        words = " ".join(visible(part) for part in (finding.message, finding.help) if part)
        assert _plain(row[3]).split() == words.split()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RESULTS)
def test_nothing_becomes_a_mention_a_reference_or_a_link(result: Result) -> None:
    report = "".join(render("markdown", result, ReportOptions()))
    outside_code = re.sub(r"<code>.*?</code>", "", report)
    assert re.findall(r"[@#](?=\w)", re.sub(r"&#\d+;", "", outside_code)) == []
    assert re.findall(r"\bwww\.|https?://", outside_code) == []
