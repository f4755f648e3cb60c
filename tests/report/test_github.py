"""GitHub annotations, read back by the documented grammar: ``::command name=value,name=value::data``."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings

from smslint.finding import Severity
from smslint.report import ReportOptions, render
from smslint.report.locations import path_of
from smslint.report.width import visible
from smslint.result import Result
from tests.report.strategies import RESULTS

COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>[^\r\n]*?)::(?P<data>[^\r\n]*)")
ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def _unescape(value: str) -> str:
    """As actions/runner does; ``%25`` last, so that an escaped percent sign does not begin another escape."""
    return re.sub("|".join(ESCAPES), lambda match: ESCAPES[match[0]], value)


def _parse(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match is not None
    pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
    return match["command"], {name: _unescape(value) for name, value in pairs}, _unescape(match["data"])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RESULTS)
def test_every_finding_is_one_command_that_reads_back(result: Result) -> None:
    options = ReportOptions()
    lines = "".join(render("github", result, options)).split("\n")[:-1]
    assert len(lines) == len(result.findings)
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    for finding, line in zip(result.findings, lines, strict=True):
        command, properties, data = _parse(line)
        location = finding.place
        assert command == commands[finding.severity]
        assert properties["title"] == f"{finding.code} {finding.name}"
        assert visible(finding.message) in data
        assert ("file" in properties) == (location.path is not None)
        if (path := path_of(location.path, options)) is not None:
            assert properties["file"] == visible(path)
            assert int(properties["line"]) == location.line <= int(properties["endLine"])
            if location.end_line == location.line:
                assert int(properties["col"]) == location.column <= int(properties["endColumn"])
            else:
                assert "col" not in properties
