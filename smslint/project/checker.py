"""Check one message: from the settings of its file and project to its result and findings."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Final

from smslint.dialects.merge_fields import known_names
from smslint.dialects.parts.mentions import mentions_parts
from smslint.errors import TemplateError
from smslint.project.choosing import overridden
from smslint.project.covering import ITSELF, together
from smslint.project.disk import DISK
from smslint.project.guessing import at_host, composed_reading, guess, program_reading, stated_reading
from smslint.project.layers import NO_SETTINGS, SENT_BY, Layer, Merged, MessageSettings, merge
from smslint.project.locales import with_regions
from smslint.project.outcome import READ
from smslint.project.project_files import prints_plain_numbers
from smslint.project.runs import Runs
from smslint.records import NamedTuple, dataclass, field
from smslint.result import CostRange, MessageResult
from smslint.rules.context import CONTEXT_KEYS, make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from smslint.rules.unasked import Missing, unasked
from smslint.sources.file_locale import locale_of
from smslint.span import Span
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from smslint.dialects.parts.composed import Composed
    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.config import Entry
    from smslint.project.disk import Files
    from smslint.project.placing import Place
    from smslint.project.project import Project
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule
    from smslint.sources.message import Message


class Checked(NamedTuple):
    """One message as the checks see it, and their findings, not yet placed in its file."""

    subject: Subject
    findings: list[Finding]
    dialect_from: str = ""
    """What the dialect was guessed from; empty if it was not guessed."""
    dialect_also: tuple[str, ...] = ()
    """Other dialects that fit, and in which the message has other bounds."""
    unasked: str = ""
    """Facts that are missing, and the rules that need them."""
    read: frozenset[str] = frozenset()
    """Those of its declared values that the message reads."""


_FILLING: Final = ("python", "php")
"""Sources that know in which dialect a call fills a text: ``.format``, ``%``, ``sprintf``."""

_SAME: Final = {"php_sprintf": "percent"}
"""What people state for a dialect that only a program shows."""


def _read_by(subject: Subject) -> frozenset[str]:
    """Those of its declared values that a message reads."""
    exact, globs = subject.values.exact, subject.values.globs
    if not exact and not globs.patterns:
        return frozenset()
    from smslint.rules.declared import read_by

    return read_by(subject, exact, globs)


def _may_be_empty(body: str) -> bool:
    """Whether a text may have no visible character: no ASCII character that is not white space is its first."""
    first = body.lstrip()[:1]
    return not first or not first.isascii()


@dataclass(eq=False, repr=False)
class Checker:
    """Checks the messages of one project."""

    project: Project
    files: Files = DISK
    """Where templates that others extend or include are read."""
    _entry: Entry | None = None
    _locale: str | None = None
    _states: tuple[Layer, ...] = ()
    """The layers of the last message's directives and sidecar: most messages have none, or those of the message before."""
    _last: tuple[Merged, Context, ValueTable] | None = None
    """The settings of the last message without front matter: those of the next one, unless its entry, locale or layers are others."""
    _runs: Runs = field(default_factory=Runs)

    def check(self, message: Message, place: Place, entry: Entry | None, own: MessageSettings = NO_SETTINGS) -> Checked:
        """Check one message with the rules of its project.

        :param own: the settings from its directives and the sidecar of its file.
        :raises ConfigError: if the message's own settings are invalid.
        """
        merged, context, values = self._settled(message, place, entry, own)
        if self.project.approved:
            context = context.knowing(self.project.approved_for(place.inside or place.path))
        stated = at_host(place.source, merged.settings.get("dialect") or place.dialect)
        known = known_names(values.declared)
        if message.text is None and place.source in _FILLING and "dialect" in message.settings:
            own_dialect = entry.settings.get("dialect") if entry is not None else None
            other = (
                stated
                if stated not in {message.settings["dialect"], _SAME.get(str(message.settings["dialect"]))}
                else None
            )
            read = program_reading(message, own_dialect or other, known)
        elif stated:
            read = stated_reading(message, stated, known)
        else:
            read = guess(message, place, known, self.project.config.root)
        parts = self._parts(message, read.dialect, place)
        if parts is not None:
            others = [(dialect, self._parts(message, dialect, place)) for dialect, _ in read.others]
            read = composed_reading(read, parts, others, None if stated else known)
        read, used = read.resulting(self.project.config.results, message.body)
        read = read.escaping(values)
        subject = Subject(
            message.body if parts is None else parts.source,
            dialect=read.dialect,
            context=context,
            values=values,
            text=read.text,
            template=True,
            others=tuple(text for _, text in read.others),
            fields=read.fields,
            parts=parts,
            grouping=read.dialect != "icu"
            or not prints_plain_numbers(place.source, place.path or "", self.project.config.root),
        )
        rules = self.project.rules
        if merged.rules:
            rules = overridden(rules, self.project.packs, merged.rules)
        if read.dialect == "twig" and (place.path or "").endswith(
            ".txt.twig"
        ):  # Symfony escapes by the name of the file
            rules = tuple(rule for rule in rules if rule.check != "html-escape")
        found = self._runs.run(rules, subject)
        if place.source == "plain" and _may_be_empty(message.body):
            found += run([rule for rule in rules if rule.check == "empty-body"], subject, ("send",))
        missing = (*unasked(rules, subject), *(Missing(rule.code, ITSELF) for rule in self._runs.unable(rules)))
        also = read.also(subject)
        return Checked(
            subject,
            found,
            read.evidence or ("|" if also else ""),
            also,
            together(missing, subject.regions, self._unpriced(rules, subject)),
            _read_by(subject) | {READ + name for name in used},
        )

    def _parts(self, message: Message, dialect: str, place: Place) -> Composed | None:
        """The template with what it extends and includes, where it does."""
        named = dialect == "erb" or mentions_parts(message.body, dialect)  # Rails puts a text into a layout unasked
        if message.text is not None or place.file is None or not named:
            return None
        from smslint.project.parts import composed

        try:
            return composed(message.body, dialect, place.file, place.path or "", self.project.config, self.files)
        except TemplateError:
            return None  # the subject says it

    def layers(
        self, message: Message, place: Place, entry: Entry | None, own: MessageSettings = NO_SETTINGS
    ) -> tuple[Layer, ...]:
        """The settings of a message in layers, the closest last: the project and what it extends, the file's name, the entry, the
        sidecar, the file itself, a directive."""
        found = list(self.project.config.layers)
        if message.locale is not None:
            named = locale_of(place.inside or place.path or "") == message.locale
            found.append(Layer("the file name" if named else "the file", {"locale": message.locale}))
        if entry is not None:
            found.append(Layer(entry.name, entry.settings, entry.rules))
        found += own.sidecar
        if message.settings:
            from smslint.project import front_matter

            found.append(front_matter.layer(message.settings, place.text, place.path or ""))
        return with_regions((*found, *own.directives))

    def _settled(
        self, message: Message, place: Place, entry: Entry | None, own: MessageSettings
    ) -> tuple[Merged, Context, ValueTable]:
        states = (*own.sidecar, *own.directives)
        if (
            not message.settings
            and self._last is not None
            and entry is self._entry
            and message.locale == self._locale
            and len(states) == len(self._states)
            and all(map(is_, states, self._states))
        ):
            return self._last
        merged = merge(self.layers(message, place, entry, own))
        stated = {key: value for key, value in merged.settings.items() if key in CONTEXT_KEYS}
        if str(stated.get("provider")).lower() == "generic":  # wherever it is written
            stated["provider"] = merged.settings.get(SENT_BY, "generic")
        found = (merged, make_context(stated), ValueTable(merged.settings.get("values")))
        if not message.settings:
            self._entry, self._locale, self._states, self._last = entry, message.locale, states, found
        return found

    def _helpers(self, subject: Subject) -> list[str]:
        """The helpers in conditions of which the project says nothing."""
        if subject.dialect != "handlebars" or "(" not in subject.body or subject.error is not None:
            return []
        from smslint.dialects.stated_results import asked

        return [each for each in asked(subject.text, subject.dialect) if each not in self.project.config.results]

    def _unpriced(self, rules: tuple[Rule, ...], subject: Subject) -> tuple[str, ...]:
        """The message's regions for which the project's rate card has no price."""
        card = self.project.card
        if card is None or subject.error is not None or not any(rule.check == "price-age" for rule in rules):
            return ()
        sender = subject.context.sender.type
        return tuple(region for region in subject.regions if card.price(region, sender) is None)

    def result(
        self,
        subject: Subject,
        message: Message,
        place: Place,
        dialect_from: str = "",
        dialect_also: tuple[str, ...] = (),
    ) -> MessageResult:
        """The message's part of the reports."""
        start = place.lines.position(message.map.to_file(Span(0, 0)).start)
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
            cost=() if broken else costs(self.project.card, subject),
            notes=_notes(subject),
            dialect_from=dialect_from,
            kind_from=context.evidence if context.kind_inferred else "",
            dialect_also=dialect_also,
            kind_score=context.score,
            kind_certainty=context.certainty,
            unknown_filters=tuple(dict.fromkeys((*subject.unknown_filters.values(), *self._helpers(subject)))),
        )


_BY_STANDARD: Final = (
    "It is counted as the standard says (provider: generic): GOV.UK Notify, whose language this is, changes white space "
    "and may put the name of the service before the text."
)


def _notes(subject: Subject) -> tuple[str, ...]:
    """How the provider changes the message; nothing is looked up if no provider is named."""
    if subject.stated.provider == "generic":
        return (_BY_STANDARD,) if subject.dialect == "parens" else ()
    from smslint.rules.notes import notes

    return notes(subject, elsewhere=False)


def costs(card: RateCard | None, subject: Subject) -> tuple[CostRange, ...]:
    """The cost of one recipient in each region for which the rate card has a price."""
    if card is None:
        return ()
    from smslint.prices import cost

    found = subject.bounds
    sender = subject.context.sender.type
    ranges = (cost(card, region, found.least, found.most, sender) for region in subject.regions)
    return tuple(each for each in ranges if each is not None)
