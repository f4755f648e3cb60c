"""The rate cards that ship: public, dated, and old. Data: ``rules/prices``.

No current list of any large provider is free to copy, and old prices mislead (AWS's price for Peru rose eightfold in four years),
so these cards are for orders of magnitude; a project imports its own.
"""

from __future__ import annotations

from functools import lru_cache

from smslint.data import data_path
from smslint.prices.canonical import load
from smslint.prices.card import RateCard

_FEES = "us_carrier"

_PASSES_FEES_ON = frozenset({"twilio"})
"""Providers that bill the carriers' surcharges in the US on top, and whose card does not hold them."""


def names() -> tuple[str, ...]:
    """The providers that a card ships for."""
    return tuple(
        sorted(path.stem for path in data_path("rules").joinpath("prices").glob("*.csv") if path.stem != _FEES)
    )


@lru_cache(maxsize=16)
def reference(provider: str) -> RateCard | None:
    """The card that ships for a provider, with the surcharges of the US carriers; ``None`` when there is none."""
    key = provider.strip().lower()
    if key not in names():
        return None
    card = _read(key)
    return card.with_fees(us_carrier_fees()) if key in _PASSES_FEES_ON else card


@lru_cache(maxsize=1)
def us_carrier_fees() -> RateCard:
    """What US carriers add to each segment, by sender and carrier. It has fees and no prices."""
    return _read(_FEES)


def _read(key: str) -> RateCard:
    return RateCard(key, load(data_path("rules") / "prices" / f"{key}.csv").rates)
