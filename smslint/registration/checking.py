"""The findings about a registration: each text by the rules about registrations, and what is sent by those about messages too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.project.layers import merge
from smslint.project.placing import place_all
from smslint.rules import registries
from smslint.rules.campaign import MESSAGES
from smslint.rules.checks.registered_brand import host_of
from smslint.rules.context import Context
from smslint.rules.engine import run
from smslint.rules.facts import Facts
from smslint.rules.sender import Sender

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.project import Project
    from smslint.registration.covering import Covered
    from smslint.registration.file import Registration
    from smslint.rules.campaign import Registered
    from smslint.rules.rule import Rule

_PROGRAM: Final = frozenset({"confirmation", "help", "stop"})
_PROGRAMME_TEXT: Final = "CTI001"
"""The rule about what the texts of a programme must say, which registries refuse by the field."""


def check(registration: Registration, project: Project, covered: Covered) -> Iterator[Finding]:
    """The findings, each placed in the file of its text.

    :param covered: the messages of the project, held against the samples.
    """
    yield from covered.findings
    domains = _domains(project)
    for index, text in enumerate(registration.texts):
        registered = text.registered
        if registered.field == "sample" and covered.messages:
            is_sent = (registered.campaign.name, registered.number) in covered.sent
            registered = registered._replace(sent=is_sent)
        subject = text.subject.under(_context(registered, domains))
        found = run(project.rules, subject, ("registration",))
        if registered.field in MESSAGES:
            found += _as_messages(registered, run(_sent(project.rules, registered), subject, ("message",)))
        placed = place_all(found, subject, text.message, text.place, index, project.unfixable)
        for finding in placed.findings:
            yield finding._replace(key=text.key, field=registered.field)


def _context(registered: Registered, domains: tuple[str, ...]) -> Context:
    own = host_of(registered.brand.website)
    return Context(
        regions=("US",),
        sender=Sender(type=registered.campaign.sender),
        brand=registered.brand.names,
        domains=domains if own is None else (*domains, own),
        program=registered.field if registered.field in _PROGRAM else "",
        facts=Facts(registered=registered),
    )


def _domains(project: Project) -> tuple[str, ...]:
    stated = merge(project.config.layers).settings.get("domains", ())
    return (stated,) if isinstance(stated, str) else tuple(stated)


def _sent(rules: Iterable[Rule], registered: Registered) -> list[Rule]:
    """The rules about messages that the registry refuses a text for."""
    needs = {need for code in registries.load(registered.campaign.registry).codes for need in code.needs}
    wanted = {need[:6] for need in needs if re.fullmatch(r"[A-Z]{3}\d{3}(?:\..+)?", need)} | {_PROGRAMME_TEXT}
    return [rule for rule in rules if rule.code in wanted]


def _as_messages(registered: Registered, found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings about messages, with the codes of the registry instead of those of sending."""
    registry, sender = registries.load(registered.campaign.registry), registered.campaign.sender
    for finding in found:
        need = f"{registered.field}." if finding.code == _PROGRAMME_TEXT else finding.code
        yield finding if finding.predicts else finding._replace(predicts=registry.predicted(need, sender))
