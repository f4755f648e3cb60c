"""A rate card: which of its lines apply to a region, a sender and a network, and the resulting price."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.prices.money import Money, plus, times
from smslint.prices.rate import Price, Rate, first_day
from smslint.result import CostRange
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal


@sealed
@dataclass(frozen=True, slots=True)
class RateCard:
    """Prices by region. A region that is not on the card has an unknown price, not a price of zero.

    :raises ConfigError: when one region has prices in two currencies, which could not be compared.
    :raises TypeError: for an amount that is not a ``Decimal``.
    :raises ValueError: for an amount that is not a number or is below zero, and for an invalid date.
    """

    name: str
    rates: tuple[Rate, ...]
    """All lines, including old lines that a newer one replaces."""
    _regions: dict[str, tuple[Rate, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines by region, the newest of each."""
        grouped: dict[str, list[Rate]] = {}
        for rate in self.rates:
            _exact(rate)
            grouped.setdefault(rate.region, []).append(rate)
        for rates in grouped.values():
            _one_currency(self.name, rates)
        object.__setattr__(self, "_regions", {region: tuple(_newest(rates)) for region, rates in grouped.items()})

    @property
    def current(self) -> tuple[Rate, ...]:
        """The lines that no newer one replaces."""
        return tuple(rate for rates in self._regions.values() for rate in rates)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the prices were read, one entry per source."""
        return tuple(dict.fromkeys(rate.source for rate in self.current if rate.source))

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have a price, sorted."""
        return tuple(sorted(r for r, rates in self._regions.items() if any(x.amount is not None for x in rates)))

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies on the card, sorted."""
        return tuple(sorted({rate.currency for rate in self.rates}))

    @property
    def as_of(self) -> str | None:
        """The oldest date of a current line; ``None`` for an empty card."""
        return min((rate.as_of for rate in self.current), key=first_day, default=None)

    @property
    def newest(self) -> str | None:
        """The newest date of a line; ``None`` for an empty card."""
        return max((rate.as_of for rate in self.current), key=first_day, default=None)

    def age_days(self, today: dt.date) -> int | None:
        """How many days old the oldest line is; ``None`` for an empty card."""
        return None if self.as_of is None else (today - first_day(self.as_of)).days

    def price(
        self, region: str, sender: str | None = None, network: str | None = None, kind: str | None = None
    ) -> Price | None:
        """What one segment costs; ``None`` when the card does not say.

        Lines for the given sender, network or kind go before lines for all of them. What is not given is
        unknown: then all lines count, and the price is a range.
        """
        rates = list(self._regions.get(region.upper(), ()))
        amounts = _select([rate for rate in rates if rate.amount is not None], sender, network, kind)
        if not amounts:
            return None
        fees = _select([r for r in rates if r.amount is None and r.carrier_fee is not None], sender, network, kind)
        return _combine(region.upper(), amounts, fees)

    def with_fees(self, fees: RateCard) -> RateCard:
        """This card with the carrier fees of another, in regions where this card has none and the currency is the same."""
        own = {rate.region for rate in self.rates if rate.carrier_fee is not None}
        currencies = {(rate.region, rate.currency) for rate in self.rates}
        added = tuple(
            rate._replace(amount=None)
            for rate in fees.current
            if rate.carrier_fee is not None and rate.region not in own and (rate.region, rate.currency) in currencies
        )
        return RateCard(self.name, self.rates + added)


def cost(
    card: RateCard,
    region: str,
    segments_least: int,
    segments_most: int | None,
    sender: str | None = None,
    kind: str | None = None,
) -> CostRange | None:
    """What one recipient costs: from the cheapest network with the least segments to the most expensive with the most.

    ``None`` when the card has no price; ``most`` is ``None`` when the segments are unbounded.
    """
    price = card.price(region, sender, kind=kind)
    if price is None:
        return None
    most = None if segments_most is None else times(price.most, segments_most)
    return CostRange(price.region, times(price.least, segments_least), most, price.currency, price.as_of)


def _exact(rate: Rate) -> None:
    for amount in (rate.amount, rate.carrier_fee):
        if amount is not None and Money(amount, rate.currency).amount < 0:
            raise ValueError(f"a price is not below zero: {rate}")


def _one_currency(name: str, rates: Sequence[Rate]) -> None:
    first = rates[0]
    for rate in rates:
        if rate.currency != first.currency:
            lines = f"lines {first.line} and {rate.line}: " if first.line and rate.line else ""
            raise ConfigError(
                f"{name}: {lines}{rate.region} is priced in {first.currency} and in {rate.currency}; "
                "use one currency per region, or two rate cards"
            )


def _newest(rates: list[Rate]) -> list[Rate]:
    """Only the newest line for each sender, network and kind: a card may keep its history."""
    newest: dict[tuple[object, ...], dt.date] = {}
    for rate in rates:
        key = _key(rate)
        newest[key] = max(newest.get(key, dt.date.min), first_day(rate.as_of))
    return [rate for rate in rates if first_day(rate.as_of) == newest[_key(rate)]]


def _key(rate: Rate) -> tuple[object, ...]:
    return rate.amount is None, rate.sender, rate.network.casefold(), rate.kind


def _select(rates: list[Rate], sender: str | None, network: str | None, kind: str | None) -> list[Rate]:
    rates = _prefer(rates, lambda rate: rate.sender, sender)
    # Providers with prices by kind have two kinds; a one-time code counts as transactional.
    wanted = "transactional" if kind == "otp" and all(rate.kind != "otp" for rate in rates) else kind
    rates = _prefer(rates, lambda rate: rate.kind, wanted)
    # A network that is not on the card costs as much as some network on it: the range over all of them.
    return _prefer(rates, lambda rate: rate.network.casefold(), network and network.casefold()) or rates


def _prefer(rates: list[Rate], column: Callable[[Rate], str], wanted: str | None) -> list[Rate]:
    if not wanted:
        return rates
    return [rate for rate in rates if column(rate) == wanted] or [rate for rate in rates if not column(rate)]


def _combine(region: str, amounts: list[Rate], fees: list[Rate]) -> Price:
    charged: list[tuple[Decimal, Decimal | None]] = []
    used = list(amounts)
    for rate in amounts:
        assert rate.amount is not None
        own = _fees_with(rate, fees) if rate.carrier_fee is None else []
        charged += [(rate.amount, fee.carrier_fee) for fee in own] or [(rate.amount, rate.carrier_fee)]
        used += own
    totals = [amount if fee is None else plus(amount, fee) for amount, fee in charged]
    known = [fee for _, fee in charged if fee is not None]
    return Price(
        region=region,
        amount=max(amount for amount, _ in charged),
        amount_least=min(amount for amount, _ in charged),
        carrier_fee=max(known, default=None),
        carrier_fee_least=min(known, default=None),
        least=min(totals),
        most=max(totals),
        currency=amounts[0].currency,
        as_of=min((rate.as_of for rate in used), key=first_day),
        sources=tuple(dict.fromkeys(rate.source for rate in used if rate.source)),
    )


def _fees_with(rate: Rate, fees: list[Rate]) -> list[Rate]:
    """The fees that can be added to one amount: one message has one sender, one kind and one network."""
    fitting = [fee for fee in fees if _meet(fee.sender, rate.sender) and _meet(fee.kind, rate.kind)]
    # Two lists may spell a network differently; then any of the fees may apply.
    return [fee for fee in fitting if _meet(fee.network.casefold(), rate.network.casefold())] or fitting


def _meet(left: str, right: str) -> bool:
    return not left or not right or left == right
