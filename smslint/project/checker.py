"""One message, from what a file and a project say about it to its result and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from smslint.dialects.detect import detect
from smslint.errors import ConfigError
from smslint.project.config import check_settings, configured, settings_of_rules
from smslint.result import CostRange, MessageResult
from smslint.rules.context import CONTEXT_KEYS, Context, make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.config import Config, Entry
    from smslint.project.placing import Place
    from smslint.rules.rule import Rule
    from smslint.sources.message import Message

# What front matter may say at its top level; anything else there belongs to another program.
FRONT_MATTER_KEYS = frozenset({*CONTEXT_KEYS, "dialect", "values", "rules"})


class Checker(NamedTuple):
    """What is the same for all messages of one configuration: its rules and its prices."""

    config: Config
    rules: tuple[Rule, ...]
    card: RateCard | None = None

    def check(
        self, message: Message, place: Place, entry: Entry | None, said: Mapping[str, Any] | None = None
    ) -> tuple[Subject, list[Finding]]:
        """One message as the checks saw it, and what they found, not yet placed in its file.

        :param said: settings of the message's directives.
        :raises ConfigError: when the message's own settings cannot be used.
        """
        settings = self.settings(message, place, entry, said or {})
        subject = self.subject(message, place, settings)
        rules = self.rules
        if settings.get("rules"):
            rules = _overridden(rules, settings["rules"], place.path or "rules")
        return subject, run(rules, subject)

    def settings(
        self, message: Message, place: Place, entry: Entry | None, said: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What is said about a message, the closest word last: project, entry, the file's name, the file, a directive."""
        own = _own_settings(message.settings, place.path)
        if said:
            own = {**own, **said, "values": {**own.get("values", {}), **said.get("values", {})}}
        stated = dict(entry.settings) if entry is not None else {}
        merged = {**self.config.context, **stated, **own}
        if "locale" not in stated and "locale" not in own and message.locale is not None:
            merged["locale"] = message.locale
        merged["values"] = {**self.config.values, **stated.get("values", {}), **own.get("values", {})}
        return merged

    def subject(self, message: Message, place: Place, settings: Mapping[str, Any]) -> Subject:
        """The message as the checks see it."""
        dialect = settings.get("dialect") or place.dialect or detect(message.body)
        return Subject(
            message.body,
            dialect=dialect,
            context=_context(settings),
            values=_values(repr(settings["values"]), settings["values"]),
            text=message.text,
        )

    def result(self, subject: Subject, message: Message, place: Place) -> MessageResult:
        """What the reports say about the message."""
        start = place.lines.position(message.map.to_file(subject.span).start)
        context, found = subject.context, subject.bounds
        broken = subject.error is not None
        return MessageResult(
            path=place.path,
            key=message.key,
            line=start.line,
            column=start.column,
            kind=context.kind or "transactional",
            kind_inferred=context.kind_inferred,
            locale=context.locale,
            dialect=subject.dialect,
            encodings=found.encodings,
            least=found.least,
            most=None if broken else found.most,
            least_witness=found.least_witness,
            most_witness=None if broken else found.most_witness,
            headroom=found.headroom,
            unbounded_by=found.unbounded_by,
            cost=() if broken else costs(self.card, subject),
            notes=_notes(subject),
        )


def _notes(subject: Subject) -> tuple[str, ...]:
    """What the provider does to the message on its way; nothing is looked up where no provider is named."""
    if subject.stated.provider == "generic":
        return ()
    from smslint.rules.notes import notes

    return notes(subject, elsewhere=False)


def costs(card: RateCard | None, subject: Subject) -> tuple[CostRange, ...]:
    """What one recipient costs in each region that the card has a price for."""
    if card is None:
        return ()
    from smslint.prices import cost

    found = subject.bounds
    sender = subject.context.sender.type
    ranges = (cost(card, region, found.least, found.most, sender) for region in subject.regions)
    return tuple(each for each in ranges if each is not None)


def _own_settings(settings: Mapping[str, Any], path: str | None) -> dict[str, Any]:
    """The settings that a file states for itself: those under ``smslint:`` strictly, those beside it where they are ours."""
    if not settings:
        return {}
    nested = settings.get("smslint")
    own = {key: value for key, value in settings.items() if key in FRONT_MATTER_KEYS}
    if nested is not None:
        if not isinstance(nested, dict):
            raise ConfigError(f"{path}: smslint: expected a mapping of settings, found {nested!r}")
        for key in nested:
            if key not in FRONT_MATTER_KEYS:
                from smslint.text.values import nearest

                raise ConfigError(f"{path}: smslint: unknown key {key!r}{nearest(str(key), FRONT_MATTER_KEYS)}")
        own |= nested
    check_settings(own, f"{path}: front matter")
    return own


def _context(settings: Mapping[str, Any]) -> Context:
    return make_context({key: settings[key] for key in CONTEXT_KEYS if key in settings})


_TABLES: dict[str, ValueTable] = {}


def _values(key: str, settings: Mapping[str, Any]) -> ValueTable:
    """The table of some declared values, built once: most messages of a project share theirs."""
    if key not in _TABLES:
        if len(_TABLES) > 256:
            _TABLES.clear()
        _TABLES[key] = ValueTable(settings)
    return _TABLES[key]


def _overridden(rules: tuple[Rule, ...], settings: Mapping[str, Any], where: str) -> tuple[Rule, ...]:
    """The rules as one message's own settings change them."""
    changed = []
    parsed = settings_of_rules(settings, where)
    for rule in rules:
        setting = next((parsed[word] for word in (rule.code, rule.name, *rule.aliases) if word in parsed), None)
        if setting is None:
            changed.append(rule)
        elif setting.enabled:
            changed.append(configured(rule, setting, where))
    return tuple(changed)
