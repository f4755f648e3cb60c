"""Every error that smslint raises on purpose. One type per cause; the command line turns them into one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.span import Span


class SmslintError(Exception):
    """The base of all errors raised on purpose. Its text is one line that says what to do.

    Every one of them pickles and copies with its attributes: a worker process can hand it back.
    """

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (type(self), self.args), self.__dict__ or None


def _restored(kind: type[SmslintError], args: tuple[object, ...]) -> SmslintError:
    """An error as it was, without asking its constructor, which may need more than the text."""
    return kind.__new__(kind, *args)


class ConfigError(SmslintError):
    """A setting cannot be used. The text names the file, the key and, where there is one, the nearest known key."""


class PackError(SmslintError):
    """A rule, profile or lexicon file cannot be used. The text names the file, line and key."""


class TemplateError(SmslintError):
    """A template does not parse.

    :param span: where in the source, as offsets of code points.
    """

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class SourceError(SmslintError):
    """A host file (YAML, JSON, CSV, ...) cannot be read as what it claims to be.

    :param span: where in the decoded file, where that is known.
    """

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


class FormatError(SourceError):
    """A file is in no format that smslint reads."""


class RecipientsError(SmslintError):
    """A recipient list cannot be read at all (no phone column, an empty file, a quote that never ends)."""


class PlanError(SmslintError):
    """The numbering plan cannot be built or read: unknown metadata, a damaged file, or answers that disagree."""


class SendRefused(SmslintError):
    """The gate said no, so nothing was sent.

    :param findings: why, the worst first.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class TransportError(SmslintError):
    """The provider could not be reached or its answer could not be understood."""


class JournalError(SmslintError):
    """The send journal cannot be read or written. Sending stops: what is not on disk first does not leave."""
