"""What a broadcast would cost in other ways: with a character replaced, or from another type of sender."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from smslint.prices import Money, Totals
from smslint.prices.money import minus
from smslint.prices.rate import SENDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.broadcast.sums import Pricing, Sums
    from smslint.prices import Price, RateCard
    from smslint.text.gsm7 import Measure


class Saved(NamedTuple):
    """How much less another version of the messages takes."""

    segments: int
    least: Totals
    """On the cheapest networks, by currency; only of countries with a price."""
    most: Totals


class Saving(NamedTuple):
    """Messages that are UCS-2 only because of one character, and what replacing it saves."""

    character: str
    replacement: str
    messages: int
    saved: Saved


class SenderCost(NamedTuple):
    """What the unchanged messages would cost from one type of sender of the rate card."""

    sender: str
    least: Totals
    most: Totals
    unpriced: int
    """Recipients in countries where the card has no price for it."""


def saved(before: Sums, after: Sums) -> Saved:
    """How much less the second takes; a version that takes more saves less than nothing."""
    least, most = (_less(*pair) for pair in zip(before.cost, after.cost, strict=True))
    return Saved(before.segments - after.segments, least, most)


def _less(before: Totals, after: Totals) -> Totals:
    known = {money.currency: money.amount for money in after}
    return Totals.of(
        Money(minus(money.amount, known[money.currency]) if money.currency in known else money.amount, money.currency)
        for money in before
    )


class Characters:
    """Sums the messages that one character makes UCS-2, by that character."""

    def __init__(self, pricing: Pricing | None) -> None:
        self._pricing = pricing
        self._counts: Counter[tuple[str, str, int]] = Counter()
        """By character, country and segments saved in each message: how many messages."""

    def add(self, character: str, region: str, before: Measure, after: Measure, times: int) -> None:
        """Add messages with the same outcome."""
        self._counts[character, region, before[2] - after[2]] += times

    def savings(self, replacements: Mapping[int, str]) -> tuple[Saving, ...]:
        """What replacing each character saves, the most segments first."""
        messages: Counter[str] = Counter()
        segments: dict[str, Counter[str]] = {}
        for (char, region, less), times in self._counts.items():
            messages[char] += times
            segments.setdefault(char, Counter())[region] += less * times
        found = [
            Saving(char, replacements[ord(char)], times, self._saved(segments[char]))
            for char, times in messages.items()
            if times
        ]
        return tuple(sorted(found, key=lambda each: (-each.saved.segments, -each.messages, each.character)))

    def _saved(self, by_region: Mapping[str, int]) -> Saved:
        prices = [
            (price, count)
            for region, count in by_region.items()
            if self._pricing is not None and (price := self._pricing(region)) is not None
        ]
        return Saved(sum(by_region.values()), *_totals(prices))


def by_sender(card: RateCard, sums: Sums, kind: str | None) -> Iterator[SenderCost]:
    """What the messages cost from each type of sender that the card has lines for."""
    named = {rate.sender for rate in card.current if rate.sender and rate.region in sums.regions}
    for sender in SENDERS:
        if sender in named:
            found = [(card.price(region, sender, kind=kind), each) for region, each in sums.regions.items()]
            prices = [(price, each.segments) for price, each in found if price is not None]
            unpriced = sum(each.recipients for price, each in found if price is None)
            yield SenderCost(sender, *_totals(prices), unpriced)


def _totals(prices: Iterable[tuple[Price, int]]) -> tuple[Totals, Totals]:
    counted = list(prices)
    return (
        Totals.of(Money(price.least, price.currency) * count for price, count in counted),
        Totals.of(Money(price.most, price.currency) * count for price, count in counted),
    )
