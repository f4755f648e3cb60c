"""Findings put in their place: the line and column in the host file, a fingerprint, and the fix as that file writes it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.finding import Finding, Fix, Label, Location
from smslint.hashing import blake2b
from smslint.records import NamedTuple
from smslint.span import LineIndex, Span
from smslint.text.tree import Literal, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.subject import Subject
    from smslint.sources.message import Message, SourceMap


class Place(NamedTuple):
    """The host file of a message: its path as shown, its lines, its source, and what its suffix says of dialects."""

    path: str | None
    lines: LineIndex
    dialect: str | None = None
    text: str = ""
    source: str = "plain"
    inside: str | None = None
    """The path from the configuration's folder on, for the fingerprint; ``path`` depends on where the run was started."""


class Edit(NamedTuple):
    """One fix as it changes a message and as it changes the file."""

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
    """The findings of one message in their places, and the edits that could be made."""

    findings: list[Finding]
    edits: list[Edit]


def place_all(found: Iterable[Finding], subject: Subject, message: Message, place: Place, index: int) -> Placed:
    """The findings with their places in the host file, and a fingerprint that survives edits elsewhere in it."""
    placed = Placed([], [])
    fingerprints = Fingerprints()
    for finding in found:
        fix = None if finding.fix is None else place_fix(finding.fix, subject, message, place)
        if fix is not None and fix[1] is not None:
            placed.edits.append(fix[1]._replace(message=index, code=finding.code))
        placed.findings.append(
            finding._replace(
                key=message.key,
                location=locate(finding.span, message.map, place),
                fingerprint=fingerprints.next(place.inside or place.path, finding.code, message.key, message.body),
                labels=tuple(_labelled(each, message.map, place) for each in finding.labels) if finding.labels else (),
                fix=None if fix is None else fix[0],
            )
        )
    return placed


def _labelled(label: Label, source_map: SourceMap, place: Place) -> Label:
    return label._replace(location=locate(label.span, source_map, place))


def place_fix(fix: Fix, subject: Subject, message: Message, place: Place) -> tuple[Fix, Edit | None]:
    """The fix as the host file writes it. One that the file cannot carry keeps its words and loses its place."""
    span = _before_final_breaks(fix.span, message.body)
    expression = message.text is not None
    if not _literal(span, subject, expression=expression):
        return fix, None
    at = message.map.to_file(span)
    from smslint.project.escaping import written

    encoded = written(fix.replacement, place.source, place.text, message.map, span, expression=expression)
    if encoded is None:
        return fix, None
    located = fix._replace(replacement=encoded, location=locate(span, message.map, place))
    return located, Edit(0, span, fix.replacement, at, encoded, fix.safe, "")


def _before_final_breaks(span: Span, body: str) -> Span:
    """What is added at the end of a message goes before the line breaks that end it."""
    if span.length or span.start < len(body):
        return span
    end = len(body.rstrip("\r\n"))
    return Span(end, end) if end else span


def _literal(span: Span, subject: Subject, *, expression: bool) -> bool:
    """Whether a span lies in characters that every rendering holds as they stand: no fix touches anything else."""
    literals = [leaf for leaf in leaves(subject.text) if isinstance(leaf, Literal) and leaf.text and leaf.verbatim]
    if span.length:
        return any(leaf.span.start <= span.start and span.end <= leaf.span.end for leaf in literals)
    # In an expression the end of the body is code; in a template it is the end of the text.
    return any(leaf.span.start <= span.start <= leaf.span.end for leaf in literals) or (
        span.start == len(subject.body) and not expression
    )


def locate(span: Span, source_map: SourceMap, place: Place) -> Location:
    """The place of a span of the message in its file, with the text of the line."""
    inside = source_map.to_file(span)
    start, end = place.lines.position(inside.start), place.lines.position(inside.end)
    return Location(place.path, start.line, start.column, end.line, end.column, place.lines.line(start.line))


class Fingerprints:
    """Fingerprints of findings that lie together: where two would be equal, the number at the end tells them apart."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, path: str | None, code: str, key: str | None, body: str) -> str:
        """The fingerprint of one more finding: path, rule, key and words, and how many of these there were."""
        hashed = _hash(path, code, key, body)
        self._seen[hashed] = count = self._seen.get(hashed, 0) + 1
        return f"{hashed}{count:x}"


@lru_cache(maxsize=4096)
def _hash(path: str | None, code: str, key: str | None, body: str) -> str:
    """Path, rule, key and the message's words: no line numbers and no dates, so that edits elsewhere do not change it."""
    parts = (path or "", code, key or "", " ".join(body.split()))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
