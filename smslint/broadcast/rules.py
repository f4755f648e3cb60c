"""The project's rules about a whole broadcast: its cost, its longest messages, missing values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint import clock
from smslint.broadcast.no_values import why
from smslint.calling import called
from smslint.finding import Severity
from smslint.project.config import Config
from smslint.recipients import codes
from smslint.recipients.codes import Code
from smslint.recipients.hours import CHECKS
from smslint.rules import billed
from smslint.rules.context import Context
from smslint.rules.doubts import of_cost
from smslint.rules.facts import NOTHING, Facts
from smslint.rules.undecided import kindless
from smslint.sealed import sealed
from smslint.span import Span
from smslint.text.values import ValueTable
from smslint.vocabulary import SENDS_LISTS
from smslint.wording import plural

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from smslint.broadcast.options import Limit
    from smslint.broadcast.record import Broadcast
    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.recipients.audited import Audit
    from smslint.rules.providers import Provider
    from smslint.rules.rule import Rule

HOLE: Final = Code("PLH002", True, "leaves a merge field empty")
NULL: Final = Code("PLH001", True, "prints a word such as None instead of a value")
LONG: Final = Code("LEN002", True, "takes more segments than the project allows")
CONSENT: Final = "CON002"
COST: Final = "CST001"
OF_FILLED: Final = frozenset({"PLH004", LONG.code})
"""Rules that ``check`` runs on all possible renderings; with a list, the real renderings are known."""
OF_VALUES: Final = frozenset({"dlt-template", "approved-template"})
"""The kinds of check that hold values against the variables of a registered template: with a list, the real values are known."""
_MOST_NAMED: Final = 12


@sealed
@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one project, applied to a broadcast."""

    by_code: Mapping[str, Rule] = field(default_factory=dict)
    """The rules that are switched on."""
    context: Context | None = None
    refuse_at: Severity = Severity.ERROR
    limit: Limit | None = None
    max_segments: int | None = None
    """The caller's limit for one message; by default the rule's."""
    severe: bool = True
    """Whether a message over ``max_segments`` is an error: the project states no severity of its own."""
    config: Config = field(default_factory=lambda: Config(Path()))
    """The project's configuration with the caller's options for sending."""
    values: ValueTable = field(default_factory=ValueTable)
    """The possible values of placeholders that the project declares."""
    card: RateCard | None = None
    at: dt.datetime | None = None
    """The planned time; ``None``: now."""

    @property
    def marketing(self) -> bool:
        """Whether the message is marketing, or may be: its kind is unknown."""
        return self.context is not None and (self.context.kind == "marketing" or self.kindless)

    @property
    def timed(self) -> bool:
        """Whether the moment of sending may matter: the message may be marketing, and a rule on hours or days is on."""
        return self.marketing and any(rule.check in CHECKS for rule in self.by_code.values())

    @property
    def asks_consent(self) -> bool:
        """Whether nothing may be sent where it is unknown who agreed."""
        return CONSENT in self.by_code and self.marketing

    @property
    def kindless(self) -> bool:
        """Whether the kind is not stated, and the words decide nothing."""
        return self.context is not None and kindless(self.context)

    @property
    def sending(self) -> Context:
        """What the gate knows about every message: where no provider is stated, it is the one that sends lists."""
        context = self.context or Context()
        provider = SENDS_LISTS if context.provider == "generic" else context.provider
        return context._replace(provider=provider, at=self.at or clock.now())

    @property
    def kind(self) -> str | None:
        """The kind of message as prices know it."""
        return None if self.context is None else self.context.kind

    @property
    def on_prices(self) -> Mapping[str, Rule]:
        """The rules on old and missing prices, also those of a pack, by code."""
        return {code: rule for code, rule in self.by_code.items() if rule.check == "price-age"}

    @property
    def counted_as(self) -> str:
        """The provider as which messages are counted, if it is another one than sends lists; else empty."""
        return billed.other(self.sending.provider)

    @property
    def provider(self) -> Provider:
        """The profile of the provider."""
        from smslint.rules.providers import load

        return load(self.sending.provider)

    def priced(self, region: str) -> Facts:
        """The limit on the cost as the gate knows it: without a price in its currency it cannot be checked."""
        if self.limit is None or self.card is None:
            return NOTHING
        context = self.sending
        price = self.card.price(region, context.sender.type, kind=context.kind)
        known = price is not None and self.limit.currency in (None, price.currency)
        facts = Facts(budget=self.limit.amount, currency=self.limit.currency)
        return facts if known else facts._replace(unpriced=(region,))

    def code(self, code: Code) -> Code | None:
        """A code in the project; ``None`` if its rule is switched off."""
        return codes.of_project(code, self.by_code, self.refuse_at)

    @property
    def most_segments(self) -> int | None:
        """The most segments that the gate allows in a message; ``None`` without a limit."""
        code = self.code(LONG)
        return _allowed(self.by_code[LONG.code]) if code is not None and code.refuses else None

    def findings(
        self, found: Broadcast, over: Mapping[int, int], at: dt.date | None, unpriced: Mapping[str, int]
    ) -> tuple[Finding, ...]:
        """The findings about the whole broadcast, in the order of the report.

        :param over: how many messages were refused for too many segments, by number of segments.
        :param at: the day of sending; by default today.
        :param unpriced: how many recipients were refused because their country has no price, by country.
        """
        return (
            *self._consent(found),
            *self._holes(found),
            *self._prices(found, at or clock.today(), unpriced),
            *self._cost(found),
            *self._long(found, over),
        )

    def notes(self) -> tuple[str, ...]:
        """Limits that the caller set although the project has switched their rules off, and whose figures these are."""
        asked = (
            (self.limit is not None, COST, "cost"),
            (self.max_segments is not None, LONG.code, "number of segments"),
        )
        counted = self.counted_as
        return (
            *(
                f"The limit on the {what} is not checked, because the project has switched {code} off."
                for given, code, what in asked
                if given and code not in self.by_code
            ),
            *((billed.note(counted),) if counted else ()),
        )

    def _consent(self, found: Broadcast) -> Iterator[Finding]:
        """A finding if a marketing message would go to people whose consent is unknown."""
        if not (self.asks_consent and self.lacks_consent(found.audit)):
            return
        column = called("columns", '{"consent": NAME}', "consent=NAME")
        silent = found.audit.silent_on_consent
        lacking = "No row of the consent column says yes or no" if silent else "The list has no consent column"
        yield _of(self.by_code[CONSENT], f"{lacking}, so it is unknown who agreed to marketing messages: name the column with "
                  f"{column}; if consent is recorded elsewhere, use "
                  f"{called('require_consent', 'False', 'no')} or sending: {{require_consent: false}}."
                  f"{' The kind of the message is unknown, and this matters only for marketing: state the kind.' if self.kindless else ''}",
                  Severity.ERROR)  # fmt: skip

    @staticmethod
    def lacks_consent(audit: Audit) -> bool:
        """Whether it is unknown who agreed."""
        return audit.consent == "unknown" or audit.silent_on_consent

    def _holes(self, found: Broadcast) -> Iterator[Finding]:
        hole, null = self.by_code.get(HOLE.code), self.by_code.get(NULL.code)
        for name, times in found.empty.most_common() if hole is not None else ():
            place = found.audit.files.place(found.first_empty[name][0])
            first = str(place) if times == 1 else f"{plural(times, 'row')}, {place} the first of them"
            yield _of(hole, f"`{name}` is empty in {first}.")
        for (name, word), times in found.nulls.most_common() if null is not None else ():
            yield _of(null, f"`{name}` is {word!r} in {plural(times, 'row')}: {why(word)}.")

    def _prices(self, found: Broadcast, today: dt.date, refused: Mapping[str, int]) -> Iterator[Finding]:
        sums, prices = found.most or found.now, tuple(self.on_prices.values())
        if not (prices and found.priced):
            return
        wanted = self.limit.currency if self.limit is not None else None
        unknown = dict(refused) | {
            region: each.recipients
            for region, each in sums.regions.items()
            if each.price is None or (wanted is not None and each.price.currency != wanted)
        }
        if unknown:
            count, where = sum(unknown.values()), ", ".join(sorted(unknown)[:_MOST_NAMED])
            effect = f"{self.limit.name} cannot be checked" if self.limit else "their cost is unknown"
            verb = "has" if count == 1 else "have"
            what = "price" if wanted is None else f"price in {wanted}"
            words = f"{plural(count, 'recipient')} in {where} {verb} no {what}, so {effect}."
            severity = Severity.ERROR if self.limit is not None else None
            yield _of(prices[0], words, severity)._replace(unknown=of_cost(words))
        from smslint.rules.price_date import old_prices

        if sums.as_of and self.context is not None:
            import datetime as dt

            noon = self.context.at or dt.datetime.combine(today, dt.time(12), dt.UTC)
            yield from old_prices(prices, sums.as_of, self.context._replace(at=noon))

    def _cost(self, found: Broadcast) -> Iterator[Finding]:
        rule, limit = self.by_code.get(COST), self.limit
        if rule is None or limit is None:
            return
        totals = (found.most or found.now).cost[1]
        currencies = [money.currency for money in totals]
        if limit.currency is None and len(currencies) > 1:
            words = (
                f"{limit} without a currency, and the messages are priced in {' and '.join(currencies)}, which cannot be added up, so it "
                f"cannot be checked: state the currency, such as '{limit.amount:f} {currencies[0]}'."
            )
            yield _of(rule, f"{words[:1].upper()}{words[1:]}")._replace(unknown=of_cost(words))
            return
        for money in totals:
            if limit.currency in (None, money.currency) and money.amount > limit.amount:
                yield _of(rule, f"It costs up to {money}, and {limit}.")
                return

    def _long(self, found: Broadcast, over: Mapping[int, int]) -> Iterator[Finding]:
        rule = self.by_code.get(LONG.code)
        if rule is None:
            return
        most = self.max_segments or _allowed(rule)
        counts = [*(found.most or found.now).histogram.items(), *over.items()]
        if many := sum(times for count, times in counts if count > most):
            verb = "takes" if many == 1 else "take"
            severe = self.max_segments is not None and self.severe
            words = f"{plural(many, 'message')} {verb} more than {plural(most, 'segment')}."
            yield _of(rule, words, Severity.ERROR if severe else None)


def _allowed(rule: Rule) -> int:
    from smslint.rules.check_options import SegmentBudget

    return SegmentBudget.of(rule).max_segments


def _of(rule: Rule | None, words: str, severity: Severity | None = None) -> Finding:
    assert rule is not None
    return rule.finding(words, Span(0, 0), severity=severity)
