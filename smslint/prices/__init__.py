"""Rate cards: read, match, price. Every price has a date; an unknown price is never zero."""

from smslint.prices.canonical import dump, load
from smslint.prices.card import RateCard, cost
from smslint.prices.money import Money, Totals
from smslint.prices.rate import Price, Rate
from smslint.prices.reference import reference, us_carrier_fees

__all__ = [
    "Money",
    "Price",
    "Rate",
    "RateCard",
    "Totals",
    "cost",
    "dump",
    "load",
    "reference",
    "us_carrier_fees",
]
