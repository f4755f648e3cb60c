"""What the run found in one file: message by message, and all of it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.project.placing import Edit
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


class Outcome(NamedTuple):
    """The messages of one file and the findings about them, before the baseline."""

    messages: tuple[MessageResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    """Findings that a directive kept quiet."""
    silent: frozenset[int] = frozenset()
    """Indices of messages about which the comparison of translations keeps quiet."""
    edits: tuple[Edit, ...] = ()
    """What the fixes would change; not kept in the cache."""


class Reviewed(NamedTuple):
    """One message of a file after the rules ran; without a ``message`` it is about the file itself."""

    findings: tuple[Finding, ...] = ()
    """In their places in the file; those that a directive switches off are not among them."""
    edits: tuple[Edit, ...] = ()
    """What the fixes would change."""
    message: Message | None = None
    subject: Subject | None = None
    """The message as the checks saw it, with all that is known of it."""
    result: MessageResult | None = None
    suppressed: int = 0
    """Findings that a directive switched off."""
    compared: bool = True
    """Whether the comparison of translations may speak about it."""


def gathered(records: Iterable[Reviewed]) -> Outcome:
    """The outcome of a file out of the records of its messages."""
    messages: list[MessageResult] = []
    findings: list[Finding] = []
    edits: list[Edit] = []
    silent: set[int] = set()
    suppressed = 0
    for record in records:
        if record.result is not None:
            if not record.compared:
                silent.add(len(messages))
            messages.append(record.result)
        findings += record.findings
        edits += record.edits
        suppressed += record.suppressed
    return Outcome(tuple(messages), tuple(findings), suppressed, frozenset(silent), tuple(edits))
