"""A finding: one thing that is wrong with a message or a recipient, where it is, why it matters and what to do."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple, Self

from smslint.span import Span


class Severity(IntEnum):
    """How much a finding matters. Ordered: ``Severity.ERROR > Severity.WARNING > Severity.INFO``."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in reports and configs: ``info``, ``warning`` or ``error``."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Self:
        """The severity of a word; raises ``KeyError`` for any other."""
        return cls[word.upper()]


class Confidence(StrEnum):
    """How sure the rule is of itself: ``high`` rests on a text that was read, ``low`` on a heuristic or on memory."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Label(NamedTuple):
    """A second place that a finding points at, with a few words of its own."""

    span: Span
    text: str
    location: Location | None = None


class Fix(NamedTuple):
    """A replacement of one span of the message. Safe: the meaning cannot change. Unsafe: a person should look."""

    span: Span
    replacement: str
    safe: bool
    location: Location | None = None


class Location(NamedTuple):
    """Where a finding is in the file that people open. Lines and columns count from 1; the end is exclusive."""

    path: str | None
    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str = ""
    """The text of the first line, for the caret."""


class Finding(NamedTuple):
    """One report.

    ``span`` and the spans of ``labels`` and ``fix`` are offsets in the decoded message; ``location`` is the place in the
    host file, once the run has mapped the one to the other through the file's escapes.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    """What is wrong, in one sentence that names the offending text."""
    span: Span = Span(0, 0)
    why: str = ""
    """Why it matters, in money or law: one sentence."""
    help: str = ""
    """What to do: one sentence."""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    predicts: str = ""
    """The provider's error that this message would earn, such as ``Twilio 21617``."""
    location: Location | None = None
    key: str | None = None
    """The key path of the message in its catalogue, where it has one."""
    fingerprint: str = ""
    """Stable across edits elsewhere in the file: path, code, message text and occurrence, no line numbers."""

    @property
    def docs(self) -> str:
        """The rule's page, from the top of the project; ``smslint rule CODE`` prints the same text."""
        return f"docs/rules/{self.code}.md"

    def at(self, location: Location) -> Finding:
        """The same finding, placed in a host file."""
        return self._replace(location=location)
