"""Our own layout of a rate card, and any table that names its columns well enough: read and write."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.prices import amounts
from smslint.prices.card import Rate, RateCard
from smslint.prices.money import plain
from smslint.prices.table import read_table, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from smslint.prices.table import Row, Table

COLUMNS = ("region", "price_per_segment", "currency", "as_of", "sender", "network", "kind", "carrier_fee", "source")
"""The canonical header, in its order."""

ALIASES: dict[str, tuple[str, ...]] = {
    "region": ("region", "iso2", "iso", "country iso2", "country iso", "iso country", "country code", "countrycode", "country"),
    "amount": (
        "price per segment", "price per sms", "price per message", "price usd per sms", "price eur per sms", "price gbp per sms",
        "price usd", "price eur", "price gbp", "price", "rate", "cost", "amount",
    ),
    "currency": ("currency", "price unit", "currency code"),
    "as_of": ("as of", "date", "valid from", "effective date", "effective", "updated", "last updated", "price date"),
    "sender": ("sender", "sender type", "number type"),
    "network": ("network", "network name", "carrier", "operator"),
    "kind": ("kind", "message type"),
    "carrier_fee": ("carrier fee", "carrier surcharge", "surcharge", "fee"),
    "source": ("source",),
}  # fmt: skip
"""Field -> the column names that mean it, the surest first."""

HOW_TO = (
    "Import it with `smslint prices import FILE`, or give it the columns region, price_per_segment, currency and as_of."
)


def load(path: Path) -> RateCard:
    """A rate card from our own CSV layout.

    :raises ConfigError: naming the file, the line, what is wrong and what to do.
    """
    text = read_text(path)
    if text.lstrip()[:1] in ("{", "["):
        raise ConfigError(f"{path}: this is JSON, not a rate card. {HOW_TO}")
    table = read_table(text, str(path))
    found = match(table)
    missing = [name for name in ("region", "amount", "currency", "as_of") if name not in found]
    if missing == ["amount"] and "carrier_fee" in found:
        missing = []
    if missing:
        names = ", ".join("price_per_segment" if name == "amount" else name for name in missing)
        raise ConfigError(f"{path}: no column for {names}; it has {seen(table)}. {HOW_TO}")
    rates = tuple(read_rates(table, str(path), found))
    if not rates:
        raise ConfigError(f"{path}: a header and no prices")
    return RateCard(str(path), rates, "; ".join(dict.fromkeys(rate.source for rate in rates if rate.source)))


def match(table: Table) -> dict[str, str]:
    """Which column holds which field."""
    found = {field: next((name for name in names if name in table.columns), None) for field, names in ALIASES.items()}
    return {field: column for field, column in found.items() if column is not None}


def seen(table: Table) -> str:
    """The header, as an error quotes it."""
    names = [amounts.shown(cell) for cell in table.header[:12]]
    return ", ".join(names) + (", …" if len(table.header) > 12 else "")


def read_rates(
    table: Table, name: str, found: Mapping[str, str], defaults: Mapping[str, str] | None = None
) -> Iterable[Rate]:
    """One rate a row. ``defaults`` speak for columns that the table does not have.

    :raises ConfigError: naming the line.
    """
    for row in table.rows:
        try:
            yield _rate(row, found, defaults or {})
        except ValueError as error:
            raise ConfigError(f"{name}:{row.line}: {error}") from error


def dump(rates: Iterable[Rate]) -> str:
    """Rates in the canonical layout, sorted by region; ``load`` reads it back as it was."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rate in sorted(
        rates, key=lambda rate: (rate.region, rate.kind, rate.sender, rate.network.casefold(), rate.network)
    ):
        price, fee = ("" if value is None else plain(value) for value in (rate.amount, rate.carrier_fee))
        writer.writerow(
            (rate.region, price, rate.currency, rate.as_of, rate.sender, rate.network, rate.kind, fee, rate.source)
        )
    return file.getvalue()


def _rate(row: Row, found: Mapping[str, str], defaults: Mapping[str, str]) -> Rate:
    def cell(field: str) -> str:
        return row.get(found.get(field, "")) or defaults.get(field, "")

    region = amounts.region(cell("region"))
    currency = amounts.currency(cell("currency"))
    fee = amounts.amount(cell("carrier_fee"), currency) if cell("carrier_fee") else None
    price = None if fee is not None and not cell("amount") else amounts.amount(cell("amount"), currency)
    return Rate(
        region,
        price,
        currency,
        amounts.as_of(cell("as_of")),
        amounts.sender(cell("sender")),
        amounts.label(cell("network")),
        amounts.kind(cell("kind")),
        fee,
        amounts.label(cell("source")),
        row.line,
    )
