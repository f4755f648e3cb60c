"""Findings as an editor shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
from lsprotocol import types

from smslint.finding import Severity
from smslint.report.width import visible
from smslint.server.documents import uri_of
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding, Location
    from smslint.server.checks import Checked
    from smslint.server.problems import Problem

SOURCE: Final = "smslint"
_MOST_PLACES: Final = 10
_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(checked: Checked, least: Severity = Severity.INFO) -> list[types.Diagnostic]:
    """What is said about a text, in the order of its lines.

    :param least: findings that are less severe are left out.
    """
    shown = [finding for finding in checked.result.findings if finding.severity >= least]
    found = [each for finding in shown for each in _of_finding(finding, checked)]
    if least is Severity.INFO:
        found += _not_read(checked)
    return found


def span_of(finding: Finding, checked: Checked) -> Span:
    """Where a finding is in the text. One about another file (a sidecar, an included template) is where the text begins."""
    location = finding.place
    return checked.span_of(location) if location.path == checked.target.shown else Span(0, 0)


def of_problem(problem: Problem) -> types.Diagnostic:
    """An error of a configuration, at its line."""
    line = problem.line - 1
    return types.Diagnostic(
        types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
        visible(problem.what),
        severity=types.DiagnosticSeverity.Error,
        code="configuration",
        source=SOURCE,
    )


def _of_finding(finding: Finding, checked: Checked) -> Iterator[types.Diagnostic]:
    """A finding, and the other places where it is, too."""
    url = finding.source_url
    first = types.Diagnostic(
        checked.lines.range(span_of(finding, checked)),
        visible(finding.message) + (f"\n{visible(finding.help)}" if finding.help else ""),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(href=url) if url else None,
        source=SOURCE,
        related_information=list(_related(finding, checked)) or None,
    )
    yield first
    for span in _also(finding, checked):
        yield attrs.evolve(
            first, range=checked.lines.range(span), message=visible(finding.message), related_information=None
        )


def _also(finding: Finding, checked: Checked) -> list[Span]:
    """The other places of a finding, if these are few: a text in another script would be marked completely."""
    named = [label.location for label in finding.labels if not label.text]
    places = {*named, *(fix.location for fix in finding.fixes)}
    spans = {checked.span_of(each) for each in places if each is not None and each.path == checked.target.shown}
    spans = {each for each in spans if each.length} - {span_of(finding, checked)}
    return sorted(spans) if len(spans) < _MOST_PLACES else []


def _related(finding: Finding, checked: Checked) -> Iterator[types.DiagnosticRelatedInformation]:
    """The other places of a finding, and its own if that is in another file."""
    places = [(label.text, label.location) for label in finding.labels if label.text]
    if finding.place.path != checked.target.shown:
        places.insert(0, (finding.message, finding.location))
    for text, location in places:
        if location is not None and location.path is not None:
            yield types.DiagnosticRelatedInformation(_location(location, checked), visible(text))


def _location(location: Location, checked: Checked) -> types.Location:
    if location.path == checked.target.shown:
        return types.Location(checked.document.uri, checked.lines.range(checked.span_of(location)))
    assert location.path is not None
    start = types.Position(location.line - 1, location.column - 1)
    return types.Location(uri_of(checked.beside(location.path)), types.Range(start, start))


def _not_read(checked: Checked) -> Iterator[types.Diagnostic]:
    """What could not be understood, and of which therefore nothing is said."""
    said = {finding.place.line for finding in checked.result.findings}
    for line, why in dict.fromkeys(checked.outcome.parts.unread):
        if line not in said:
            start = checked.lines.position(checked.span_of_line(line).start)
            end = checked.lines.position(checked.span_of_line(line).end)
            yield types.Diagnostic(
                types.Range(start, end), f"Not known: {visible(why)}",
                severity=types.DiagnosticSeverity.Information, code="not-known", source=SOURCE,
            )  # fmt: skip
