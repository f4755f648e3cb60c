"""Refuse one message unless it may be sent: what every way to ask before a send does, the guard's, Twilio's and Django's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from smslint.answer import Report
from smslint.finding import Severity
from smslint.rules.facts import NOTHING, make_facts
from smslint.rules.sender import Sender, make_sender
from smslint.rules.undecided import MARKETING
from smslint.sending.unknown import phrases, say
from smslint.sending.verdict import Outgoing, Verdict, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from smslint.finding import Finding
    from smslint.project.project import Project
    from smslint.rules.facts import Facts
    from smslint.sending.suppressed import SuppressionFiles

EMPTY: Final = "LEN006"
"""The code of a text that is empty."""


class CheckResult(Protocol):
    """The part of a check's result that a guard needs."""

    @property
    def ok(self) -> bool: ...

    @property
    def findings(self) -> tuple[Finding, ...]: ...


class Check(Protocol):
    """``smslint.check``, or a function with the same signature."""

    def __call__(
        self,
        body: str,
        to: str | None = None,
        *,
        kind: str | None = None,
        sender: Any = None,
        config: Any = None,
        facts: Facts | Mapping[str, object] | None = None,
    ) -> CheckResult: ...


def refuse_unless_ok(
    body: str | None,
    to: str | None,
    *,
    kind: str | None = None,
    sender: Any = None,
    at: datetime | str | None = None,
    config: Any = None,
    facts: Facts | Mapping[str, object] | None = None,
    check: Check | None = None,
    picture: bool = False,
) -> None:
    """Check one message and raise :class:`SendRefused` with the findings unless it may be sent.

    A missing body is checked as an empty text. ``check=None`` is ``smslint.check``, with the suppression list that the configuration
    names.

    :param facts: as for :func:`smslint.check`. A custom check gets facts only if there are some.
    :param picture: a picture is sent, so that the text may be empty.
    :raises ConfigError: for invalid facts.
    :raises RecipientsError: if the suppression list cannot be read.
    """
    # A custom check does not need parameters for a planned time or for facts if there are none.
    known = make_facts(facts)
    project: Project | None = None
    if check is None:
        from smslint.project import check as ours

        check = ours.check_to_send
        if config is not None:
            from smslint.project.known_projects import project_of

            config = project = project_of(config)
            if to and _is_suppressed(to, project):
                known = known._replace(suppressed=True)
    more: dict[str, Any] = {} if at is None else {"at": at}
    if known != NOTHING:
        more["facts"] = known
    report = check(body or "", to, kind=kind, sender=sender, config=config, **more)
    found = tuple(each for each in report.findings if not (picture and each.code == EMPTY))
    passed = (
        report.ok is True
        if len(found) == len(report.findings)
        else all(each.severity < Severity.ERROR for each in found)
    )
    if not passed or (project is not None and _is_refused_by_project(found, project)):
        raise refusal(Outgoing(body or "", to or ""), Verdict(passed=False, findings=found))
    say(_unknown(report, project, known))


def _unknown(report: CheckResult, project: Project | None, facts: Facts) -> Iterable[str]:
    """What a check does not know about a message, in phrases for people; a custom check may say nothing about it."""
    if isinstance(report, Verdict):
        return report.unknown
    if not isinstance(report, Report) or report.coverage is None:
        return ()
    elsewhere = project is not None and (
        project.config.sending.require_consent is False or project.context.consent is not None
    )
    return phrases(
        kind=not report.kind_known,
        consent=report.kind_known and report.kind == MARKETING and facts.consent is None and not elsewhere,
        regions=report.coverage.regions_without_profile,
    )


def _is_suppressed(to: str, project: Project) -> bool:
    """Whether the suppression list of a project, if it names one, has the recipient."""
    from smslint.numbers.e164 import check_number
    from smslint.sending.suppressed import is_listed

    listed = _suppressed(project)
    return listed is not None and is_listed(check_number(to).e164 or to, listed)


def _suppressed(project: Project) -> SuppressionFiles | None:
    """The suppression list that a project names."""
    from smslint.sending.suppressed import suppression_file

    settings = project.config.sending
    if settings.suppression is None:
        return None
    return suppression_file(settings.suppression, project.context.regions, allow_empty=settings.allow_empty_suppression)


def _is_refused_by_project(findings: Iterable[Finding], project: Project) -> bool:
    """Whether the settings under ``sending:`` refuse what is only a warning elsewhere, as the gate does."""
    least = project.config.sending.refuse_at or Severity.ERROR
    return any(each.severity >= least for each in findings)


def stated_sender(config: Any, sender: Any) -> Sender | None:
    """The sender of a guard, by default that of the configuration; ``None`` if there is neither.

    :raises ConfigError: for an invalid sender or configuration: when the guard is created, not at the first send.
    :raises RecipientsError: if the suppression list of the configuration cannot be read.
    """
    stated = None if sender is None else make_sender(sender, "guard: sender")
    if config is None:
        return stated
    from smslint.project.known_projects import project_of

    project = project_of(config)
    if (listed := _suppressed(project)) is not None:
        listed.read()
    known = project.context.sender
    return stated or (None if known == Sender() else known)
