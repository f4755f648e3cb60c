"""The run over files: read them, find the messages, check each, and sort the results. Writes only its cache."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.coverage import Unread
from smslint.errors import SourceError
from smslint.project import covering
from smslint.project.checker import Checker
from smslint.project.files import SIDECAR
from smslint.project.missing_files import reads_none
from smslint.project.ordering import once, place_of
from smslint.project.outcome import Outcome, Reviewed, gathered
from smslint.project.project import make_project
from smslint.project.reading import Reading, bytes_of, read_target
from smslint.project.reviewing import review
from smslint.project.unreadable import unread
from smslint.records import dataclass, field
from smslint.result import MessageResult, Result
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.cache import Cache, FileState
    from smslint.project.config import Config
    from smslint.project.files import Stray, Target
    from smslint.project.project import Project
    from smslint.project.sidecar import Sidecar
    from smslint.rules.rule import Rule


MANY: Final = 256
"""With at least this many files, the run considers using several processors."""


@dataclass(eq=False, repr=False)
class Runner:
    """Checks targets. Rules and prices of a configuration are loaded once."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    """Rules that run besides those that are selected."""
    cache: Cache | None = None
    parallel: bool = True
    """Whether to use several processors if that is faster."""
    jobs: int | None = None
    """How many processes to use at most; ``None`` for as many as there are processors, and at most eight."""
    stamping: bool = False
    """Whether to return the state of each file when it was read, for a cache in another process."""
    whole: tuple[Config, ...] = ()
    """The configurations whose files are all among the targets: their entries without a match are findings."""
    strays: tuple[Stray, ...] = ()
    """The settings files that nothing reads."""
    closed: tuple[str, ...] = ()
    """The folders that could not be opened."""
    named: frozenset[str] = frozenset()
    """The files, as reports show them, in each of which a message is expected: the coverage says where there is none."""
    may_be_empty: bool = False
    """Whether an entry of a configuration may read nothing; otherwise the coverage says so."""
    names_plan: bool = True
    """Whether the result includes the version of the numbering plan: reading it takes a few milliseconds."""
    telling: bool = False
    """Whether outcomes have what two states are compared by; the cache does not have it."""
    look: Callable[[Project, Reviewed], None] | None = None
    """Is given each message with all details as it is checked; then nothing is from the cache or from another process."""
    useless: Callable[[Path, Config], str] = reads_none
    """Why a suppression list protects nobody."""
    _checkers: dict[Config, Checker] = field(default_factory=dict)

    def run(self, targets: Iterable[Target], seen: Callable[[], None] | None = None) -> Result:
        """The result of all targets, sorted by path and place.

        :param seen: called after each file, for a progress bar.
        """
        found: list[tuple[Target, Outcome]] = []
        for target, outcome in self.outcomes(targets):
            found.append((target, outcome._replace(edits=()) if outcome.edits else outcome))
            if seen is not None:
                seen()
        return self.result(found)

    def result(self, found: list[tuple[Target, Outcome]]) -> Result:
        """The result of files that were checked: each target with its outcome."""
        messages: list[MessageResult] = []
        findings: list[Finding] = []
        for _, outcome in found:
            messages += outcome.messages
            findings += outcome.findings
        if len(messages) > 1 or any(each is not None for _, outcome in found for each in outcome.wordings):
            from smslint.project import translations

            findings += translations.compare(found, self)
        costs: tuple[str, ...] = ()
        if any(message.cost for message in messages):
            from smslint.project import card_age
            from smslint.rules.doubts import doubts

            prices = list(card_age.look(found, self))
            findings += prices
            costs = tuple(doubts(prices))
        if self.whole:
            from smslint.project.idle_settings import idle_settings

            for config in self.whole:
                findings += idle_settings(self, config, found)
        findings.sort(key=place_of)
        shared = {name for _, outcome in found for name in outcome.parts_of or ()}
        findings = list(once(findings, shared))
        messages.sort(key=lambda each: (each.path or "", each.line, each.column))
        return Result(
            len(found),
            tuple(messages),
            tuple(findings),
            __version__,
            _plan_version() if self.names_plan else "",
            sum(outcome.suppressed for _, outcome in found),
            covering.coverage(
                found,
                self.named,
                (
                    *[Unread(each, 1, "This folder cannot be opened.") for each in self.closed],
                    *self._idle_entries(found),
                ),
                costs,
            ),
        )

    def _idle_entries(self, found: list[tuple[Target, Outcome]]) -> list[Unread]:
        if self.may_be_empty or not self.whole:
            return []
        from smslint.project import entries

        return [
            each
            for config in self.whole
            for each in entries.idle_entries(config, [one for one in found if one[0].config is config])
        ]

    def outcomes(self, targets: Iterable[Target]) -> Iterable[tuple[Target, Outcome]]:
        """Each target with its outcome."""
        waiting = []
        for target in targets:
            known = self.cache.fresh(target) if self.cache is not None and self.look is None else None
            if known is not None:
                yield target, known
            else:
                waiting.append(target)
        if self.parallel and self.look is None and self.jobs != 1 and len(waiting) >= MANY and self._many(waiting):
            from smslint.project import workers

            for number, outcome, stamp in workers.checked(self, waiting):
                self._keep(waiting[number], outcome, stamp)
                yield waiting[number], outcome
            return
        for target in waiting:
            yield target, self.file(target)

    def configs(self) -> tuple[Config, ...]:
        """The configurations so far."""
        return tuple(self._checkers)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, of all configurations so far."""
        projects = (checker.project for checker in self._checkers.values())
        return tuple({rule.code: rule for project in projects for rule in project.rules}.values())

    def file(self, target: Target) -> Outcome:
        """The outcome of one file; a file that cannot be read is a finding."""
        outcome, stamp = self.checked(target)
        self._keep(target, outcome, stamp)
        return outcome

    def checked(self, target: Target) -> tuple[Outcome, FileState | None]:
        """The outcome of one file, and its state when it was read."""
        try:
            status = target.path.stat()
            data = bytes_of(target, status)
        except (SourceError, OSError) as error:
            problem = (
                error if isinstance(error, SourceError) else SourceError(f"This file cannot be read: {error.strerror}.")
            )
            return gathered((unread(target, "", problem, self.project(target.config).rules),)), None
        now = None
        if self.stamping or self.cache is not None:
            from smslint.project.cache import stamp

            now = stamp(data, status)
            if self.cache is not None and self.look is None and (known := self.cache.same(target, now)) is not None:
                return known, None
        return self.text(target, data, sidecar_text(target)), now

    def _many(self, waiting: list[Target]) -> bool:
        from smslint.project import workers

        return workers.pays(len(waiting))

    def _keep(self, target: Target, outcome: Outcome, stamp: FileState | None) -> None:
        unable = any(f"{covering.ITSELF}=" in pattern for pattern, _ in outcome.parts.unasked)  # it may run next time
        if self.cache is not None and stamp is not None and not unable:
            self.cache.keep(target, stamp, outcome)

    def text(self, target: Target, data: bytes, text: str | None = None) -> Outcome:
        """The outcome of the bytes of a target, which may not be on disk (standard input).

        :param text: the text of its sidecar.
        """
        records = self.reading(target, read_target(target, data), self._sidecar(target, text))
        look = None if self.look is None else partial(self.look, self.project(target.config))
        return gathered(records, telling=self.telling, look=look)

    def _sidecar(self, target: Target, text: str | None) -> Sidecar | None:
        if text is None:
            return None
        from smslint.project import sidecar

        return sidecar.parse(text, target.shown + SIDECAR)

    def reviewed(self, target: Target) -> Iterator[Reviewed]:
        """Each message of one file on disk with all details: the message and its findings.

        A file that cannot be read is one record without a message.
        """
        yield from self.placed(target)[1]

    def placed(self, target: Target) -> tuple[Reading, Iterable[Reviewed]]:
        """One file as it was read, and the records of :meth:`reviewed`."""
        try:
            reading = self.read(target)
        except SourceError as error:
            return Reading(error=error), (unread(target, "", error, self.project(target.config).rules),)
        return reading, self.reading(target, reading, self._sidecar(target, sidecar_text(target)))

    def read(self, target: Target) -> Reading:
        """The messages of a file.

        :raises SourceError: if it cannot be read.
        """
        return read_target(target, bytes_of(target))

    def reading(self, target: Target, reading: Reading, settings: Sidecar | None = None) -> Iterator[Reviewed]:
        """Each message of a file that was read, in order, then the record about the file itself.

        :param settings: its sidecar.
        :raises ConfigError: if the file's own settings are invalid.
        """
        return review(self.checker(target.config), target, reading, settings)

    def checker(self, config: Config) -> Checker:
        """The checker for the messages of a configuration; its rules and its rate card are loaded once."""
        known = self._checkers.get(config)
        if known is None:
            known = self._checkers[config] = Checker(make_project(config, self.select, self.ignore, self.extend))
        return known

    def project(self, config: Config) -> Project:
        """A configuration with its rules and its rate card."""
        return self.checker(config).project


def sidecar_text(target: Target) -> str | None:
    """The text of a target's sidecar, if it has one.

    :raises ConfigError: if it exists and cannot be read.
    """
    path = f"{target.path}{SIDECAR}"
    if not os.path.exists(path):  # noqa: PTH110 (asked for every file)
        return None
    from smslint.project import sidecar

    return sidecar.read(Path(path), target.shown + SIDECAR, target.config.root)


def _plan_version() -> str:
    from smslint.numbers.store import plan_version

    return plan_version()
