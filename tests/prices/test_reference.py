"""The shipped cards: readable, sourced, dated, and empty where they know nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from smslint.data import data_path
from smslint.prices import dump, load, reference, us_carrier_fees
from smslint.prices.reference import names

RELEASED = dt.date(2026, 11, 23)


@pytest.mark.parametrize(("provider", "regions"), [("aws", 246), ("smsroute", 40), ("twilio", 225)])
def test_shipped_card(provider: str, regions: int) -> None:
    card = reference(provider)
    assert card is not None
    assert (card.name, len(card.regions), card.currencies) == (provider, regions, ("USD",))
    assert all(rate.source for rate in card.rates)
    age = card.age_days(RELEASED)
    assert age is not None
    assert age > 90  # why CST002 exists: no large provider allows copies of its current list
    for region in card.regions:
        price = card.price(region)
        assert price is not None
        assert 0 < price.least <= price.most < Decimal("0.7"), region


@pytest.mark.parametrize(
    "path", sorted(data_path("rules").joinpath("prices").glob("*.csv")), ids=lambda path: path.stem
)
def test_shipped_file_is_in_canonical_form(path: Path) -> None:
    assert sorted(dump(load(path).rates).splitlines()) == sorted(path.read_text("utf-8").splitlines())


def test_every_file_is_a_provider_or_the_fees() -> None:
    assert names() == ("aws", "smsroute", "twilio")


@pytest.mark.parametrize("provider", ["us_carrier", "", "../providers/aws", "aws.csv", "aws\0"])
def test_no_card_is_none(provider: str) -> None:
    assert reference(provider) is None


def test_a_newer_line_replaces_an_older_one() -> None:
    card = reference("AWS")
    assert card is not None
    price = card.price("PE")
    assert price is not None
    assert (price.amount, price.as_of) == (Decimal("0.23252"), "2026")


@pytest.mark.parametrize(
    ("sender", "least", "most"),
    [("long_code", "0.002", "0.0045"), ("toll_free", "0.0035", "0.0045"), ("short_code", "0.0035", "0.0045"), ("alphanumeric", None, None)],
)  # fmt: skip
def test_us_surcharges_are_a_range_over_carriers(sender: str, least: str | None, most: str | None) -> None:
    card = reference("twilio")
    assert card is not None
    price = card.price("US", sender)
    assert price is not None
    expected = (None, None) if least is None or most is None else (Decimal(least), Decimal(most))
    assert (price.carrier_fee_least, price.carrier_fee) == expected
    assert price.amount == Decimal("0.0083")


def test_fees_alone_are_not_a_price() -> None:
    assert us_carrier_fees().regions == ()
    assert us_carrier_fees().price("US", "long_code") is None


def test_octopods_sends_through_twilio_and_says_so() -> None:
    twilio, octopods = reference("twilio"), reference("Octopods")
    assert twilio is not None
    assert octopods is not None
    assert octopods.name == "twilio, through which octopods sends"
    assert octopods.rates == twilio.rates
    provider = data_path("rules") / "providers" / "octopods.yaml"
    assert "Twilio channel" in provider.read_text("utf-8")  # what this rests on


@pytest.mark.parametrize(
    ("region", "sender", "least", "most", "as_of"),
    [
        ("US", "long_code", "0.0103", "0.0128", "2025-11"),
        ("US", "toll_free", "0.0118", "0.0128", "2026-05-26"),
        ("US", "short_code", "0.0118", "0.0128", "2026-05-26"),
        ("GB", "long_code", "0.056", "0.056", "2026-10-08"),
        ("GB", "short_code", "0.0524", "0.0524", "2026-08-06"),
        ("FR", None, "0.0798", "0.0798", "2026-10-08"),
        ("NG", None, "0.3868", "0.3868", "2026-07"),
        ("DE", None, "0.085", "0.085", "2019-09-12"),
    ],
)
def test_each_price_has_the_date_of_what_it_comes_from(
    region: str, sender: str | None, least: str, most: str, as_of: str
) -> None:
    """Prices of 2026 are not called old because others on the card are, and those of 2019 stay old."""
    card = reference("octopods")
    assert card is not None
    price = card.price(region, sender)
    assert price is not None
    assert (price.least, price.most, price.as_of) == (Decimal(least), Decimal(most), as_of)
    assert bool(price.doubt(dt.date(2026, 11, 23))) == (as_of < "2026-08-25")
