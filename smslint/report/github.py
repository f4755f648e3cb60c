"""``--format github``: workflow commands, which GitHub Actions shows as annotations on the lines of a pull request.

Grammar: ``::error file=…,line=…::text``. In the text ``%``, CR and LF are percent-encoded, and in property values ``:`` and
``,`` too ("Workflow commands for GitHub Actions"; actions/toolkit ``command.ts``). GitHub shows at most ten annotations of
each severity per step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report.locations import on_one_line, path_of
from smslint.report.phrases import coverage
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(result: Result, options: ReportOptions) -> str:
    """One workflow command for each finding, and a notice for each line of what is not known."""
    commands = [_command(finding, options) for finding in result.findings]
    commands += [f"::notice title=smslint::{line.translate(_DATA)}" for line in coverage(result)]
    return "".join(f"{command}\n" for command in commands)


def _command(finding: Finding, options: ReportOptions) -> str:
    location = finding.place
    properties: dict[str, object] = {}
    if (path := path_of(location.path, options)) is not None:
        properties["file"] = visible(path)
        properties |= {"line": location.line, "endLine": location.end_line}
        if on_one_line(location):
            # GitHub accepts columns only within one line, and the end column is inclusive.
            properties |= {"col": location.column, "endColumn": max(location.column, location.end_column - 1)}
    properties["title"] = f"{finding.code} {visible(finding.name)}"
    parts = [finding.message, finding.why, finding.help, finding.predicts and f"Expect {finding.predicts}."]
    return command(_COMMANDS[finding.severity], "\n".join(visible(part) for part in parts if part), **properties)


def command(name: str, text: str, **properties: object) -> str:
    """A workflow command.

    :param text: for people, already visible; may have line breaks.
    """
    head = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {head}::{text.translate(_DATA)}"
