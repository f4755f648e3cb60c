"""The messages of a project, read once for everything that they are held against, and what of the files was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.coverage import Coverage
from smslint.project.covering import coverage
from smslint.project.outcome import gathered
from smslint.project.placing import Place
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.project.files import Target
    from smslint.project.outcome import Outcome, Reviewed
    from smslint.project.project import Project
    from smslint.project.run import Runner
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


class Read(NamedTuple):
    """A message of the project that was understood."""

    target: Target
    project: Project
    number: int
    """Its number in the file."""
    message: Message
    subject: Subject
    result: MessageResult
    reviewed: Reviewed
    place: Place


class Messages:
    """The messages of some files."""

    def __init__(
        self,
        targets: Iterable[Target],
        runner: Runner,
        wanted: Callable[[Target], object] | None = None,
        look: Callable[[Project, Reviewed], None] | None = None,
    ) -> None:
        """The messages of files.

        :param wanted: which files are read; all by default.
        :param look: looks at each record when it was made.
        """
        self._targets, self._runner, self._wanted, self._look = targets, runner, wanted, look
        self._outcomes: list[tuple[Target, Outcome]] = []

    def __iter__(self) -> Iterator[Read]:
        """Read the files, and give each message that was understood."""
        self._outcomes = []
        for target in self._targets:
            if self._wanted is not None and not self._wanted(target):
                continue
            reading, records = self._runner.placed(target)
            project, kept = self._runner.project(target.config), []
            for index, each in enumerate(records):
                kept.append(each)
                if self._look is not None:
                    self._look(project, each)
                subject, message = each.subject, each.message
                if subject is None or message is None or each.result is None or subject.error is not None:
                    continue
                _, _, source, dialect = reading.found[index]
                place = Place(
                    target.shown, reading.lines, dialect, reading.text, source, target.path, target.inside or None
                )
                yield Read(target, project, index, message, subject, each.result, each, place)
            self._outcomes.append((target, gathered(kept)._replace(findings=(), edits=(), wordings=())))

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self._outcomes)

    @property
    def coverage(self) -> Coverage:
        """What of the files was not understood, so that it was held against nothing, and which dialects are guesses."""
        found = coverage(self._outcomes)
        return Coverage(found.files, found.messages, found.unread, found.guessed)
