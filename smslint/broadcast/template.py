"""The template of a preflight: one message of a file, with the project's settings and its findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.calling import called
from smslint.errors import ConfigError, TemplateError
from smslint.finding import Fix, Severity
from smslint.project.config import Config, Entry
from smslint.project.covering import coverage
from smslint.project.files import Chooser
from smslint.project.layers import SENT_BY, Layer
from smslint.project.message_settings import check_settings
from smslint.project.outcome import gathered
from smslint.project.reading import read_target
from smslint.project.run import Runner
from smslint.sealed import sealed
from smslint.settings import Named, Node
from smslint.text.edits import apply_fixes
from smslint.text.values import ValueTable
from smslint.vocabulary import SENDS_LISTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from smslint.broadcast.options import Options
    from smslint.coverage import Coverage
    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.project.outcome import Reviewed
    from smslint.project.placing import Edit
    from smslint.project.project import Project
    from smslint.recipients.hours import Hours
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_LISTS = {".csv", ".tsv", ".jsonl"}
"""Suffixes that a recipient list is more likely to have than a template."""
_UNREAD = frozenset({"SRC001", "SRC002"})
"""The codes of a file that cannot be read, and of one in an unknown format."""
_BROKEN = "TPL001"
"""The code of a template that cannot be parsed."""


@sealed
@dataclass(frozen=True, slots=True)
class Template:
    """One message, ready to be filled."""

    path: str
    key: str | None
    subject: Subject
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    """The changes that its fixes would make."""
    config: Config
    """The project's configuration."""
    rules: tuple[Rule, ...] = ()
    """The project's rules, with its options."""
    values: ValueTable = field(default_factory=ValueTable)
    """The values of placeholders that the project declares for all messages."""
    coverage: Coverage | None = None
    """What is unknown about the message, such as its kind."""
    refuse_at: Severity = Severity.ERROR
    """The lowest severity at which a finding refuses a message when it is sent."""

    @property
    def name(self) -> str:
        """Its name in reports."""
        return f"{self.path}:{self.key}" if self.key else self.path

    @property
    def short(self) -> str:
        """Its name without the folder, as a journal can hold it: the bytes of a file's name may be no text."""
        name = Path(self.path).name
        name = f"{name}:{self.key}" if self.key else name
        return name.encode("utf-8", "backslashreplace").decode("utf-8")

    def hours(self, moment: dt.datetime) -> Hours:
        """A planned time, with the project's rules to check it.

        :raises ValueError: for a time without an offset.
        """
        from smslint.recipients.hours import Hours

        return Hours(moment, self.subject.context, self.rules, self.refuse_at)

    def local_hours(self, wall: dt.datetime, not_before: dt.datetime | None = None) -> Hours:
        """A planned time on each recipient's own clock, with the project's rules to check it.

        :param wall: without an offset.
        :param not_before: the moment of a run that follows the plan.
        """
        from smslint.recipients.local_hours import LocalHours

        return LocalHours(wall, self.subject.context, self.rules, self.refuse_at, not_before=not_before)


def load(path: Path, options: Options, config: Config | None, *, isolated: bool = False) -> Template:
    """The message of a file.

    :param config: the configuration; by default the one closest to the file.
    :param isolated: use no configuration at all.
    :raises ConfigError: if there is no such message, with the existing ones.
    :raises TemplateError: if it cannot be parsed.
    """
    chooser = Chooser(config, isolated=isolated)
    if path.is_dir():
        raise ConfigError(f"{path}: this is a folder; a preflight takes one template")
    runner = Runner()
    taken: list[Template] = []
    for target in chooser.targets((path,)):
        taken += _taken(runner, _overridden(target, options), runner.reviewed)
    found = _chosen(path, options.key, taken)
    if found.subject.error is not None:
        raise TemplateError(f"{_place(found)}: {found.subject.error}", found.subject.error.span)
    return found


