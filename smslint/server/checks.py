"""The check of one open text, the same as that of ``smslint check`` on its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import SmslintError
from smslint.project import sidecar
from smslint.project.files import SIDECAR
from smslint.project.outcome import Outcome, gathered
from smslint.project.reached import reached
from smslint.project.reading import Reading, read_target
from smslint.project.run import sidecar_text
from smslint.project.unreadable import unread
from smslint.records import NamedTuple, dataclass, field
from smslint.registration.in_check import with_registered
from smslint.result import Result
from smslint.server.documents import encoding_on_disk
from smslint.server.positions import Lines
from smslint.server.problems import problem_of
from smslint.server.projects import Projects
from smslint.server.registrations import findings_of, is_registration
from smslint.span import LineIndex, Position, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsprotocol import types

    from smslint.errors import SourceError
    from smslint.finding import Location
    from smslint.project.files import Target
    from smslint.project.outcome import Reviewed
    from smslint.server.documents import Document
    from smslint.server.problems import Problem


class StaleError(Exception):
    """The text has changed since: nobody waits for this check any more."""


class Checked(NamedTuple):
    """An open text and what was found in it."""

    document: Document
    target: Target
    reading: Reading
    lines: Lines
    records: tuple[Reviewed, ...]
    outcome: Outcome
    result: Result
    shift: int
    """How many characters the editor has before the text that was read: its byte order mark."""
    problem: Problem | None = None
    """Why the registration of its project cannot be read."""

    def place(self, start: int, end: int) -> Span:
        """A span of the text that was read, in the text of the editor."""
        return Span(start + self.shift, end + self.shift)

    def span_of(self, location: Location) -> Span:
        """The place of a finding in the text of the editor."""
        index = self.reading.lines
        return self.place(
            _offset(index, location.line, location.column), _offset(index, location.end_line, location.end_column)
        )

    def span_of_line(self, line: int) -> Span:
        """A whole line, counted from 1."""
        start = _offset(self.reading.lines, line, 1)
        return self.place(start, start + (len(self.reading.lines.line(line)) if line <= len(self.reading.lines) else 0))

    def beside(self, path: str) -> Path:
        """A file as reports show it."""
        return Path(path).absolute()

    def messages(self) -> list[tuple[Span, Reviewed]]:
        """Each message with its place in the text of the editor, in order."""
        found = []
        for record in self.records:
            if record.message is not None and record.result is not None:
                at = record.message.map.to_file(Span(0, len(record.message.body)))
                found.append((self.place(*at), record))
        return sorted(found, key=lambda each: each[0])

    def message_at(self, offset: int) -> Reviewed | None:
        """The message at a place; the shortest if one is inside of another."""
        around = [
            (span.length, number, record)
            for number, (span, record) in enumerate(self.messages())
            if span.start <= offset <= span.end
        ]
        return min(around)[2] if around else None


@dataclass(eq=False, repr=False)
class Checks:
    """Checks open texts, one after the other. Only one thread may use it."""

    projects: Projects = field(default_factory=Projects)
    asked: set[str] = field(default_factory=set)
    """Files that no configuration names as messages, and that somebody asked about."""
    known: dict[str, Checked] = field(default_factory=dict)
    """The last check of each open text."""
    _encodings: dict[str, tuple[str, SourceError | None]] = field(default_factory=dict)

    def check(
        self, document: Document, units: types.PositionEncodingKind, stale: Callable[[], bool] = lambda: False
    ) -> Checked | None:
        """Check a text; ``None`` for one that is no message.

        :raises StaleError: if the text has changed in the meantime.
        :raises SmslintError: if its configuration, or a setting of its own, is invalid.
        """
        try:
            target = self.projects.target(document.path)
        except SmslintError as error:
            self.projects.follow([str(problem_of(error, document.path).path)])
            raise
        if is_registration(target) and "campaigns" in document.text:  # other tools may have a file of this name, too
            found = self.known[document.uri] = self._registration(document, target, units)
            return found
        if document.uri not in self.asked and not reached(target):
            self.close(document.uri)
            return None
        if document.uri not in self._encodings:
            self._encodings[document.uri] = encoding_on_disk(target)
        encoding, unreadable = self._encodings[document.uri]
        runner = self.projects.runner
        reading = read_target(target, document.data(encoding))
        if encoding != "utf-8" and reading.text != document.text.removeprefix(
            "\ufeff"
        ):  # its bytes are UTF-8 by chance
            reading = read_target(target, document.data())
        written = sidecar_text(target)
        settings = None if written is None else sidecar.parse(written, target.shown + SIDECAR)
        checker = runner.checker(target.config)
        checker.begin(target.path)
        records = []
        for record in runner.reading(target, reading, settings):
            records.append(record)
            if stale():
                raise StaleError
        checker.finish(target.path)
        if unreadable is not None and reading.error is None:
            records.append(unread(target, "", unreadable, checker.project.rules))
        outcome = gathered(records)
        runner.open[target.path] = reading
        self.projects.follow(str(Path(each).absolute()) for each in outcome.parts_of or ())
        result, problem = self._registered(runner.result([(target, outcome)]), target)
        shift = 1 if document.text.startswith("\ufeff") and not reading.text.startswith("\ufeff") else 0
        found = Checked(
            document, target, reading, Lines(document.text, units), tuple(records), outcome, result, shift, problem
        )
        self.known[document.uri] = found
        return found

    def _registered(self, result: Result, target: Target) -> tuple[Result, Problem | None]:
        """The result with what is said of registered messages, or why the registration cannot be read."""
        try:
            return with_registered(result, [target], self.projects.chooser, self.projects.runner), None
        except SmslintError as error:
            return result, problem_of(error, target.path)

    def _registration(self, document: Document, target: Target, units: types.PositionEncodingKind) -> Checked:
        """What ``smslint registration check`` says of the file."""
        text = document.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        found = findings_of(text, target, self.projects)
        result = Result(1, (), tuple(each for each in found if each.place.path == target.shown))
        reading = Reading(text=document.text, lines=LineIndex(document.text))
        return Checked(document, target, reading, Lines(document.text, units), (), Outcome(), result, 0)

    def open(self) -> dict[Path, Checked]:
        """The open texts that were checked, by their paths."""
        return {each.target.path: each for each in self.known.values()}

    def saved(self, uri: str) -> None:
        """The file was written: its encoding may be another one now."""
        self._encodings.pop(uri, None)
        self.projects.saved()

    def close(self, uri: str) -> None:
        """The text was closed."""
        self._encodings.pop(uri, None)
        known = self.known.pop(uri, None)
        if known is not None:
            self.projects.runner.forget(known.target.path)


def _offset(lines: LineIndex, line: int, column: int) -> int:
    """The offset of a place; the end of the text for one that is not in it."""
    return (
        lines.offset(Position(line, column))
        if line <= len(lines)
        else lines.offset(Position(len(lines), 1)) + len(lines.line(len(lines)))
    )
