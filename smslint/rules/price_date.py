"""The age of the prices that a cost is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.prices.rate import first_day
from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import NOTHING, Facts
from smslint.rules.occasion import Occasion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.rules.rule import Rule


def price_facts(card: RateCard | None, occasion: Occasion) -> Facts:
    """The day of the oldest price that the cost of a message is based on; empty if there is no cost."""
    if card is None:
        return NOTHING
    sender = occasion.stated.sender.type
    prices = (card.price(region, sender) for region in occasion.regions)
    return of_dates(price.as_of for price in prices if price is not None)


def of_dates(dates: Iterable[str]) -> Facts:
    """The oldest of the days of prices; for a month or a year the first day."""
    return Facts(price_as_of=min(map(first_day, dates), default=None))


def old_prices(rules: Iterable[Rule], dates: Iterable[str], at: dt.datetime | None = None) -> list[Finding]:
    """The findings about a sum of costs, once for all messages.

    :param dates: the days of its prices.
    :param at: when it is sent; ``None`` is today.
    """
    facts = of_dates(dates)
    if facts.price_as_of is None:
        return []
    chosen = (rule for rule in rules if rule.check == "price-age")
    return ask(chosen, Occasion(Context(at=at, facts=facts)), ("send",))