def of_text(text: str, options: Options, config: Config) -> Template:
    """A text that is not in a file, with one configuration.

    :raises TemplateError: if it cannot be parsed.
    """
    target = _overridden(Chooser(config).target(Path("<text>")), options)
    runner = Runner()
    data = text.encode("utf-8", "surrogatepass")
    return _parsed(
        _chosen(
            Path("<text>"),
            None,
            _taken(runner, target, lambda each: runner.reading(each, read_target(each, data))),
        )
    )


def _taken(runner: Runner, target: Target, review: Callable[[Target], Iterable[Reviewed]]) -> list[Template]:
    found = []
    for record in review(target):
        if record.subject is not None and record.message is not None:
            covered = coverage([(target, gathered((record,)))])
            found.append(_template(runner.project(target.config), record, record.subject, target.shown, covered))
        else:
            unread = next((each.message for each in record.findings if each.code in _UNREAD), None)
            if unread is not None:
                raise ConfigError(f"{target.path}: {unread}")
    return found


def _overridden(target: Target, options: Options) -> Target:
    """The target with the caller's settings of the message. Where no provider is stated, it is the one that sends lists, whoever's
    language the messages are in."""
    settings = {name: word for name, word in (("dialect", options.dialect), ("kind", options.kind)) if word}
    for name, word in settings.items():
        check_settings(Node(Named(called(name)), {name: word}))
    entries = target.entries or (Entry((), {}),)
    sends = Layer("who sends lists", {"provider": SENDS_LISTS, SENT_BY: SENDS_LISTS})
    return target._replace(
        config=replace(target.config, layers=(sends, *target.config.layers)),
        entries=tuple(each._replace(settings={**each.settings, **settings}) for each in entries),
    )


def _place(found: Template) -> str:
    """Where the template does not parse, as the finding about it says."""
    at = next((each.location for each in found.findings if each.code == _BROKEN), None)
    return found.name if at is None else f"{found.path}:{at.line}:{at.column}"


def _parsed(found: Template) -> Template:
    if found.subject.error is not None:
        raise found.subject.error
    return found


def _template(project: Project, record: Reviewed, subject: Subject, path: str, covered: Coverage) -> Template:
    refuse_at = project.config.sending.refuse_at or Severity.ERROR
    key = record.message.key if record.message is not None else None
    return Template(
        path,
        key,
        subject,
        record.findings,
        record.edits,
        project.config,
        project.rules,
        project.values,
        covered,
        refuse_at,
    )


def fixed_body(body: str, edits: Iterable[Edit]) -> str:
    """A message with its safe fixes applied; if two overlap, the first one."""
    return apply_fixes(body, [Fix(edit.span, edit.replacement, edit.safe) for edit in edits if edit.safe])


def _chosen(path: Path, key: str | None, taken: list[Template]) -> Template:
    if key is not None:
        matching = [
            each for each in taken if each.key is not None and (each.key == key or each.key.endswith(f".{key}"))
        ]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise ConfigError(
                f"{path}: {called('key', repr(key))} matches {len(matching)} messages of this file; give more of the key, "
                "or move the message to a separate file"
            )
    elif len(taken) == 1:
        return taken[0]
    if not taken:
        raise ConfigError(f"{path}: this file contains no message")
    names = list(dict.fromkeys(each.key for each in taken if each.key))
    if not names:
        if key is not None:
            raise ConfigError(f"{path}: {called('key', repr(key))} is not one of its messages: they have no keys")
        raise ConfigError(
            f"{path}: this file contains {len(taken)} messages without keys; move the message to a separate file"
        )
    keys = ", ".join(names[:10]) + (" and more" if len(names) > 10 else "")
    if key is not None:
        raise ConfigError(f"{path}: {called('key', repr(key))} is not one of its messages: {keys}")
    swapped = ". The template comes first, then the list" if path.suffix.lower() in _LISTS else ""
    raise ConfigError(
        f"{path}: this file contains {len(taken)} messages; choose one with {called('key')}: {keys}{swapped}"
    )
