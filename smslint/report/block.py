"""One finding in the text report: a header, the source with markers, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.locations import Place, on_one_line, place_of, shown_path
from smslint.report.snippet import Snippet, snippet
from smslint.report.width import visible, wrap
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.finding import Finding, Fix, Label, Location
    from smslint.report.groups import Fold
    from smslint.report.options import ReportOptions
    from smslint.report.style import Style

_MAX_PLACES = 5


class Block:
    """Draws one finding. ``explained`` contains the reasons already printed, so that each is printed once per report."""

    def __init__(self, fold: Fold, options: ReportOptions, style: Style, explained: set[tuple[str, str]]) -> None:
        self.finding, self.alike = fold
        self.options, self.style, self.explained = options, style, explained
        self.location = self.finding.place
        labels = [label for label in self.finding.labels if label.text]
        lines = [self.location.line, *(label.location.line for label in labels if label.location)]
        self.gutter = len(str(max(lines)))

    def lines(self) -> Iterator[str]:
        """The lines of the block, without line breaks."""
        yield from self._header()
        if self.location.excerpt:
            yield self._margin()
            yield from self._source()
        notes = list(self._notes())
        if notes and self.location.excerpt:
            yield self._margin()
        for name, text in notes:
            yield from self._note(name, text)

    def _header(self) -> Iterator[str]:
        finding, style = self.finding, self.style
        tag = f"{finding.severity.label}[{finding.code}]"
        first, *rest = wrap(f"{tag} {finding.name}: {visible(finding.message)}", self.options.width)
        shown = style.link(finding.source_url, tag) if self.options.links else tag
        coloured = style.severity(finding.severity, shown) + style("bold", first.removeprefix(tag))
        yield coloured if first.startswith(tag) else style("bold", first)
        for line in rest:
            yield style("bold", line)
        key = f" ({visible(finding.key)})" if finding.key else ""
        arrow = style("dim", " " * self.gutter + "-->")
        yield f"{arrow} {place_of(finding, self.options)}{key}"

    def _source(self) -> Iterator[str]:
        location, finding = self.location, self.finding
        start, end = location.column - 1, _end(location)
        line = snippet(location.excerpt, start, end, self._room())
        yield self._margin(line.text, location.line)
        more = "" if on_one_line(location) else f" … to line {location.end_line}"
        marker = line.marker(start, end, "^")
        yield self._margin(self.style.severity(finding.severity, marker + more))
        for label in finding.labels:
            if label.text:
                yield from self._label(label, line)

    def _label(self, label: Label, line: Snippet) -> Iterator[str]:
        place = label.location
        if place is None:
            return
        start, end = place.column - 1, _end(place)
        if (place.path, place.line) != (self.location.path, self.location.line) or not line.holds(start):
            if place.path != self.location.path:
                where = Place(shown_path(place.path, self.options), place.line, place.column)
                yield self.style("dim", " " * self.gutter + ":::") + f" {where}"
            line = snippet(place.excerpt, start, end, self._room())
            yield self._margin(line.text, place.line)
        marker = line.marker(start, end, "-")
        text = visible(label.text)
        lines = wrap(text, max(self._room() - len(marker) - 1, 1))
        if len(lines) == 1:
            yield self._margin(self.style("help", f"{marker} {text}"))
            return
        yield self._margin(self.style("help", marker))
        for piece in wrap(text, self._room()):
            yield self._margin(self.style("help", piece))

    def _notes(self) -> Iterator[tuple[str, str]]:
        finding = self.finding
        if finding.why and (self.options.verbose or (finding.code, finding.why) not in self.explained):
            self.explained.add((finding.code, finding.why))
            yield "why", visible(finding.why)
        if finding.help:
            yield "help", visible(finding.help)
        if finding.fix is not None:
            yield "fix", mending(finding)
        if finding.predicts:
            done = "registered" if finding.field else "sent"
            yield "expect", f"{visible(finding.predicts)}, if it is {done} as it is"
        for label in finding.labels:
            if label.location is None and label.text:
                yield "note", visible(label.text)
        if self.alike:
            yield "also", self._also()
        elif others := self._others():
            yield "also", f"at {_few(others)}"

    def _others(self) -> list[Location]:
        """The other places of the same finding, in order."""
        finding = self.finding
        found = [label.location for label in finding.labels if not label.text]
        found += [fix.location for fix in finding.fixes] if finding.more else []
        home = (self.location.line, self.location.column)
        return sorted(
            {each for each in found if each is not None and (each.line, each.column) != home},
            key=lambda each: each[1:3],
        )

    def _also(self) -> str:
        places = [other.place for other in self.alike]
        kind = "" if all(other.message == self.finding.message for other in self.alike) else f" {self.finding.code}"
        return f"and {len(places)} more{kind} in this message, at {_few(places)}"

    def _note(self, name: str, text: str) -> Iterator[str]:
        indent = " " * (self.gutter + 1)
        hang = " " * (len(name) + 2)
        first, *rest = wrap(text, max(self.options.width - len(indent) - 2 - len(hang), 20))
        yield f"{indent}{self.style('dim', '=')} {self.style('help', name)}: {first}"
        for line in rest:
            yield f"{indent}  {hang}{line}"

    def _margin(self, text: str = "", line: int | None = None) -> str:
        number = "" if line is None else str(line)
        margin = self.style("dim", f"{number:>{self.gutter}} |")
        return f"{margin} {text}" if text else margin

    def _room(self) -> int:
        return max(self.options.width - self.gutter - 3, 20)


def mending(finding: Finding) -> str:
    """What the fixes of a finding do, safe for a terminal; empty without one."""
    if finding.fix is None:
        return ""
    return _fixes(finding.fixes, finding.place) if finding.more else _fix(finding.fix, finding.place)


def _few(places: Sequence[Location]) -> str:
    shown = ", ".join(f"{place.line}:{place.column}" for place in places[:_MAX_PLACES])
    return f"{shown}, and {len(places) - _MAX_PLACES} more" if len(places) > _MAX_PLACES else shown


def _fixes(fixes: Sequence[Fix], home: Location) -> str:
    """What several fixes of one finding do."""
    apart = [fix for fix in fixes if fix.location is not None or home.path is None]
    safe = sum(fix.safe for fix in apart)
    parts = [f"{safe} safe, --fix"] if safe else []
    if len(apart) > safe:
        parts.append(f"{len(apart) - safe} to review before applying, --unsafe-fixes")
    if len(fixes) > len(apart):
        parts.append(f"{len(fixes) - len(apart)} by hand")
    return f"replace {plural(len(fixes), 'character')} ({'; '.join(parts)})"


def _end(location: Location) -> int:
    return location.end_column - 1 if on_one_line(location) else len(location.excerpt)


def _fix(fix: Fix, home: Location) -> str:
    flag = "safe, --fix" if fix.safe else "review before applying, --unsafe-fixes"
    place = fix.location
    if place is None and home.path is not None:
        flag = "by hand"
    old = None
    if place is not None and on_one_line(place):
        excerpt = place.excerpt or (home.excerpt if (place.path, place.line) == (home.path, home.line) else "")
        old = excerpt[place.column - 1 : place.end_column - 1]
    new = visible(fix.replacement)
    if not new:
        what = f'remove "{visible(old)}"' if old else "remove it"
    elif old:
        what = f'replace "{visible(old)}" with "{new}"'
    elif fix.span.length == 0:
        what = f'insert "{new}"'
    else:
        what = f'replace it with "{new}"'
    return f"{what} ({flag})"
