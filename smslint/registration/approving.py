"""The messages of a project and the exports of its approved templates, held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.approved.reading import of_another_brand
from smslint.finding import Location
from smslint.rules.approved import APPROVED, Exported
from smslint.rules.engine import run
from smslint.rules.facts import Facts
from smslint.rules.fitting import Fitted
from smslint.rules.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.approved.templates import Problem
    from smslint.finding import Finding
    from smslint.project.project import Project
    from smslint.registration.messages import Read
    from smslint.rules.approved import ApprovedTemplate

FIELD: Final = "template"
"""What findings of the report are about, where a template is what they are about."""
_CHECK: Final = "approved-template"


class Approving:
    """What is said about messages that pass by, and about the templates when all have passed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._codes = frozenset(rule.code for rule in project.rules if rule.check == _CHECK)
        self._sent: set[ApprovedTemplate] = set()
        self.messages = 0
        """How many messages were held against a list."""
        self._found: list[Finding] = []

    def through(self, messages: Iterable[Read]) -> Iterator[Read]:
        """The same messages, each held against the lists that it must be on."""
        for each in messages:
            lists = [one for one in each.subject.context.facts.approved or () if one.applies(each.subject.regions)]
            self.messages += bool(lists)
            for approved in lists:
                for rendering in each.subject.understood:
                    template = approved.outcome(
                        Fitted(each.subject, rendering), each.subject.context.sender.id
                    ).template
                    if template is not None:
                        self._sent.add(template)
            if lists:
                self._found += [
                    found._replace(field="message") for found in each.reviewed.findings if found.code in self._codes
                ]
            yield each

    def findings(self) -> Iterator[Finding]:
        """The findings about the messages, about the exports, and about templates that no message is or is near."""
        yield from self._found
        for export in self._project.exports:
            for problem in (*export.problems, *of_another_brand(export, self._project.context)):
                yield from self._about(problem.message, problem.path, problem.line, Exported(problem.message), problem)
        for approved in self._project.approved if self.messages else ():
            for each in approved.templates:
                if each.state == APPROVED and each not in self._sent:
                    yield from self._about(each.text, each.path, each.line, Exported(sent=False))

    def _about(
        self, text: str, path: str, line: int, exported: Exported, problem: Problem | None = None
    ) -> Iterator[Finding]:
        context = self._project.context._replace(facts=Facts(exported=exported))
        subject = Subject(text, context=context)
        excerpt = text.partition("\n")[0][:200] if problem is None else ""
        place = Location(path, line, 1, line, 1, excerpt)
        for found in run(self._project.rules, subject, ("registration",)):
            severity = found.severity if problem is None else min(found.severity, problem.severity)
            yield found._replace(location=place, field=FIELD, severity=severity)
