"""One message, checked from Python before it is sent: ``smslint.check``."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from smslint.answer import Report
from smslint.coverage import of_message
from smslint.project.checker import costs
from smslint.project.facts import known as in_project
from smslint.project.known_projects import project_of
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.facts import make_facts
from smslint.rules.price_date import price_facts
from smslint.rules.subject import Subject
from smslint.rules.unasked import known_of, missing
from smslint.rules.undecided import if_marketing, kindless, with_marketing
from smslint.text.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from smslint.coverage import Coverage
    from smslint.project.config import Config
    from smslint.project.project import Project
    from smslint.rules.context import Context
    from smslint.rules.facts import Facts
    from smslint.rules.rule import Rule
    from smslint.rules.unasked import Known

SCOPES: Final = ("message", "recipient", "send")
_TEXT_OR_NONE: Final = (str, type(None))


def check(
    body: str,
    to: str | None = None,
    *,
    kind: str | None = None,
    sender: str | Mapping[str, object] | None = None,
    at: datetime | str | None = None,
    config: str | Path | Mapping[str, object] | Config | Project | None = None,
    facts: Facts | Mapping[str, object] | None = None,
) -> Report:
    """Check one message before it is sent. Reads only ``config``; sends and writes nothing.

    :param body: the text as it will be sent, all placeholders filled.
    :param to: the recipient; checked as an E.164 number and, with ``at``, for its quiet hours.
    :param kind: ``marketing``, ``transactional`` or ``otp``; by default inferred from the text.
    :param sender: ``long_code``, ``toll_free``, ``short_code`` or ``alphanumeric``, or a mapping with ``type``, ``region``,
        ``id`` and ``registered``.
    :param at: when it will be sent: a ``datetime`` with a time zone, or its ISO 8601 text with an offset.
    :param config: a mapping like ``smslint.yaml``, the path of such a file, or of a folder that is in or below its folder.
        Without it no file is read and nothing is assumed (``smslint.preflight`` uses the configuration closest to its template).
    :param facts: what is known about the recipient and the moment, such as ``{"opted_out": True}`` or ``{"consent": "no",
        "state": "FL"}``, with or without ``to``: the names of :class:`smslint.rules.facts.Facts`, the same as for the gate. Suppression lists, a journal
        and a budget are read only by the gate.
    :raises ConfigError: for an invalid argument or configuration.
    :raises PackError: for an invalid rule file of the project.
    :raises TypeError: if ``body`` or ``to`` is not text.

    >>> import smslint
    >>> smslint.check("Hi", to="+14155552671").ok
    True
    """
    return _report(body, to, kind=kind, sender=sender, at=at, config=config, facts=facts, sending=False)


def _report(
    body: str,
    to: str | None = None,
    *,
    kind: str | None = None,
    sender: str | Mapping[str, object] | None = None,
    at: datetime | str | None = None,
    config: str | Path | Mapping[str, object] | Config | Project | None = None,
    facts: Facts | Mapping[str, object] | None = None,
    sending: bool,
) -> Report:
    if not isinstance(body, str):
        raise TypeError(f"check: body must be text (str), not {type(body).__name__}")
    if not isinstance(to, _TEXT_OR_NONE):
        raise TypeError(f"check: to must be text (str), not {type(to).__name__}")
    project = project_of(config)
    if at is None and facts is None and isinstance(sender, _TEXT_OR_NONE) and isinstance(kind, _TEXT_OR_NONE):
        context = _usual(project, kind, sender)
    else:
        context = _known(project, kind, sender, at, facts, to)
    subject = Subject(body, context=context, values=project.values, to=to)
    subject = subject.knowing(price_facts(project.card, subject))
    context = subject.context
    found = run(project.rules, subject, SCOPES)
    if sending:
        found = with_marketing(found, if_marketing(run, project.rules, subject, SCOPES, found))
    return Report(
        findings=tuple(found),
        segmentation=segment(subject.sent_text, subject.alphabet),
        cost=costs(project.card, subject),
        kind=context.kind or "transactional",
        kind_inferred=context.kind_inferred,
        coverage=_coverage(project.rules, known_of(subject), _without_profile(subject), kindless(context)),
    )


check_to_send: Final = partial(_report, sending=True)
""":func:`check` for a guard: a message of an unknown kind must also meet the rules for marketing."""


@lru_cache(maxsize=256)
def _coverage(rules: tuple[Rule, ...], known: Known, without: tuple[str, ...], unknown_kind: bool) -> Coverage:
    """What is unknown about messages of which the same is known."""
    return of_message(missing(rules, known), without, kindless=unknown_kind)


def _without_profile(subject: Subject) -> tuple[str, ...]:
    """The regions of the message and its recipient without a profile."""
    number = subject.number
    region = () if number is None or number.region is None else (number.region,)
    regions = (*subject.regions, *region)
    if not regions:
        return ()
    from smslint.rules.countries import known

    return tuple(each for each in dict.fromkeys(regions) if not known(each))


def _known(
    project: Project,
    kind: str | None,
    sender: str | Mapping[str, object] | None = None,
    at: datetime | str | None = None,
    facts: Facts | Mapping[str, object] | None = None,
    to: str | None = None,
) -> Context:
    """The context of one message: the caller's values override the project's."""
    given = {"kind": kind, "sender": sender, "at": at}
    stated = {**project.config.context, **{key: value for key, value in given.items() if value is not None}}
    context = make_context(stated, "check").knowing(project.approved_for(None))
    return in_project(context, make_facts(facts), project.config, to)


@lru_cache(maxsize=64)
def _usual(project: Project, kind: str | None, sender: str | None) -> Context:
    """The context of most messages: nothing that depends on a recipient or a moment."""
    return _known(project, kind, sender)
