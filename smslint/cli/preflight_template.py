"""The template of a preflight: one message out of a file, as the project's settings say, with what the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from smslint.errors import ConfigError
from smslint.project.files import Chooser
from smslint.project.run import Runner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.config import Config, Entry
    from smslint.project.message import Checker, Place
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


@dataclass(frozen=True, slots=True)
class Template:
    """One message, ready to be filled."""

    path: str
    key: str | None
    subject: Subject
    findings: tuple[Finding, ...]
    card: RateCard | None


@dataclass
class _Taker(Runner):
    """A run that keeps the messages it passes."""

    taken: list[Template] = field(default_factory=list)

    def message(
        self, checker: Checker, message: Message, place: Place, entry: Entry | None
    ) -> tuple[MessageResult, list[Finding]]:
        result, findings = super().message(checker, message, place, entry)
        subject = checker.subject(message, place, checker.settings(message, place, entry))
        self.taken.append(Template(place.path or "", message.key, subject, tuple(findings), checker.card))
        return result, findings


def load(path: Path, key: str | None, settings: dict[str, Any], config: Config | None, *, isolated: bool) -> Template:
    """The message of a file; ``key`` chooses where the file holds several.

    :param settings: what the command line says about it (``dialect``, ``kind``).
    :raises ConfigError: where there is no such message, naming those there are.
    :raises TemplateError: where it does not parse.
    """
    chooser = Chooser(config, isolated=isolated)
    if path.is_dir():
        raise ConfigError(f"{path}: this is a folder; a preflight takes one template")
    runner = _Taker()
    unread: list[Finding] = []
    for target in chooser.targets((path,)):
        entries = target.entries or (_entry(),)
        overridden = replace(target, entries=tuple(replace(e, settings={**e.settings, **settings}) for e in entries))
        for result, findings in runner.file(overridden):
            unread += findings if result is None else []
    if unread:
        raise ConfigError(f"{path}: {unread[0].message}")
    found = _chosen(path, key, runner.taken)
    if found.subject.error is not None:
        raise found.subject.error
    return found


def fixed_body(body: str, findings: Iterable[Finding]) -> str:
    """A message with its safe fixes applied; of two that overlap, the first."""
    end, pieces = 0, []
    fixes = sorted({each.fix.span: each.fix for each in findings if each.fix is not None and each.fix.safe}.items())
    for span, fix in fixes:
        if span.start >= end:
            pieces += [body[end : span.start], fix.replacement]
            end = span.end
    return "".join([*pieces, body[end:]])


def _entry() -> Entry:
    from smslint.project.config import Entry

    return Entry((), {})


def _chosen(path: Path, key: str | None, taken: list[Template]) -> Template:
    if key is not None:
        matching = [
            each for each in taken if each.key is not None and (each.key == key or each.key.endswith(f".{key}"))
        ]
        if len(matching) == 1:
            return matching[0]
    elif len(taken) == 1:
        return taken[0]
    if not taken:
        raise ConfigError(f"{path}: there is no message in this file")
    keys = ", ".join(str(each.key) for each in taken[:10] if each.key) + (", ..." if len(taken) > 10 else "")
    wrong = (
        f"--key {key!r} is not one of its messages" if key else f"it holds {len(taken)} messages; choose one with --key"
    )
    raise ConfigError(f"{path}: {wrong}: {keys}")
