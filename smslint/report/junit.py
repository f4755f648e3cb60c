"""``--format junit``: each file is a test suite and each message a test case. A case fails if a finding reaches the fail level.

Less severe findings are listed in the output of the suite. There is no official schema; the document is valid under the
strictest one in use, for Ant's reports (windyroad JUnit-Schema): a test case has at most one ``failure``, and a suite has a
host and a time. What is not known is the output of a last suite without cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from smslint.report.groups import by_message
from smslint.report.locations import place_of, shown_path
from smslint.report.phrases import coverage, encodings, segments
from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.finding import Finding
    from smslint.report.options import ReportOptions
    from smslint.result import Result

# The schema requires a time, and equal runs must give equal reports.
_TIMESTAMP = "1970-01-01T00:00:00"


class _Case:
    """One test case: a message, or a file that could not be read."""

    def __init__(self, name: str, about: str, findings: Sequence[Finding], options: ReportOptions) -> None:
        self.name, self.about, self.options = name, about, options
        self.failures = [finding for finding in findings if finding.severity >= options.fail_level]
        self.others = [finding for finding in findings if finding.severity < options.fail_level]

    def lines(self, suite: str) -> Iterator[str]:
        head = f'    <testcase classname={_attribute(suite)} name={_attribute(self.name)} time="0"'
        if not self.failures:
            yield f"{head}/>"
            return
        first, *rest = self.failures
        message = f"{first.code} {first.message}" + (f" (and {len(rest)} more)" if rest else "")
        body = "\n".join(map(self._shown, self.failures))
        yield f"{head}>"
        yield f"      <failure message={_attribute(message)} type={_attribute(first.code)}>{_text(body)}</failure>"
        yield "    </testcase>"

    def output(self) -> Iterator[str]:
        """What to report although it does not fail: encoding, segments, less severe findings."""
        if self.about:
            yield f"{visible(self.name)}: {self.about}"
        yield from map(self._shown, self.others)

    def _shown(self, finding: Finding) -> str:
        parts = [f"{finding.severity.label}[{finding.code}] {finding.message}", finding.why, finding.help]
        words = "\n  ".join(visible(part) for part in parts if part)
        return f"{place_of(finding, self.options)}: {words}"


def render(result: Result, options: ReportOptions) -> str:
    """One XML document."""
    suites = _suites(result, options)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for number, (name, cases) in enumerate(suites.items()):
        lines.extend(_suite(number, name, cases))
    unknown = list(coverage(result))
    if unknown:
        lines.extend(_suite(len(suites), "coverage", (), unknown))
    return "\n".join([*lines, "</testsuites>", ""])


def _suites(result: Result, options: ReportOptions) -> dict[str, list[_Case]]:
    suites: dict[str, list[_Case]] = {}
    messages, homeless = by_message(result)
    for message, findings in messages:
        about = f"encoding {encodings(message)}, segments {segments(message)}"
        name = message.key or f"line {message.line}"
        suites.setdefault(shown_path(message.path, options), []).append(_Case(name, about, findings, options))
    by_path: dict[str | None, list[Finding]] = {}
    for finding in homeless:
        by_path.setdefault(finding.place.path, []).append(finding)
    for path, findings in by_path.items():
        suites.setdefault(shown_path(path, options), []).append(_Case("file", "", findings, options))
    return suites


def _suite(number: int, name: str, cases: Sequence[_Case], more: Sequence[str] = ()) -> Iterator[str]:
    failures = sum(bool(case.failures) for case in cases)
    yield (
        f'  <testsuite id="{number}" package="smslint" name={_attribute(name if name.strip() else repr(name))} timestamp="{_TIMESTAMP}" '
        f'hostname="localhost" tests="{len(cases)}" failures="{failures}" errors="0" time="0">'
    )
    yield "    <properties/>"
    for case in cases:
        yield from case.lines(name)
    output = "\n".join((*(line for case in cases for line in case.output()), *more))
    yield f"    <system-out>{_text(output)}</system-out>"
    yield "    <system-err/>"
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))


def _text(text: str) -> str:
    return escape("\n".join(map(visible, text.split("\n"))))
