"""Every error that smslint raises on purpose. One type per cause; the command line turns them into one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.span import Span

_LOGIN: Final = r"(\b[A-Za-z]{2,9}:/{1,2})\S{1,300}@"
"""Also with one slash, as a path has it, and with a slash in the password."""


def without_login(text: str) -> str:
    """A text without the user name and the password of the web addresses in it."""
    if "@" not in text:
        return text
    import re

    return re.sub(_LOGIN, r"\1[hidden]@", text)


class SmslintError(Exception):
    """The base of all errors raised on purpose. Its text is one line that says what to do.

    Every error can be pickled and copied with its attributes, so a worker process can return it.
    """

    def __init__(self, *args: object) -> None:
        super().__init__(*(without_login(each) if isinstance(each, str) else each for each in args))

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (type(self), self.args), self.__dict__ or None


def _restored(kind: type[SmslintError], args: tuple[object, ...]) -> SmslintError:
    """Rebuild an error without calling its constructor, which may need more arguments than the text."""
    return kind.__new__(kind, *args)


class ConfigError(SmslintError):
    """An invalid setting. The text names the file, the key and, if there is one, the nearest known key."""


class InstallationError(ConfigError):
    """Something that belongs to the system is missing, such as the database of time zones: no setting is wrong."""


class PackError(SmslintError):
    """An invalid rule, profile or lexicon file. The text names the file, line and key."""

    file: Path | None = None
    """The file, if one is at fault."""


class TemplateError(SmslintError):
    """A template cannot be parsed.

    :param span: where in the source, as offsets of code points.
    """

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class SourceError(SmslintError):
    """A host file (YAML, JSON, CSV, ...) is not valid in its format.

    :param span: where in the decoded file, if known.
    """

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


class FormatError(SourceError):
    """The format of a file is not supported."""


class RecipientsError(SmslintError):
    """A recipient list cannot be read at all (no phone column, an empty file, an unclosed quote)."""


class PlanError(SmslintError):
    """The numbering plan cannot be built or read: unknown metadata, a damaged file, or contradictory results."""


class SendRefused(SmslintError):
    """The gate refused the message, so nothing was sent.

    :param findings: why, the worst first.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class TransportError(SmslintError):
    """The provider could not be reached or its answer could not be understood."""


class JournalError(SmslintError):
    """The send journal cannot be read or written. Sending stops: no message is sent before it is recorded on disk."""
