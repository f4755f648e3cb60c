"""What the comparison of translations needs from a message after its file was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.rules.subject import Subject
    from smslint.sources.message import Message

_LONGEST: Final = 4000
"""The longest text that is compared, in characters."""


class Wording(NamedTuple):
    """A text of a catalogue, as it is compared with those of other languages."""

    body: str
    dialect: str
    kind: str
    names: tuple[str, ...]
    """What it prints: the names of its placeholders, sorted."""
    plural: str | None = None
    """Its plural category, if it is one form of a message."""
    original: str | None = None
    """The text that its file says it translates."""
    conversions: str = ""
    """What its placeholders print, as :func:`smslint.rules.translated.conversions` says it."""


def wording(message: Message, subject: Subject) -> Wording | None:
    """The wording of a message; ``None`` for one that is no translation, or that cannot be read."""
    if message.key is None and message.locale is None:
        return None
    if (
        (message.text is not None and subject.dialect != "fluent")
        or subject.error is not None
        or subject.parts is not None
        or len(message.body) > _LONGEST
    ):
        return None
    from smslint.rules.translated import conversions, placeholders

    found = placeholders(subject.text)
    printed = conversions(message.body, found, subject.dialect)
    kind = subject.context.kind or ""
    return Wording(message.body, subject.dialect, kind, tuple(sorted(found)), message.plural, message.original, printed)
