"""The age of the prices that a cost is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint import clock
from smslint.prices.rate import first_day, telling
from smslint.rules.check_options import PriceAge
from smslint.rules.engine import ask
from smslint.rules.facts import NOTHING, Facts
from smslint.rules.occasion import Occasion
from smslint.vocabulary import STALE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule


def price_facts(card: RateCard | None, occasion: Occasion) -> Facts:
    """The day that decides whether the cost of a message is today's: of its oldest price, or of one in the future; empty if there is no cost."""
    if card is None:
        return NOTHING
    sender = occasion.stated.sender.type
    prices = (card.price(region, sender) for region in occasion.regions)
    today = (occasion.context.at or clock.now()).date()
    dates = telling((price.as_of for price in prices if price is not None), today)
    return Facts(price_as_of=first_day(dates[-1])) if dates else NOTHING


def old_prices(rules: Iterable[Rule], dates: Iterable[str], context: Context) -> list[Finding]:
    """The findings about a sum of costs, once for all messages.

    :param dates: the days of its prices; a month or a year is its first day.
    :param context: when it is sent; without a moment, today.
    """
    today = (context.at or clock.now()).date()
    chosen = [rule for rule in rules if rule.check == "price-age"]
    occasions = (Occasion(context.knowing(Facts(price_as_of=first_day(each)))) for each in telling(dates, today))
    return [each for occasion in occasions for each in ask(chosen, occasion, ("send",))]


def price_limit(rules: Iterable[Rule]) -> int:
    """The age in days from which rules call a price old; the usual one, if none of them asks."""
    ages = (PriceAge.of(rule).max_age_days for rule in rules if rule.check == "price-age")
    return min(ages, default=STALE_DAYS)
