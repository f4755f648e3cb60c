"""A finding on a page: its place, the text it is about, why, its source, and what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.page.markup import Content, Markup, join, link, tag, text
from smslint.report.block import mending
from smslint.report.locations import on_one_line, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding, Location
    from smslint.report.options import ReportOptions

SIGNS: Final = {Severity.ERROR: "✖ error", Severity.WARNING: "▲ warning", Severity.INFO: "● info"}
"""A severity in shape and in words."""
_AROUND: Final = 60
"""The characters of a line that are shown on each side of what a finding is about."""


def block(finding: Finding, options: ReportOptions) -> Markup:
    """One finding."""
    severity = finding.severity.label
    name = link(tag("code", finding.code), finding.source_url)
    head = (
        tag("span", SIGNS[finding.severity], class_="tag"),
        " ",
        name,
        f" {finding.name}: ",
        tag("strong", finding.message),
    )
    return tag("div", tag("p", *head, class_="head"), *_lines(finding, options), class_=f"finding {severity}")


def _lines(finding: Finding, options: ReportOptions) -> Iterator[Markup]:
    place = finding.place
    if finding.location is not None:
        where = tag("span", str(place_of(finding, options)), class_="quiet")
        yield tag("p", where, *((" ", excerpt(place)) if place.excerpt else ()))
    sources = [] if not finding.source_url else [" (", link("source", finding.source_url), ")"]
    if finding.why:
        yield _said("Why", finding.why, *sources)
    if finding.sources_differ:
        yield _said("Sources differ", finding.sources_differ)
    if finding.help:
        yield _said("What to do", finding.help)
    if words := mending(finding):
        yield _said("Fix", words)
    if finding.predicts:
        done = "registered" if finding.field else "sent"
        yield _said("Expect", f"{finding.predicts}, if it is {done} as it is")
    for label in finding.labels:
        if label.text:
            yield _said("Note", label.text)


def _said(what: str, words: str, *more: Content) -> Markup:
    return tag("p", tag("strong", f"{what}: "), words, *more)


def excerpt(place: Location) -> Markup:
    """The line that a finding is about, with the part of it marked; of a long line what is near."""
    line = place.excerpt
    start = min(max(place.column - 1, 0), len(line))
    end = max(min(place.end_column - 1, len(line)), start) if on_one_line(place) else len(line)
    end = min(end, start + 2 * _AROUND)
    left, right = max(start - _AROUND, 0), end + _AROUND
    left += len(line[left:start]) - len(line[left:start].lstrip())
    parts: list[Content] = [Markup("…") if line[:left].strip() else "", text(line[left:start])]
    parts += [
        tag("mark", line[start:end] or "‸", class_="here"),
        text(line[end:right]),
        Markup("…") if right < len(line) else "",
    ]
    return tag("code", join(parts), class_="excerpt")
