"""A finding: one problem of a message or a recipient, its place, why it matters and what to do."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self

from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    from pathlib import PurePath


class Severity(IntEnum):
    """How much a finding matters. Ordered: ``Severity.ERROR > Severity.WARNING > Severity.INFO``.

    It is a number, so ``json.dumps`` writes 3 and ``Severity.ERROR == "error"`` is false: the word is ``str(severity)``, and
    ``as_dict()`` of a finding has the word.

    >>> f"{Severity.ERROR}", int(Severity.ERROR)
    ('error', 3)
    """

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in reports and configs: ``info``, ``warning`` or ``error``."""
        return self.name.lower()

    def __str__(self) -> str:
        return self.label

    def __format__(self, spec: str) -> str:
        return format(self.label, spec)

    @classmethod
    def parse(cls, word: str) -> Self:
        """The severity with this name; raises ``KeyError`` for an unknown name."""
        return cls[word.upper()]


class Confidence(StrEnum):
    """How reliable the rule is: ``high`` is based on a source that was read, ``low`` on a heuristic or on memory."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Label(NamedTuple):
    """Another place that a finding points to, with a short text; without one, the finding itself is there too."""

    span: Span
    text: str
    location: Location | None = None

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The label in the JSON report."""
        return {"text": self.text, **({} if self.location is None else self.location.as_dict(root))}


class Fix(NamedTuple):
    """A replacement for one span of the message. Safe: the meaning cannot change. Unsafe: a person should review it."""

    span: Span
    replacement: str
    safe: bool
    location: Location | None = None

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The fix in the JSON report."""
        place = {} if self.location is None else self.location.as_dict(root)
        return {"safe": self.safe, "replacement": self.replacement, **place}


class Location(NamedTuple):
    """Where a finding is in the file that people open. Lines and columns count from 1; the end is exclusive."""

    path: str | None
    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str = ""
    """The text of the first line, for the caret."""

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The place in the JSON report."""
        return {
            "path": relative(self.path, root),
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }


class Finding(NamedTuple):
    """One report.

    ``span`` and the spans of ``labels`` and ``fix`` are offsets in the decoded message; ``location`` is the place in the
    host file; the run maps the offsets to it through the file's escapes.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    """What is wrong, in one sentence that quotes the text."""
    span: Span = Span(0, 0)
    why: str = ""
    """Why it matters, in money or law: one sentence."""
    help: str = ""
    """What to do: one sentence."""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    predicts: str = ""
    """The provider's error that this message would cause, such as ``Twilio 21617``."""
    location: Location | None = None
    key: str | None = None
    """The key path of the message in its catalogue, if it has one."""
    fingerprint: str = ""
    """Made of path, code, message text and occurrence, without line numbers: edits elsewhere in the file do not change it."""
    source_url: str = ""
    """The address of the source of the claim; empty if there is none."""
    sources_differ: str = ""
    """What sources say differently about the claim, as in the message; empty if they agree."""
    more: tuple[Fix, ...] = ()
    """The fixes at the other places of the same finding."""
    together: str = ""
    """What a report for people says once about all messages with such a finding, if it is only for information."""
    unknown: str = ""
    """What is not known because of it, in a phrase for people, such as what it costs; empty if the finding is certain."""
    field: str = ""
    """The field of a registration that it is about, such as ``flow``; empty for a message."""

    @property
    def docs(self) -> str:
        """The path of the rule's page in the project; ``smslint rule CODE`` prints the same text."""
        return f"docs/rules/{self.code}.md"

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """All its fixes, each for one place."""
        return self.more if self.fix is None else (self.fix, *self.more)

    @property
    def place(self) -> Location:
        """Where it is. A finding without a place in a file is on line 1 of the message itself."""
        if self.location is not None:
            return self.location
        start, end = self.span
        return Location(None, 1, start + 1, 1, max(start, end) + 1)

    def at(self, location: Location) -> Finding:
        """The same finding, placed in a host file."""
        return self._replace(location=location)

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The finding in the output of ``smslint check --format json``; it can be passed to ``json.dumps``.

        :param root: paths below this folder are written relative to it.
        """
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.label,
            "confidence": self.confidence.value,
            "message": self.message,
            **self.place.as_dict(root),
            "key": self.key,
            "why": self.why,
            "help": self.help,
            "predicts": self.predicts or None,
            "labels": [label.as_dict(root) for label in self.labels],
            "fix": None if self.fix is None else self.fix.as_dict(root),
            **({"fixes": [fix.as_dict(root) for fix in self.fixes]} if self.more else {}),
            "fingerprint": self.fingerprint,
            "docs": self.docs,
            **({"source_url": self.source_url} if self.source_url else {}),
            **({"sources_differ": self.sources_differ} if self.sources_differ else {}),
            **({"field": self.field} if self.field else {}),
        }

    def __str__(self) -> str:
        """One line: ``error[OPT001] missing-opt-out: There is no opt-out text.``"""
        return one_line(f"{self.severity}[{self.code}] {self.name}: {self.message}")


_ODD: Final = ("//", "/.", "\\", ":")
"""Signs of a path that starts at a root, or that is not written in the shortest way."""


@lru_cache(maxsize=1024)
def relative(path: str | None, root: PurePath | None) -> str | None:
    """A path relative to the root if it is below it, with forward slashes."""
    if path is None or not any(each in f"/{path}/" for each in _ODD):
        return path
    from pathlib import PurePath

    pure = PurePath(path)
    if root is not None and pure.is_absolute() and pure.is_relative_to(root):
        pure = pure.relative_to(root)
    return pure.as_posix()


def one_line(text: str) -> str:
    """Text on one line, safe for a terminal: characters that do not print, and line breaks, are written as escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
