"""The sums of a preflight: recipients, segments and money, by encoding, by number of segments and by country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.prices import Money, Totals

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from smslint.prices import Price
    from smslint.text.gsm7 import Measure

    Pricing = Callable[[str], Price | None]


@dataclass(slots=True)
class RegionSum:
    """One country of a broadcast."""

    recipients: int = 0
    segments: int = 0
    price: Price | None = None
    """The price of one segment there; ``None`` if it is unknown."""

    @property
    def cost(self) -> tuple[Money, Money] | None:
        """The cost on the cheapest and on the most expensive network."""
        if self.price is None:
            return None
        return self._of(self.price, self.price.least, self.price.most)

    @property
    def amount(self) -> tuple[Money, Money] | None:
        """The part of the cost that is the price of the message itself, without carrier fees."""
        return None if self.price is None else self._of(self.price, self.price.amount_least, self.price.amount)

    @property
    def carrier_fee(self) -> tuple[Money, Money] | None:
        """The part that is carrier fees; ``None`` where the card has none: that is unknown, not zero."""
        price = self.price
        if price is None or price.carrier_fee is None or price.carrier_fee_least is None:
            return None
        return self._of(price, price.carrier_fee_least, price.carrier_fee)

    def _of(self, price: Price, least: Decimal, most: Decimal) -> tuple[Money, Money]:
        return Money(least, price.currency) * self.segments, Money(most, price.currency) * self.segments


@dataclass(slots=True)
class Sums:
    """A broadcast in one version of its text."""

    recipients: int = 0
    segments: int = 0
    encodings: Counter[str] = field(default_factory=Counter)
    histogram: Counter[int] = field(default_factory=Counter)
    """Recipients by number of segments."""
    regions: dict[str, RegionSum] = field(default_factory=dict)

    def add(self, region: str, measured: Measure, times: int, pricing: Pricing | None) -> None:
        """Add ``times`` recipients in a region whose message has this measure."""
        encoding, _, count = measured
        self.recipients += times
        self.segments += count * times
        self.encodings[encoding] += times
        self.histogram[count] += times
        if region not in self.regions:
            self.regions[region] = RegionSum(price=pricing(region) if pricing else None)
        self.regions[region].recipients += times
        self.regions[region].segments += count * times

    @property
    def cost(self) -> tuple[Totals, Totals]:
        """The totals by currency, on the cheapest and on the most expensive networks, for the countries with a price."""
        costs = [cost for each in self.regions.values() if (cost := each.cost) is not None]
        return Totals.of(least for least, _ in costs), Totals.of(most for _, most in costs)

    @property
    def unpriced(self) -> dict[str, int]:
        """Recipients in countries without a price."""
        return {region: each.recipients for region, each in self.regions.items() if each.price is None}

    @property
    def as_of(self) -> tuple[str, ...]:
        """The dates of the prices, the oldest first."""
        return tuple(sorted({each.price.as_of for each in self.regions.values() if each.price is not None}))
