"""Providers' files: each case with its rate card, and refused files with the reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.prices import Rate, dump, layouts, load
from smslint.prices.layouts import NAMES, read
from smslint.prices.table import decode

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.iterdir() if ".expected" not in path.name)
DATE = "2026-11-01"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_case_becomes_its_rate_card(path: Path) -> None:
    expected = CASES / f"{path.stem}.expected.csv"
    assert dump(read(path, as_of=DATE).card.rates) == expected.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_written_card_loads_as_it_was(path: Path, tmp_path: Path) -> None:
    rates = read(path, as_of=DATE).card.rates
    out = tmp_path / "card.csv"
    out.write_text(dump(rates), "utf-8")
    assert sorted(rate._replace(line=0) for rate in load(out).rates if rate.amount is not None) == sorted(rates)


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("twilio.csv", "twilio"),
        ("twilio-api.json", "twilio-api"),
        ("aws.json", "aws"),
        ("vonage.json", "vonage"),
        ("vonage-table.csv", "vonage"),
        ("plivo.json", "plivo"),
        ("plivo-table.csv", "plivo"),
        ("clicksend.csv", "clicksend"),
        ("generic.csv", "generic"),
    ],
)
def test_naming_the_layout_reads_the_same(name: str, layout: str) -> None:
    assert read(CASES / name, layout, as_of=DATE) == read(CASES / name, as_of=DATE)
    for other in set(NAMES) - {layout, "generic", "plivo"}:
        with pytest.raises(ConfigError, match=f"^{CASES / name}: this (is not|file cannot be in)"):
            read(CASES / name, other, as_of=DATE)


def test_notes_say_what_was_assumed_and_left_out() -> None:
    assert read(CASES / "twilio.csv", as_of=DATE).notes == (
        "the file names no currency; Twilio's SMS price list is usually in USD. Use --currency to change that",
        "left out 1 price of 0: it means that the route is not sold",
    )
    assert read(CASES / "vonage.json", as_of=DATE).notes == ()


REFUSED = [
    ('{"http_code": 200, "data": {"sms": {"price_rate_0": "0.07"}}}', "ClickSend's pricing API, which is not read"),
    ('{"sms": {"price": "0.004"}}', "any other: a CSV with the columns region, price, currency"),
    ("ISO,Country,Description,Price / min,Origination Prefixes,Destination Prefixes\nFR,France,x,0.1,,33\n", "voice price list; export the SMS one"),
    ('{"iso_country": "FR", "outbound_prefix_prices": []}', "Twilio's voice pricing API"),
    ('{"iso_country": "FR", "phone_number_prices": []}', "prices of phone numbers"),
    ('{"countries": [{"country": "Austria", "iso_country": "AT", "url": "https://x"}], "meta": {}}', "only Twilio's list of countries"),
    ('{"MMS": {"countryPrices": {}}}', "an AWS feed, but not for text messages"),
    ("From,To,Body,Price\n+1,+2,hi,0.1\n", "log of messages"),
    ("identity/LineItemId,lineItem/UsageType,cost\n1,APN1-OutboundSMS-JP-Standard-Senderid-MessageCount,1\n", "AWS bill"),
    ("phone,first_name\n+447700900123,Zoë\n", "list of recipients"),
    ("a,b\n1,2\n", r"not a known list of prices .*; it has the columns 'a', 'b'"),
    ('{"a": 1, "b": 2}', "not a known list of prices .*; it has 'a', 'b'"),
    ("[]", "no object at the top level"),
    ("[1, 2", r"x\.csv:1: not readable JSON"),
    ('{"a": 1,\n "b": }', r"x\.csv:2: not readable JSON"),
    ("[" * 200_000, "not (readable JSON|a known list)|nested too deeply"),
    ("ISO,Country,Description,Price / msg\n", "without a price for an outgoing text"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Inbound SMS,0.1\n", "without a price for an outgoing text"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,\n", r"x\.csv:2: there is no price"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,-0.1\n", r"x\.csv:2: the price '-0\.1' is below zero"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,NaN\n", r"x\.csv:2: 'NaN' is not a price"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,798\n", r"x\.csv:2: '798' USD for one segment cannot be right"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,€0.07\n", r"x\.csv:2: the price '€0\.07' is in EUR, but the card says USD"),
    ("ISO,Country,Description,Price / msg\nFrance,,FRANCE Outbound SMS,0.07\n", r"x\.csv:2: 'France' is not a region"),
    ("ISO,Country,Description,Price / msg\nFR,France,FRANCE Outbound SMS,0\n", "every price is 0"),
    ("ISO,Country,Description\nFR,France,FRANCE Outbound SMS\n", "not a known list of prices .*'Description'"),
    ("iso,price min\nFR,0.07\n", "not a known list of prices"),
    ("iso,price,currency\nFR,0.07,XYZ\n", r"x\.csv:2: 'XYZ' is not a currency"),
    ("iso,price\nFR,0.07\n", "does not name its currency; add --currency"),
    ("iso,price,currency\nFR,0.07,USD\nFR,0.06,EUR\n", "FR is priced in USD and in EUR"),
    ('iso,price,currency\n"FR,0.07,USD\n', r"x\.csv:2: not a readable CSV line"),
    ("iso,price,currency\nFR,0.07,USD,surprise\n", r"x\.csv:2: 4 cells under 3 columns"),
    ("iso,iso,price\nFR,FR,1\n", "two columns are called 'iso'"),
    ("", "the file is empty"),
    (" \n\n", "the file is empty"),
    ("iso,price\0\n", "not a text file"),
    ("PK\x03\x04rest", "an Excel workbook"),
    ("%PDF-1.7", "a PDF"),
    ('{"SMS": {"countryPrices": {"FR": {"transactional": [{"domesticPrice": 1e999999999}]}}}}', "'1e999999999' is not a price"),
    ('{"SMS": {"countryPrices": {"FR": {"transactional": [{"domesticPrice": NaN}]}}}}', r"FR\.transactional\[0\]: 'NaN' is not a price"),
    ('{"SMS": {"countryPrices": {"FR": {"transactional": [{"domesticPrice": [1]}]}}}}', r"FR\.transactional\[0\]: there is no price"),
    ('{"SMS": {"countryPrices": {"FR": {"transactional": [{"carrierFee": 1}]}}}}', r"FR\.transactional\[0\]: there is no price"),
    ('{"SMS": {"countryPrices": [1, 2]}}', "without a price"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused_with_the_reason(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=reason) as caught:
        read(path, as_of=DATE)
    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "does not say when its prices were valid; add --as-of"),
        ({"as_of": "yesterday"}, "^--as-of: 'yesterday' is not a date"),
        ({"as_of": "2026-02-30"}, "^--as-of: '2026-02-30' is not a date"),
        ({"as_of": "1970-01-01"}, "before the first text message"),
        ({"as_of": DATE, "currency": "dollars"}, "^--currency: 'dollars' is not a currency"),
        (
            {"as_of": DATE, "currency": "USD"},
            r"countries\[0\]\.networks\[0\]: the file is in EUR, but --currency says USD",
        ),
        ({"as_of": DATE, "layout": "excel"}, "there is no layout 'excel'. Known: auto, twilio"),
    ],
)
def test_options_are_checked(options: dict[str, str], reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        read(CASES / "vonage.json", **options)


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ConfigError, match="there is no such file"):
            read(path)


SEEDS = [path.read_bytes() for path in FILES]


@given(st.sampled_from(SEEDS), st.data())
def test_damaged_files_end_in_prices_or_one_error(seed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(seed)))
    until = data.draw(st.integers(at, min(len(seed), at + 40)))
    damaged = (
        seed[:at]
        + data.draw(st.binary(max_size=8) | st.sampled_from([b'"', b"{", b"\xff\xfe", b"1e99", b"-"]))
        + seed[until:]
    )
    _survives(damaged)


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.floats() | st.integers() | st.sampled_from(["0.07", "FR", "USD"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["SMS", "countryPrices", "FR", "transactional", "promotional", "domesticPrice", "name", "countries", "networks",
                         "countryCode", "price", "currency", "iso_country", "outbound_sms_prices", "prices", "message", "country_iso",
                         "outbound", "rate", "outbound_networks_list", "current_price", "price_unit"]),
        inner, max_size=4,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_json_of_any_shape_ends_in_prices_or_one_error(value: object) -> None:
    _survives(json.dumps(value).encode())


def _survives(content: bytes) -> None:
    path = CASES.parent / "never-written.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layouts, "read_text", lambda path: decode(content, str(path)))
        try:
            rates = read(path, as_of=DATE).card.rates
        except ConfigError as error:
            assert str(error).startswith(str(path))
            assert str(error).isprintable()
        else:
            assert all(isinstance(rate, Rate) and rate.amount and rate.amount > 0 for rate in rates)


@pytest.mark.parametrize(
    "price",
    [
        "Default Price",
        "Rate per SMS",
        "Cost per message",
        "Unit price",
        "Outbound price",
        "SMS price",
        "price_per_part",
    ],
)
@pytest.mark.parametrize("region", ["Country Code", "ISO code", "Country ISO code", "Alpha-2"])
def test_columns_as_people_name_them(price: str, region: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(f"Country name;{region};{price};Currency\nUnited Kingdom;GB;0,0524;GBP\n", encoding="utf-8")
    (one,) = read(path, as_of=DATE).card.rates
    assert (one.region, one.amount, one.currency) == ("GB", Decimal("0.0524"), "GBP")
