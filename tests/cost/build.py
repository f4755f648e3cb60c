"""Messages, rate cards and changes for the tests of what a change costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from smslint.cost.change import Change, change_of
from smslint.cost.version import Pair, Version
from smslint.prices import Rate, RateCard
from smslint.project.volumes import Volume

if TYPE_CHECKING:
    from collections.abc import Mapping

PRICES = {"US": "0.0079", "CA": "0.0100"}


def version(path: str = "a.txt", text: str = "Hi", key: str | None = None, **fields: Any) -> Version:
    stated = {"least": 1, "most": 1, "encodings": ("GSM-7",), "regions": ("US",), **fields}
    return Version(path, key, text, **stated)


def card(prices: Mapping[str, str] = PRICES, currencies: Mapping[str, str] | None = None) -> RateCard:
    rates = [
        Rate(region, Decimal(price), (currencies or {}).get(region, "USD"), "2026-11-01")
        for region, price in prices.items()
    ]
    return RateCard("card", tuple(rates))


def change(before: Version | None, after: Version | None, monthly: int | None = 1000, **shares: str) -> Change:
    volume = None if monthly is None else Volume(monthly, tuple((each, Decimal(part)) for each, part in shares.items()))
    return change_of(Pair(before, after), card(), volume)
