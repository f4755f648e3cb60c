"""Place findings: the line and column in the host file, a fingerprint, and the fix as that file writes it."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.finding import Finding, Fix, Label, Location
from smslint.hashing import blake2b
from smslint.records import NamedTuple
from smslint.span import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message, SourceMap


class Place(NamedTuple):
    """The host file of a message: its path as shown, its lines, its source, and the dialect that its suffix implies."""

    path: str | None
    lines: LineIndex
    dialect: str | None = None
    text: str = ""
    source: str = "plain"
    file: Path | None = None
    """The file itself, for what its template includes; ``None`` where there is none."""
    inside: str | None = None
    """The path relative to the configuration's folder, for the fingerprint; ``path`` depends on the working folder."""


class Edit(NamedTuple):
    """One fix, as a change of the message and of the file."""

    message: int
    """The index of the message in its file."""
    span: Span
    replacement: str
    at: Span
    """The place in the file."""
    written: str
    """The replacement as the file writes it."""
    safe: bool
    code: str


class Placed(NamedTuple):
    """The placed findings of one message, and the possible edits."""

    findings: list[Finding]
    edits: list[Edit]


def place_all(
    found: Iterable[Finding], subject: Subject, message: Message, place: Place, index: int, unfixable: frozenset[str]
) -> Placed:
    """The findings with their places in the host file, and a fingerprint that survives edits elsewhere in it.

    :param unfixable: the codes of rules whose fixes have no place: people write them.
    """
    placed = Placed([], [])
    fingerprints = Fingerprints()
    found = list(found)
    literals = _literals(subject) if any(finding.fixes for finding in found) else []
    for finding in found:
        fixes: list[tuple[Fix, Edit | None]] = [
            (each, None) if finding.code in unfixable else place_fix(each, subject, message, place, literals)
            for each in finding.fixes
        ]
        placed.edits.extend(edit._replace(message=index, code=finding.code) for _, edit in fixes if edit is not None)
        placed.findings.append(
            finding._replace(
                key=message.key,
                location=locate(finding.span, subject, message.map, place),
                fingerprint=fingerprints.next(place.inside or place.path, finding.code, message.key, message.body),
                labels=tuple(_labelled(each, subject, message.map, place) for each in finding.labels)
                if finding.labels
                else (),
                fix=fixes[0][0] if fixes else None,
                more=tuple(each for each, _ in fixes[1:]),
            )
        )
    return placed


def _labelled(label: Label, subject: Subject, source_map: SourceMap, place: Place) -> Label:
    return label._replace(location=locate(label.span, subject, source_map, place))


def place_at(finding: Finding, message: MessageResult, inside: str) -> Finding:
    """A finding about a message as a whole, at its beginning.

    :param inside: the path of the file below the configuration.
    """
    at = Location(message.path, message.line, message.column, message.line, message.column)
    fingerprint = Fingerprints().next(inside, finding.code, message.key, finding.message)
    return finding._replace(key=message.key, location=at, fingerprint=fingerprint)


def place_fix(
    fix: Fix, subject: Subject, message: Message, place: Place, literals: Sequence[Span]
) -> tuple[Fix, Edit | None]:
    """The fix as the host file writes it. If the file cannot represent it, it keeps its text but has no place.

    :param literals: where the message has characters that are the same in every rendering, in order.
    """
    span = _before_final_breaks(fix.span, subject.body)
    expression = message.text is not None
    # In an expression the end of the body is code; in a template it is the end of the text.
    at_end = not span.length and span.start == len(subject.body) and not expression
    if not at_end and not _is_in(span, literals):
        return fix, None
    written_at = span
    if subject.parts is not None:
        part, span = subject.parts.origin(span)
        if part or not subject.parts.whole(written_at):
            return fix, None  # it would change a file that other messages share
    at = message.map.to_file(span)
    from smslint.project.escaping import written

    encoded = written(fix.replacement, place.source, place.text, message.map, span, expression=expression)
    if encoded is None:
        return fix, None
    located = fix._replace(replacement=encoded, location=locate(written_at, subject, message.map, place))
    return located, Edit(0, span, fix.replacement, at, encoded, fix.safe, "")


def _before_final_breaks(span: Span, body: str) -> Span:
    """Text added at the end of a message goes before its final line breaks."""
    if span.length or span.start < len(body):
        return span
    end = len(body.rstrip("\r\n"))
    return Span(end, end) if end else span


def _literals(subject: Subject) -> list[Span]:
    """Where a message has characters that are the same in every rendering: fixes change nothing else. No two of these places overlap."""
    return sorted(literal.span for literal in subject.literals if literal.verbatim)


def _is_in(span: Span, literals: Sequence[Span]) -> bool:
    """Whether a span lies in one of these places, or, if it is empty, at its start or end."""
    behind = bisect_right(literals, span.start, key=lambda each: each.start)
    return any(span.end <= each.end for each in literals[max(0, behind - 1) : behind])


def locate(span: Span, subject: Subject, source_map: SourceMap, place: Place) -> Location:
    """The place of a span of the message in its file, or in the file of the part that it lies in, with the text of the line."""
    if subject.parts is not None:
        number, span = subject.parts.origin(span)
        if number:
            part = subject.parts.parts[number]
            return _location(part.name, _lines(part.source), span)
    return _location(place.path, place.lines, source_map.to_file(span))


@lru_cache(maxsize=8)  # all findings of a message may be in one part
def _lines(source: str) -> LineIndex:
    return LineIndex(source)


def _location(path: str | None, lines: LineIndex, span: Span) -> Location:
    start, end = lines.position(span.start), lines.position(span.end)
    return Location(path, start.line, start.column, end.line, end.column, lines.line(start.line))


class Fingerprints:
    """Fingerprints of a file's findings: if two would be equal, a number at the end distinguishes them."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, path: str | None, code: str, key: str | None, body: str) -> str:
        """The fingerprint of the next finding: path, rule, key and text, and a counter of equal ones."""
        hashed = _hash(path, code, key, body)
        self._seen[hashed] = count = self._seen.get(hashed, 0) + 1
        return f"{hashed}{count:x}"


@lru_cache(maxsize=4096)
def _hash(path: str | None, code: str, key: str | None, body: str) -> str:
    """A hash of path, rule, key and the message's text, without line numbers and dates: edits elsewhere do not change it."""
    parts = (path or "", code, key or "", " ".join(body.split()))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def with_fingerprints(findings: Iterable[Finding], path: str) -> Iterator[Finding]:
    """Findings about a file itself, with fingerprints of their path, code and message."""
    fingerprints = Fingerprints()
    for finding in findings:
        yield finding._replace(fingerprint=fingerprints.next(path, finding.code, None, finding.message))
