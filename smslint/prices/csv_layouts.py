"""Prices in tables that providers offer for download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.prices import amounts
from smslint.prices.canonical import Draft, drafts, match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.prices.table import Table


class CsvLayout(NamedTuple):
    """A layout: how to recognise and read it. ``currency`` applies if the file names none."""

    name: str
    title: str
    matches: Callable[[Table], bool]
    read: Callable[[Table], Iterator[Draft]]
    currency: str = ""


# Price (EUR) · price_usd_per_sms · Rate, $ · Price / msg (USD)
_PER = r"(?: (?:per|/) (?:sms|message|segment|msg))?"
_PRICE = re.compile(rf"(?:price|rate|cost){_PER}[ ,]*[(\[]?([a-z]{{3}}|[$€£])[)\]]?{_PER}")
_FIRST_STEP = "sms price rate 0"
_OUTBOUND = re.compile(r"outbound sms\b\s*(?:-\s*)?(.*)", re.IGNORECASE | re.DOTALL)


def currency_in_header(table: Table) -> str:
    """The currency that a column such as ``Price (EUR)`` or ``price_usd_per_sms`` names; empty when none does."""
    return next((currency for column in table.columns if (currency := _currency_of(column))), "")


def _currency_of(column: str) -> str:
    try:
        return amounts.currency(found[1]) if (found := _PRICE.fullmatch(column)) else ""
    except ValueError:  # "price min" names no currency
        return ""


def _twilio(table: Table) -> Iterator[Draft]:
    """``ISO, Country, Description, Price / msg``: the description contains the direction and the network."""
    column = next(column for column in table.columns if column.startswith("price"))
    for row in table.rows:
        outbound = _OUTBOUND.search(row.get("description"))
        if outbound is None:
            continue
        name = outbound[1].strip()
        sender = amounts.SENDER_ALIASES.get(re.sub(r"[\s_-]", "", name.lower()), "")
        cells = {"region": row.get("iso"), "amount": row.get(column)}
        cells |= {"sender": sender} if sender else {"network": name}
        yield Draft(str(row.line), cells, row.line)


def _clicksend(table: Table) -> Iterator[Draft]:
    """``country, currency, sms_price_rate_0, price_sms_carrier_fee``: of the prices by volume that for the smallest."""
    found = {**match(table), "amount": _FIRST_STEP, "carrier_fee": "price sms carrier fee"}
    for draft in drafts(table, found):
        fee = draft.cells["carrier_fee"].strip("0.")
        yield draft if fee else draft._replace(cells={**draft.cells, "carrier_fee": ""})


def _named(table: Table) -> Iterator[Draft]:
    """Columns recognised by their names."""
    found = match(table)
    for column in table.columns:
        if "amount" not in found and _currency_of(column):
            found["amount"] = column
    yield from drafts(table, found)


def has_prices(table: Table) -> bool:
    """Whether the columns name a region and a price."""
    found = match(table)
    return "region" in found and ("amount" in found or bool(currency_in_header(table)))


def _has(*columns: str) -> Callable[[Table], bool]:
    return lambda table: all(column in table.columns for column in columns)


def _is_twilio(table: Table) -> bool:
    return _has("iso", "description")(table) and any(column.startswith("price") for column in table.columns)


LAYOUTS = (
    CsvLayout("twilio", "Twilio's SMS price list", _is_twilio, _twilio, "USD"),
    CsvLayout("clicksend", "ClickSend's price export", _has("country", "currency", _FIRST_STEP), _clicksend),
    CsvLayout("vonage", "Vonage's price list", lambda table: _has("mcc", "mnc")(table) and has_prices(table), _named),
    CsvLayout("plivo", "Plivo's price list", lambda table: _has("rate")(table) and has_prices(table), _named),
    CsvLayout("generic", "a table with a region and a price", has_prices, _named),
)

_VOICE = ("price / min", "price per minute", "origination prefixes", "destination prefixes")

REFUSED: tuple[tuple[Callable[[Table], bool], str], ...] = (
    (lambda table: any(c in table.columns for c in _VOICE), "this is Twilio's voice price list; export the SMS one"),
    (_has("iso", "price / month"), "these are prices of phone numbers; export the SMS price list"),
    (_has("body", "price"), "this is a log of messages, not a list of prices"),
    (_has("to", "from", "price"), "this is a log of messages, not a list of prices"),
    (
        lambda table: any(c.replace(" ", "").endswith(("usagetype", "lineitem/usagetype")) for c in table.columns),
        "this is an AWS bill; take the feed TextMessageOutbound/prices.json",
    ),
    (
        lambda table: any("e.164" in c or c in ("phone", "phone number", "msisdn", "mobile") for c in table.columns),
        "this looks like a list of recipients, not of prices",
    ),
)
"""Files that look like prices but are not: how to recognise them, and the message."""
