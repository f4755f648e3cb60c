"""A price of a rate card as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.prices.money import plain

if TYPE_CHECKING:
    import datetime as dt

    from smslint.prices import Price, RateCard


def record(card: RateCard, price: Price, today: dt.date) -> dict[str, object]:
    """One price as JSON. Amounts are text, because most readers turn a JSON number into a float."""

    def text(name: str) -> str | None:
        value = getattr(price, name)
        return None if value is None else plain(value)

    amounts = ("least", "most", "amount_least", "amount", "carrier_fee_least", "carrier_fee")
    return {
        "card": card.name,
        "region": price.region,
        "currency": price.currency,
        **{name: text(name) for name in amounts},
        "as_of": price.as_of,
        "age_days": price.age_days(today),
        "stale": bool(price.doubt(today)),
        "sources": price.sources,
    }
