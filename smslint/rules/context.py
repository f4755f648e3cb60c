"""What is known about a message except its text: sender, destination, provider, language, time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError, InstallationError
from smslint.records import NamedTuple
from smslint.rules.facts import NOTHING, Facts, make_facts
from smslint.rules.sender import Sender, sender_of
from smslint.rules.stated_regions import regions
from smslint.settings import Key, Node, Origin, node_of
from smslint.vocabulary import KINDS, PROGRAMS
from smslint.wording import language_of, nearest, shown, word_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

CONSENTS: Final = ("express", "implied", "none")


class Context(NamedTuple):
    """Everything a check may need that is not in the message. ``None`` and empty mean unknown."""

    kind: str | None = None
    kind_inferred: bool = False
    evidence: str = ""
    """The evidence for an inferred kind: ``'20% off'``."""
    regions: tuple[str, ...] = ()
    sender: Sender = Sender()
    brand: tuple[str, ...] = ()
    """The names by which recipients know the sender."""
    provider: str = "generic"
    locale: str | None = None
    appended: str = ""
    """The text that the sending code or the provider adds after the message."""
    domains: tuple[str, ...] = ()
    """The sender's own domains: links to them are allowed."""
    smart_encoding: bool | None = None
    """Whether the provider's smart encoding is switched on; ``None``: the provider's default."""
    consent: str | None = None
    """``express``, ``implied`` or ``none``."""
    program: str = ""
    """A message's part in an opt-in programme: ``confirmation``, ``help``, ``stop``."""
    at: datetime | None = None
    prepended: str | None = None
    """The text that the provider puts before the message; empty if it puts none, ``None`` if nobody says so."""
    facts: Facts = NOTHING
    """Facts that only the moment, the list, the journal or the run knows."""
    score: int = 0
    """The weight of the evidence for an inferred kind."""
    certainty: float = 0.0
    """How often an inferred kind with such evidence is right, at least: from 0 to 1."""
    by_standard: bool = False
    """Whether the project itself says that no particular provider sends (``provider: generic``): no language of a text shows one."""

    @property
    def language(self) -> str | None:
        """The language of the locale: ``pt`` of ``pt-BR``."""
        return language_of(self.locale) if self.locale else None

    def guessed(self, kind: str, evidence: str, score: int = 0, certainty: float = 0.0) -> Context:
        """The same with a kind that is inferred."""
        return self._replace(kind=kind, kind_inferred=True, evidence=evidence, score=score, certainty=certainty)

    def knowing(self, facts: Facts) -> Context:
        """The same context with more facts. Consent and language of the facts replace those set for all recipients."""
        if facts == NOTHING:
            return self
        known = facts.over(self.facts)
        # A consent of none that only came from an opt-out ends with it.
        stated = self.facts.consent if self.facts.opted_out and not known.opted_out else self.consent
        consent = "none" if known.opted_out else stated if facts.consent is None else facts.consent
        return self._replace(
            facts=known, consent=None if consent == "unknown" else consent, locale=facts.locale or self.locale
        )


ABOUT_RECIPIENT: Final[Mapping[str, Callable[[Context], bool | str | None]]] = {
    "opted_out": lambda context: context.facts.opted_out,
    "no_consent": lambda context: context.consent == "none" and not context.facts.opted_out,
    "consent_unknown": lambda context: context.facts.consent == "unknown" and not context.facts.opted_out,
    "suppressed": lambda context: context.facts.suppressed,
    "duplicate_of": lambda context: context.facts.duplicate_of,
    "ragged": lambda context: context.facts.ragged,
    "enabled_regions": lambda context: bool(context.facts.enabled_regions),
}
"""What a rule can be about that is known of one recipient: yes or no, or a text that says how."""


def make_kind(setting: object, where: str) -> str | None:
    """A kind of message, or ``None`` if it is not set.

    :raises ConfigError: for any other word or value.
    """
    return _kind(Node(Origin(where), {"kind": setting}), ())


