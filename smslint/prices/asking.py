"""What a segment costs, on one rate card or on those that are included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.prices import amounts
from smslint.prices.canonical import load
from smslint.prices.reference import SENDS_THROUGH, names, reference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smslint.prices.card import RateCard
    from smslint.prices.rate import Price


def region_of(word: str | None) -> str | None:
    """The country that a person asks about.

    :raises ConfigError: if it is no code of a country.
    """
    try:
        return None if word is None else amounts.region(word)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def cards_of(path: Path | None, provider: str | None) -> list[RateCard]:
    """The card of a file; else the included card of a provider, or all of them.

    :raises ConfigError: if there is none, or the file is no rate card.
    """
    if path is not None:
        return [load(path)]
    wanted = names() if provider is None else (provider,)
    cards = [card for name in wanted if (card := reference(name)) is not None]
    if not cards:
        known = ", ".join((*names(), *SENDS_THROUGH))
        raise ConfigError(f"no rate card is included for {provider!r}. Available: {known}")
    return cards


def prices_of(cards: Sequence[RateCard], region: str | None, sender: str | None) -> list[tuple[RateCard, Price]]:
    """The prices of a segment in one country or in all, each with its card."""
    return [
        (card, price)
        for card in cards
        for where in ([region] if region else card.regions)
        if (price := card.price(where, sender)) is not None
    ]


def unpriced(cards: Sequence[RateCard], region: str | None) -> ConfigError:
    """The error where there is no price: the cost is unknown."""
    on = ", ".join(card.name for card in cards)
    return ConfigError(f"no price for {region or 'any region'} on {on}: the cost is unknown")
