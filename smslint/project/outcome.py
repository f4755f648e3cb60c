"""What the run found in one file: message by message, and all of it together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.project.placing import Edit
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


class Parts(NamedTuple):
    """What the run has to know of one file for its coverage, besides its messages."""

    unread: tuple[tuple[int, str], ...] = ()
    """Lines from which on something was not understood, and why."""
    unasked: tuple[tuple[str, int], ...] = ()
    """Facts that are missing, each with the codes of the rules that ask for it (``regions=OPT002,URL002``), and for how many
    messages."""
    entries: tuple[tuple[int, int], ...] = ()
    """For each entry that speaks about the file: the messages that it gave, and those that an earlier one had taken."""


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
    parts: Parts = Parts()


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
    unread: tuple[tuple[int, str], ...] = ()
    """What was not understood: lines and reasons."""
    unasked: str = ""
    """Facts that are missing, and the rules that ask for them."""
    entries: tuple[tuple[int, int], ...] = ()
    """Of the file, not of the message: see :class:`Parts`."""


def gathered(records: Iterable[Reviewed]) -> Outcome:
    """The outcome of a file out of the records of its messages."""
    messages: list[MessageResult] = []
    findings: list[Finding] = []
    edits: list[Edit] = []
    silent: set[int] = set()
    suppressed = 0
    unread: list[tuple[int, str]] = []
    unasked: dict[str, int] = {}
    entries: tuple[tuple[int, int], ...] = ()
    for record in records:
        if record.result is not None:
            if not record.compared:
                silent.add(len(messages))
            messages.append(record.result)
        findings += record.findings
        edits += record.edits
        suppressed += record.suppressed
        unread += record.unread
        entries = record.entries or entries
        if record.unasked:
            unasked[record.unasked] = unasked.get(record.unasked, 0) + 1
    parts = Parts(tuple(unread), tuple(unasked.items()), entries)
    return Outcome(tuple(messages), tuple(findings), suppressed, frozenset(silent), tuple(edits), parts)