def make_context(settings: Mapping[str, object] | Node, where: str = "context") -> Context:
    """A context from plain settings, as a configuration, front matter or a rule's test writes them.

    :raises ConfigError: names the invalid key and the nearest known one.
    """
    node = node_of(settings, where).only(CONTEXT_KEYS)
    provider = node.optional("provider")
    by_standard = provider is not None and provider.lower() == "generic"
    return Context(
        kind=_kind(node),
        regions=regions(node, "regions" if "regions" in node.values else "region"),
        sender=sender_of(node) if node.has("sender") else Sender(),
        brand=node.one_or_more("brand"),
        provider="generic" if by_standard else provider or "generic",
        locale=node.optional("locale"),
        appended=node.optional("appended") or "",
        domains=_domains(node),
        smart_encoding=node.optional_flag("smart_encoding"),
        consent=_consent(node),
        program=node.known("program", PROGRAMS) or "",
        at=_moment(node),
        prepended=node.optional("prepended"),
        by_standard=by_standard,
    ).knowing(_facts(node))


CONTEXT_KEYS: Final = (
    "kind", "regions", "region", "sender", "brand", "provider", "locale", "appended", "prepended", "domains", "smart_encoding",
    "consent", "program", "at", "facts",
)  # fmt: skip


_KIND_WORDS: Final = {
    "promo": "marketing", "promotion": "marketing", "promotional": "marketing", "advertising": "marketing", "ads": "marketing",
    "ad": "marketing", "campaign": "marketing", "service": "transactional", "notification": "transactional",
    "alert": "transactional", "informational": "transactional", "utility": "transactional", "order": "transactional",
    "code": "otp", "verification": "otp", "2fa": "otp", "mfa": "otp", "authentication": "otp", "auth": "otp",
}  # fmt: skip


def _consent(node: Node) -> str | None:
    value = node.values.get("consent")
    if value is not None and (not isinstance(value, str) or value not in CONSENTS):
        node.fail(f"unknown consent {shown(value)}{nearest(word_of(value), CONSENTS)}", "consent")
    return value


def _facts(node: Node) -> Facts:
    stated = node.values.get("facts")
    if stated is None or isinstance(stated, Facts):
        return stated or NOTHING
    given = node.child("facts", "{consent: yes}")
    for key, value in given.values.items():
        try:
            make_facts({key: value})
        except InstallationError:
            raise
        except ConfigError as error:
            given.fail(str(error).partition(": ")[2], key)
    try:
        return make_facts(given.values)
    except ConfigError as error:  # two words for one fact
        given.fail(str(error).partition(": ")[2])


def _kind(node: Node, way: tuple[Key, ...] = ("kind",)) -> str | None:
    value = node.values.get("kind")
    if isinstance(value, bool):
        node.wrong("text", value, *way)
    if value is not None and not (isinstance(value, str) and value in KINDS):
        hint = _KIND_WORDS.get(word_of(value).lower())
        hint_text = f" (did you mean {hint!r}?)" if hint else nearest(word_of(value), KINDS)
        node.fail(f"unknown kind {shown(value)}{hint_text}", *way)
    return value


def _domains(node: Node) -> tuple[str, ...]:
    single = isinstance(node.values.get("domains"), str)
    words = node.one_or_more("domains")
    for at, word in enumerate(words):
        if not re.fullmatch(_DOMAIN, word):
            inside = re.search(_DOMAIN, word)
            hint = f" (did you mean {inside[0]!r}?)" if inside is not None and len(word) < 200 else ""
            node.fail(f"{shown(word)} is not a domain such as acme.com{hint}", "domains", *(() if single else (at,)))
    return words


_DOMAIN: Final = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"


def _moment(node: Node) -> datetime | None:
    value = node.values.get("at")
    if value is None:
        return None
    from smslint.clock import moment

    try:
        return moment(value, "at")
    except ConfigError as error:
        if node.origin.file is None:
            node.fail(str(error))
        node.fail(str(error).removeprefix("at "), "at")


def sent_by(dialect: str, context: Context) -> Context:
    """The context of a text in a language that only one provider has: it is the provider, if none is stated."""
    if dialect == "parens" and context.provider == "generic" and not context.by_standard:
        return context._replace(provider="govuk-notify")
    return context
