"""``--format azure``: logging commands, which Azure Pipelines shows as the errors and warnings of a run.

Grammar: ``##vso[task.logissue type=…;sourcepath=…;linenumber=…;columnnumber=…;code=…;]text``. In the text and in values ``%`` is written
``%AZP25``, CR ``%0D``, LF ``%0A``; in values ``;`` is ``%3B`` and ``]`` ``%5D`` ("Logging commands"; azure-pipelines-task-lib
``taskcommand.ts``). There are only errors and warnings, so what is for information is a warning that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report.locations import path_of
from smslint.report.phrases import coverage
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result

_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_VALUE = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"})


def render(result: Result, options: ReportOptions) -> str:
    """One logging command for each finding, and a plain line for each thing that is not known."""
    lines = [_command(finding, options) for finding in result.findings]
    lines += [f"smslint: {line}" for line in coverage(result)]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, options: ReportOptions) -> str:
    location = finding.place
    properties: dict[str, object] = {"type": "error" if finding.severity is Severity.ERROR else "warning"}
    if (path := path_of(location.path, options)) is not None:
        properties["sourcepath"] = visible(path)
        properties |= {"linenumber": location.line, "columnnumber": location.column}
    properties["code"] = finding.code
    values = "".join(f"{key}={str(value).translate(_VALUE)};" for key, value in properties.items())
    note = "(for information) " if finding.severity is Severity.INFO else ""
    return f"##vso[task.logissue {values}]{note}{visible(finding.message).translate(_DATA)}"
