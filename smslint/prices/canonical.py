"""Read and write our own layout of a rate card; read any table with known column names."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import ConfigError
from smslint.prices import amounts
from smslint.prices.card import RateCard
from smslint.prices.money import plain
from smslint.prices.rate import Rate
from smslint.prices.table import read_table, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from smslint.prices.table import Table

COLUMNS = ("region", "price_per_segment", "currency", "as_of", "sender", "network", "kind", "carrier_fee", "source")
"""The canonical header, in its order."""

ALIASES: dict[str, tuple[str, ...]] = {
    "region": (
        "region", "iso2", "iso 2", "iso", "alpha 2", "alpha-2", "country iso2", "country iso", "iso country", "country iso code", "iso code",
        "country code", "countrycode", "country",
    ),
    "amount": (
        *(f"{what} per {unit}" for what in ("price", "rate", "cost") for unit in ("segment", "part", "sms", "message", "msg")),
        "price usd per sms", "price eur per sms", "price gbp per sms", "sms price", "price sms", "mt price", "outbound price",
        "outbound sms price", "unit price", "default price", "price usd", "price eur", "price gbp", "price", "rate", "cost", "amount",
    ),
    "currency": ("currency", "price unit", "currency code"),
    "as_of": ("as of", "date", "valid from", "effective date", "effective", "updated", "last updated", "price date"),
    "sender": ("sender", "sender type", "number type"),
    "network": ("network", "network name", "carrier", "operator"),
    "kind": ("kind", "message type"),
    "carrier_fee": ("carrier fee", "carrier surcharge", "surcharge", "fee"),
    "source": ("source",),
}  # fmt: skip
"""Field -> the column names that mean it, the most certain first."""

HOW_TO = (
    "Import it with `smslint prices import FILE`, or give it the columns region, price_per_segment, currency and as_of."
)


def load(path: Path) -> RateCard:
    """A rate card from our own CSV layout.

    :raises ConfigError: naming the file, the line, what is wrong and what to do.
    """
    return parse(read_text(path), str(path))


def parse(text: str, name: str) -> RateCard:
    """A rate card from the text of a file in our own layout.

    :param name: of the file, for errors.
    :raises ConfigError: as :func:`load`.
    """
    if text.lstrip()[:1] in ("{", "["):
        raise ConfigError(f"{name}: this is JSON, not a rate card. {HOW_TO}")
    table = read_table(text, name)
    found = match(table)
    missing = [field for field in ("region", "amount", "currency", "as_of") if field not in found]
    if missing == ["amount"] and "carrier_fee" in found:
        missing = []
    if missing:
        names = ", ".join("price_per_segment" if field == "amount" else field for field in missing)
        # The first line of a file that is no table of prices is not shown: a configuration can name any file.
        has = f"; it has {seen(table)}" if found else ""
        raise ConfigError(f"{name}: no column for {names}{has}. {HOW_TO}")
    rates = tuple(rate(draft, name) for draft in drafts(table, found))
    if not rates:
        raise ConfigError(f"{name}: a header without prices")
    return RateCard(name, rates)


def match(table: Table) -> dict[str, str]:
    """Which column holds which field."""
    found = {field: next((name for name in names if name in table.columns), None) for field, names in ALIASES.items()}
    return {field: column for field, column in found.items() if column is not None}


def seen(table: Table) -> str:
    """The header, as an error quotes it."""
    names = [amounts.shown(cell) for cell in table.header[:12]]
    return ", ".join(names) + (", …" if len(table.header) > 12 else "")


class Draft(NamedTuple):
    """One price as text, by the fields of ``ALIASES``, with its place for errors: a line, or a path into JSON."""

    place: str
    cells: Mapping[str, str]
    line: int = 0


def drafts(table: Table, found: Mapping[str, str]) -> Iterator[Draft]:
    """One price per row, from the columns found."""
    for row in table.rows:
        yield Draft(str(row.line), {field: row.get(column) for field, column in found.items()}, row.line)


def rate(draft: Draft, name: str, defaults: Mapping[str, str] | None = None) -> Rate:
    """The price of a draft. ``defaults`` replace empty cells.

    :raises ConfigError: naming the file and the place.
    """
    cells = {**(defaults or {}), **{field: cell for field, cell in draft.cells.items() if cell}}
    try:
        return _rate(cells, draft.line)
    except ValueError as error:
        raise ConfigError(f"{name}:{draft.place}: {error}") from error


def dump(rates: Iterable[Rate]) -> str:
    """Rates in the canonical layout, sorted by region; ``load`` reads it back as it was."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(rates, key=_order):
        price, fee = ("" if value is None else plain(value) for value in (one.amount, one.carrier_fee))
        writer.writerow(
            (one.region, price, one.currency, one.as_of, one.sender, one.network, one.kind, fee, one.source)
        )
    return file.getvalue()


def _order(one: Rate) -> tuple[str | bool, ...]:
    return one.region, one.amount is None, one.kind, one.sender, one.network.casefold(), one.network, one.as_of


def _rate(cells: Mapping[str, str], line: int) -> Rate:
    region = amounts.region(cells.get("region", ""))
    currency = amounts.currency(cells.get("currency", ""))
    price, fee = cells.get("amount", ""), cells.get("carrier_fee", "")
    return Rate(
        region=region,
        amount=None if fee and not price else amounts.amount(price, currency),
        currency=currency,
        as_of=amounts.as_of(cells.get("as_of", "")),
        sender=amounts.sender(cells.get("sender", "")),
        network=amounts.network(cells.get("network", "")),
        kind=amounts.kind(cells.get("kind", "")),
        carrier_fee=amounts.amount(fee, currency) if fee else None,
        source=amounts.label(cells.get("source", "")),
        line=line,
    )
