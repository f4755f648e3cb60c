"""The rate cards that ship with smslint: public, dated, and mostly old. Data: ``rules/prices``.

No large provider allows copies of its current list, and old prices mislead (AWS's price for Peru is eight times that of four years ago),
so these cards only show the order of magnitude; a project imports its own card. Each line has its date: of Twilio's card, 56 countries have
prices of 2026, of most the dearest network; the others are of 2019, and are called old wherever a cost rests on them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from smslint.data import data_path
from smslint.prices.canonical import load
from smslint.prices.card import RateCard

_FEES = "us_carrier"

SENDS_THROUGH: Final = {"octopods": "twilio"}
"""Whose prices those of a provider are that sends through another one (``rules/providers/octopods.yaml``)."""

_PASSES_FEES_ON = frozenset({"twilio"})
"""Providers that add the surcharges of US carriers to the bill, and whose card does not contain them."""


def names() -> tuple[str, ...]:
    """The providers that have a shipped card."""
    return tuple(
        sorted(path.stem for path in data_path("rules").joinpath("prices").glob("*.csv") if path.stem != _FEES)
    )


@lru_cache(maxsize=16)
def reference(provider: str) -> RateCard | None:
    """The shipped card of a provider, or of the one that it sends through, with the surcharges of US carriers; ``None`` when there is none."""
    key = provider.strip().lower()
    through = SENDS_THROUGH.get(key, key)
    if through not in names():
        return None
    card = _read(through)
    if through != key:
        card = RateCard(f"{through}, through which {key} sends", card.rates)
    return card.with_fees(us_carrier_fees()) if through in _PASSES_FEES_ON else card


@lru_cache(maxsize=1)
def us_carrier_fees() -> RateCard:
    """What US carriers add to each segment, by sender and carrier. It has fees but no prices."""
    return _read(_FEES)


def _read(key: str) -> RateCard:
    return RateCard(key, load(data_path("rules") / "prices" / f"{key}.csv").rates)
