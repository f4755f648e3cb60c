"""The template of a preflight: one message out of a file, as the project's settings say, with what the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from smslint.errors import ConfigError
from smslint.finding import Fix, Severity
from smslint.project.files import Chooser
from smslint.project.run import Runner
from smslint.text.edits import apply_fixes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.config import Config, Entry
    from smslint.project.outcome import Reviewed
    from smslint.project.placing import Edit
    from smslint.project.project import Project
    from smslint.recipients.hours import Hours
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_LISTS = {".csv", ".tsv", ".jsonl"}
"""What a list of recipients is more likely to be called than a template."""


@dataclass(frozen=True, slots=True)
class Template:
    """One message, ready to be filled."""

    path: str
    key: str | None
    subject: Subject
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    """What its fixes would change."""
    card: RateCard | None
    rules: tuple[Rule, ...] = ()
    """The project's rules, with its options."""
    refuse_at: Severity = Severity.ERROR
    """The mildest finding at the moment of sending that refuses a message."""

    def hours(self, moment: dt.datetime) -> Hours:
        """A planned time, held against the project's rules.

        :raises ValueError: for a moment without an offset.
        """
        from smslint.recipients.hours import Hours

        return Hours(moment, self.subject.context, self.rules, self.refuse_at)


def load(path: Path, key: str | None, settings: dict[str, Any], config: Config | None, *, isolated: bool) -> Template:
    """The message of a file; ``key`` chooses where the file holds several.

    :param settings: what the command line says about it (``dialect``, ``kind``).
    :raises ConfigError: where there is no such message, naming those there are.
    :raises TemplateError: where it does not parse.
    """
    chooser = Chooser(config, isolated=isolated)
    if path.is_dir():
        raise ConfigError(f"{path}: this is a folder; a preflight takes one template")
    runner = Runner()
    taken: list[Template] = []
    for target in chooser.targets((path,)):
        entries = target.entries or (_entry(),)
        overridden = target._replace(entries=tuple(e._replace(settings={**e.settings, **settings}) for e in entries))
        for record in runner.reviewed(overridden):
            if record.subject is not None and record.message is not None:
                taken.append(_template(runner.project(target.config), record, record.subject, target.shown))
            elif any(each.code == "SRC001" for each in record.findings):
                raise ConfigError(f"{path}: {next(each.message for each in record.findings if each.code == 'SRC001')}")
    found = _chosen(path, key, taken)
    if found.subject.error is not None:
        raise found.subject.error
    return found


def _template(project: Project, record: Reviewed, subject: Subject, path: str) -> Template:
    refuse_at = Severity.parse(project.config.sending.get("refuse_at", "error"))
    # The list fills the placeholders: how long undeclared ones could get is no question here.
    findings = tuple(each for each in record.findings if each.code != "PLH004")
    key = record.message.key if record.message is not None else None
    return Template(path, key, subject, findings, record.edits, project.card, project.rules, refuse_at)


def fixed_body(body: str, edits: Iterable[Edit]) -> str:
    """A message with its safe fixes applied; of two that overlap, the first."""
    return apply_fixes(body, [Fix(edit.span, edit.replacement, edit.safe) for edit in edits if edit.safe])


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
        if matching:
            raise ConfigError(
                f"{path}: --key {key!r} names {len(matching)} messages of this file; give more of the key, "
                "or put the one you mean into a file of its own"
            )
    elif len(taken) == 1:
        return taken[0]
    if not taken:
        raise ConfigError(f"{path}: there is no message in this file")
    names = list(dict.fromkeys(each.key for each in taken if each.key))
    keys = ", ".join(names[:10]) + (" and more" if len(names) > 10 else "")
    wrong = (
        f"--key {key!r} is not one of its messages" if key else f"it holds {len(taken)} messages; choose one with --key"
    )
    swapped = ". The template comes first, then the list" if path.suffix.lower() in _LISTS and key is None else ""
    raise ConfigError(f"{path}: {wrong}: {keys}{swapped}")
