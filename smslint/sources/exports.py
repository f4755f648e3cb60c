"""The files in which tools keep or export their messages as JSON: which values are messages, how they are filled, and their language.

A file of such a tool says itself which of its texts are sent, so that without ``keys`` and ``names`` only those are taken. Sources: the
documentation and the files of each tool (Twilio Studio and Content, n8n, WhatsApp's message templates, GOV.UK Notify, Amazon Cognito).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.file_locale import as_locale
from smslint.sources.json_values import decode, scan

if TYPE_CHECKING:
    from smslint.sources.json_values import Notation, Value

_SENDING_NODES: Final = {
    "n8n-nodes-base.twilio": ("message",), "n8n-nodes-base.vonage": ("message",), "n8n-nodes-base.messageBird": ("message",),
    "n8n-nodes-base.plivo": ("message",), "n8n-nodes-base.awsSns": ("message",), "n8n-nodes-base.msg91": ("message",),
    "n8n-nodes-base.mocean": ("message",), "n8n-nodes-base.sms77": ("message",), "n8n-nodes-base.clickSend": ("message",),
}  # fmt: skip
"""The nodes of n8n that send text messages, and the parameters with the text."""
_STUDIO: Final = frozenset(("send-message", "send-and-reply", "send-and-wait-for-reply"))
_SHOWN: Final = frozenset(("BODY", "HEADER", "FOOTER", "body", "header", "footer"))
_SMS: Final = frozenset(("sms",))
_OTHER_WAYS: Final = (((1, "resource"), frozenset(("call", "voice"))), ((1, "toWhatsapp"), frozenset(("true",))))
"""What says of a node of n8n that it calls, or writes on WhatsApp."""


class Export(NamedTuple):
    """The messages of one tool.

    A message is a text whose path ends like ``path`` (``*`` is any name or number), and where ``named`` has one of ``values`` beside it:
    so many steps up from the text, and the key there. Where one of ``unless`` has a value of its own, it is sent in another way.
    """

    marks: tuple[str, ...]
    """Words that every such file contains."""
    path: tuple[str, ...]
    dialect: str
    named: tuple[int, str] | None = None
    values: frozenset[str] = frozenset()
    language: tuple[int, str] | None = None
    """Where the language is, in the same way."""
    unless: tuple[tuple[tuple[int, str], frozenset[str]], ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys that say what a text is."""
        places = (self.named, self.language, *(place for place, _ in self.unless))
        return tuple(place[1] for place in places if place is not None)


EXPORTS: Final = (
    Export(('"states"', '"send-'), ("states", "*", "properties", "body"), "liquid", (2, "type"), _STUDIO),
    *(
        Export(('"nodes"', f'"{node}"'), ("nodes", "*", "parameters", name), "n8n", (2, "type"), frozenset((node,)), None, _OTHER_WAYS)
        for node, names in _SENDING_NODES.items()
        for name in names
    ),
    Export(('"types"', '"twilio/'), ("types", "*", "body"), "whatsapp", language=(3, "language")),
    Export(('"components"', '"text"', '"type"'), ("components", "*", "text"), "whatsapp", (1, "type"), _SHOWN, (3, "language")),
    Export(('"templates"', '"sms"'), ("templates", "*", "body"), "parens", (1, "type"), _SMS),
    Export(('"created_by"', '"version"', '"sms"'), ("body",), "parens", (1, "type"), _SMS),
    *(
        Export((f'"{name}"',), (*around, name), "brace")
        for around, name in (
            ((), "SmsVerificationMessage"), ((), "SmsAuthenticationMessage"), (("VerificationMessageTemplate",), "SmsMessage"),
            (("InviteMessageTemplate",), "SMSMessage"), ((), "smsVerificationMessage"), ((), "smsAuthenticationMessage"),
        )
    ),
)  # fmt: skip
"""The tools whose files are known by what is in them."""


def exports_in(text: str) -> tuple[Export, ...]:
    """The tools that a file may be of."""
    return tuple(each for each in EXPORTS if all(mark in text for mark in each.marks))


class Sent(NamedTuple):
    """How a text of a tool is read."""

    path: tuple[str, ...]
    """Its path, with the names of states, nodes and templates instead of their numbers."""
    dialect: str
    skipped: int = 0
    """The characters at its start that are not sent: n8n's ``=``, which makes a text an expression."""
    locale: str | None = None


def sent_by(text: str, notation: Notation, exports: tuple[Export, ...]) -> dict[int, Sent]:
    """The texts that the tools of a file send, by their places.

    :raises SourceError: when the file is not valid.
    """
    found: list[tuple[Value, Export]] = []
    about: dict[tuple[str, ...], str] = {}
    asked = {"name", *(key for each in exports for key in each.asked)}
    for value in scan(text, notation):
        if value.path and value.path[-1] in asked and value.kind != "key":
            whole = value.kind == "text"
            about[value.path] = (
                decode(text, value.start, value.end)[0] if whole else text[value.start : value.end].strip()
            )
        if value.kind == "text" and value.path:
            found += [(value, each) for each in exports if _ends(value.path, each.path)]
    return {
        value.start: _sent(text, value, export, about)
        for value, export in found
        if (export.named is None or _near(about, value.path, export.named) in export.values)
        and not any(_near(about, value.path, place) in values for place, values in export.unless)
    }


def _sent(text: str, value: Value, export: Export, about: dict[tuple[str, ...], str]) -> Sent:
    path = tuple(
        about.get((*value.path[: index + 1], "name"), step) if step.isdigit() else step
        for index, step in enumerate(value.path)
    )
    locale = as_locale(_near(about, value.path, export.language)) if export.language else None
    if export.dialect != "n8n":
        return Sent(path, export.dialect, 0, locale)
    return Sent(path, "n8n", 1) if text.startswith("=", value.start) else Sent(path, "plain")


def _ends(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return len(path) >= len(pattern) and all(
        wanted in ("*", step) for step, wanted in zip(path[-len(pattern) :], pattern, strict=True)
    )


def _near(about: dict[tuple[str, ...], str], path: tuple[str, ...], place: tuple[int, str]) -> str:
    steps, key = place
    return about.get((*path[:-steps], key), "")
