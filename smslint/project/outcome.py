"""The outcome of one file: by message, and combined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.finding import Finding
    from smslint.project.placing import Edit
    from smslint.project.wordings import Wording
    from smslint.result import MessageResult
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message


READ: Final = "results "
"""In front of a name of ``results:`` among the declared names that a message reads."""


class Selected(NamedTuple):
    """What an entry selected in a file."""

    given: int
    """The messages that it selected first."""
    passed: int
    """Those that an earlier entry had selected."""
    met: tuple[tuple[str, str], ...] | None = None
    """Its globs and columns that matched something, each with its setting; ``None`` if nobody looked."""


class Parts(NamedTuple):
    """What the coverage of a run needs from one file, besides its messages."""

    unread: tuple[tuple[int, str], ...] = ()
    """Lines where something could not be parsed, and why."""
    unasked: tuple[tuple[str, int], ...] = ()
    """Missing facts, each with the codes of the rules that need it (``regions=OPT002,URL002``), and for how many
    messages."""
    entries: tuple[Selected, ...] = ()
    """For each entry that matches the file: what it selected."""
    read: tuple[str, ...] = ()
    """The declared values that its messages read."""


class Told(NamedTuple):
    """What two states of a message are compared by, besides its result."""

    text: str
    """Its text, with those of the templates that it extends or includes."""
    regions: tuple[str, ...]
    sender: str | None
    """The type of its sender."""
    plural: str | None
    """Its plural category, if its file splits it into several."""


class Outcome(NamedTuple):
    """The messages of one file and the findings about them, before the baseline."""

    messages: tuple[MessageResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    """Findings that a directive suppressed."""
    silent: frozenset[tuple[int, str]] = frozenset()
    """Indices of messages for which a rule that compares translations is suppressed, each with the code of the rule."""
    edits: tuple[Edit, ...] = ()
    """What the fixes would change; not stored in the cache."""
    parts: Parts = Parts()
    wordings: tuple[Wording | None, ...] = ()
    """The texts of its messages, for the comparison of translations; ``None`` for what is not compared."""
    parts_of: tuple[str, ...] | None = None
    """The files that its templates extend or include, as reports show them; ``None`` where they name none. The outcome depends on those
    too, and is not kept in the cache."""
    told: tuple[Told, ...] = ()
    """More about its messages, for a comparison of two states; empty unless it was asked for, and not kept in the cache."""
    broken: str = ""
    """Why a part of the file, or all of it, could not be read; not kept in the cache."""


class Reviewed(NamedTuple):
    """One message of a file after its check; without a ``message`` it is about the file itself."""

    findings: tuple[Finding, ...] = ()
    """Placed in the file, without those that a directive suppresses."""
    edits: tuple[Edit, ...] = ()
    """What the fixes would change."""
    message: Message | None = None
    subject: Subject | None = None
    """The message as the checks see it, with everything known about it."""
    result: MessageResult | None = None
    suppressed: int = 0
    """How many findings a directive suppressed."""
    silenced: frozenset[str] = frozenset()
    """The rules that compare translations and may not report it."""
    wording: Wording | None = None
    """Its text, for the comparison of translations."""
    unread: tuple[tuple[int, str], ...] = ()
    """What could not be parsed: lines and reasons."""
    unasked: str = ""
    """Missing facts, and the rules that need them."""
    read: frozenset[str] = frozenset()
    """Those of its declared values that the message reads."""
    elsewhere: bool = False
    """Whether it depends on other files, besides its parts."""
    entries: tuple[Selected, ...] = ()
    """About the file, not the message: see :class:`Parts`."""
    broken: str = ""
    """Why a part of the file could not be read."""


def gathered(
    records: Iterable[Reviewed], *, telling: bool = False, look: Callable[[Reviewed], None] | None = None
) -> Outcome:
    """The outcome of a file from the records of its messages.

    :param telling: whether it has what two states are compared by.
    :param look: is given each record.
    """
    messages: list[MessageResult] = []
    findings: list[Finding] = []
    edits: list[Edit] = []
    silent: set[tuple[int, str]] = set()
    wordings: list[Wording | None] = []
    suppressed = 0
    unread: list[tuple[int, str]] = []
    unasked: dict[str, int] = {}
    entries: tuple[Selected, ...] = ()
    read: set[str] = set()
    parts_of: tuple[str, ...] | None = None
    told: list[Told] = []
    broken = ""
    for record in records:
        if look is not None:
            look(record)
        subject = record.subject
        if subject is not None and (subject.parts is not None or subject.unread):
            named = () if subject.parts is None else tuple(part.name for part in subject.parts.parts[1:])
            parts_of = (*(parts_of or ()), *named)
        if record.elsewhere:
            parts_of = parts_of or ()
        if record.result is not None:
            silent.update((len(messages), code) for code in record.silenced)
            wordings.append(record.wording)
            messages.append(record.result)
            if telling and subject is not None and record.message is not None:
                sender = subject.context.sender.type
                told.append(Told(subject.body, subject.regions, sender, record.message.plural))
        findings += record.findings
        edits += record.edits
        suppressed += record.suppressed
        unread += record.unread
        read |= record.read
        entries = record.entries or entries
        broken = broken or record.broken
        if record.unasked:
            unasked[record.unasked] = unasked.get(record.unasked, 0) + 1
    parts = Parts(tuple(unread), tuple(unasked.items()), entries, tuple(sorted(read)))
    return Outcome(
        tuple(messages),
        tuple(findings),
        suppressed,
        frozenset(silent),
        tuple(edits),
        parts,
        tuple(wordings),
        parts_of,
        tuple(told),
        broken,
    )
