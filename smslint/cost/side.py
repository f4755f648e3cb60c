"""One side of a change: its messages, each with its findings, and the files of which not everything could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.version import Version
from smslint.finding import Finding, Severity
from smslint.records import NamedTuple
from smslint.report.groups import by_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.coverage import Coverage
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome, Told
    from smslint.result import MessageResult, Result


class Side(NamedTuple):
    """The messages of a state."""

    versions: tuple[Version, ...]
    loose: tuple[Finding, ...]
    """Findings about no message."""
    broken: dict[str, str]
    """Files that could not be read to the end, and why."""
    coverage: Coverage | None = None
    """What is unknown about the files."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The paths of which something is in no message, such as a text that a call sends and nobody knows."""
        unread = () if self.coverage is None else self.coverage.unread
        return tuple(dict.fromkeys((*self.broken, *(each.path for each in unread if each.path is not None))))


def side_of(found: Iterable[tuple[Target, Outcome]], result: Result) -> Side:
    """The messages of files that were checked.

    :param result: what all these files together gave, with the findings that compare messages.
    """
    found = list(found)
    facts = {
        id(message): (target, told)
        for target, outcome in found
        for message, told in zip(outcome.messages, outcome.told, strict=True)
    }
    placed, loose = by_message(result)
    versions = tuple(_version(message, *facts[id(message)], findings) for message, findings in placed)
    broken = {target.shown: outcome.broken for target, outcome in found if outcome.broken}
    return Side(versions, tuple(each for each in loose if each.severity > Severity.INFO), broken, result.coverage)


def _version(message: MessageResult, target: Target, told: Told, findings: list[Finding]) -> Version:
    return Version(
        path=target.shown,
        key=message.key,
        text=told.text,
        least=message.least,
        most=message.most,
        encodings=message.encodings,
        kind=message.kind,
        regions=told.regions,
        sender=told.sender,
        line=message.line,
        column=message.column,
        unbounded_by=message.unbounded_by,
        inside=target.inside,
        home=str(target.config.root),
        plural=told.plural,
        witness=message.most_witness,
        findings=tuple(each for each in findings if each.severity > Severity.INFO),
        kind_known=message.kind_known,
    )
