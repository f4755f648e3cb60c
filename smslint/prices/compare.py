"""What a new rate card has otherwise than an old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.prices.card import RateCard
    from smslint.prices.rate import Price


class PriceChange(NamedTuple):
    """A region, and what a segment costs there on both cards."""

    region: str
    before: Price | None
    """``None`` if the card does not have it."""
    after: Price | None

    @property
    def same(self) -> bool:
        """Whether a segment costs the same."""
        return _figures(self.before) == _figures(self.after)


def compare(old: RateCard, new: RateCard, sender: str | None = None) -> Iterator[PriceChange]:
    """Each region of both cards, sorted.

    :param sender: the type of sender; without it, a price is the range over all of them.
    """
    for region in sorted({*old.regions, *new.regions}):
        before, after = old.price(region, sender), new.price(region, sender)
        if before is not None or after is not None:
            yield PriceChange(region, before, after)


def _figures(price: Price | None) -> tuple[object, ...] | None:
    return None if price is None else (price.currency, price.least, price.most)
