"""What a card answers: ranges over networks, fees by sender, the newest line, and nothing if it knows nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.prices import Rate, RateCard, amounts, cost, dump, load
from smslint.prices.canonical import drafts, match, rate
from smslint.prices.table import read_table
from smslint.vocabulary import STALE_DAYS

HEADER = "region,price_per_segment,currency,as_of,sender,network,kind,carrier_fee\n"
CARD = """\
FR,0.07,USD,2026-11-01,,Orange,,
FR,0.08,USD,2026-10-01,,Free,,
FR,0.05,USD,2020-01-01,,Orange,,
US,0.0079,USD,2026-11-01,,,,
US,0.02,USD,2026-11-01,short_code,,,
US,,USD,2026-11-01,long_code,att,,0.0035
US,,USD,2025-11,long_code,verizon,,0.0045
US,,USD,2026-11-01,toll_free,att,,0.003
CA,0.01,CAD,2026-11-01,,Bell,,0.002
CA,0.02,CAD,2026-11-01,,Rogers,,0.001
IN,0.04,USD,2026-11-01,,,marketing,
IN,0.01,USD,2026-11-01,,,transactional,
AE,0.05,USD,2026-11-01,alphanumeric,,,0
MX,0.03,USD,2026-11-01,,Telcel,,
MX,0.02,USD,2026-11-01,,Movistar,,
MX,,USD,2026-11-01,,telcel,,0.001
MX,,USD,2026-11-01,,movistar,,0.005
"""


def card(text: str = CARD) -> RateCard:
    table = read_table(HEADER + text, "card.csv")
    return RateCard("card.csv", tuple(rate(draft, "card.csv") for draft in drafts(table, match(table))))


PRICES = [
    # region, sender, network, kind -> least, most, fee least, fee most, as of
    (("FR",), ("0.07", "0.08", None, None, "2026-10-01")),
    (("fr",), ("0.07", "0.08", None, None, "2026-10-01")),
    (("FR", None, "orange"), ("0.07", "0.07", None, None, "2026-11-01")),
    (("FR", None, "Bouygues"), ("0.07", "0.08", None, None, "2026-10-01")),
    (("US", "long_code"), ("0.0114", "0.0124", "0.0035", "0.0045", "2025-11")),
    (("US", "long_code", "att"), ("0.0114", "0.0114", "0.0035", "0.0035", "2026-11-01")),
    (("US", "toll_free"), ("0.0109", "0.0109", "0.003", "0.003", "2026-11-01")),
    (("US", "short_code"), ("0.02", "0.02", None, None, "2026-11-01")),
    (("US", None), ("0.0109", "0.02", "0.003", "0.0045", "2025-11")),
    (("CA",), ("0.012", "0.021", "0.001", "0.002", "2026-11-01")),
    (("IN",), ("0.01", "0.04", None, None, "2026-11-01")),
    (("IN", None, None, "marketing"), ("0.04", "0.04", None, None, "2026-11-01")),
    (("IN", None, None, "otp"), ("0.01", "0.01", None, None, "2026-11-01")),
    # never the highest amount of one network with the highest fee of another
    (("MX",), ("0.025", "0.031", "0.001", "0.005", "2026-11-01")),
    (("AE", "alphanumeric"), ("0.05", "0.05", "0", "0", "2026-11-01")),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_line_of_excel_says_what_divides_the_cells(sign: str, end: str) -> None:
    other = "|" if sign != "|" else ";"
    table = read_table(
        end.join((f"sep={sign}", f"country{sign}price{other}a{other}b{other}c", f"DE{sign}0.07", "")), "x"
    )
    assert [list(row.cells.values()) for row in table.rows] == [["DE", "0.07"]]


def test_a_column_that_begins_like_the_line_of_excel_is_a_column() -> None:
    assert read_table("sep=price,country\n1,DE\n", "x").header == ("sep=price", "country")


@pytest.mark.parametrize(("asked", "expected"), PRICES)
def test_price(asked: tuple[str, ...], expected: tuple[str | None, ...]) -> None:
    price = card().price(*asked)
    assert price is not None
    found = (price.least, price.most, price.carrier_fee_least, price.carrier_fee)
    assert (*found, price.as_of) == (*(None if text is None else Decimal(text) for text in expected[:4]), expected[4])


@pytest.mark.parametrize("asked", [("DE",), ("",), ("AE", "long_code"), ("USA",)])
def test_unknown_is_none_and_never_zero(asked: tuple[str, ...]) -> None:
    assert card().price(*asked) is None
    assert cost(card(), asked[0], 1, 2, asked[1] if len(asked) > 1 else None) is None


def test_cost_is_the_cheapest_least_to_the_dearest_most() -> None:
    found = cost(card(), "us", 1, 3, "long_code")
    assert found is not None
    assert (found.region, found.least, found.most) == ("US", Decimal("0.0114"), Decimal("0.0372"))
    assert (found.currency, found.as_of) == ("USD", "2025-11")
    unbounded = cost(card(), "FR", 2, None)
    assert unbounded is not None
    assert (unbounded.least, unbounded.most) == (Decimal("0.14"), None)


def test_card_knows_its_regions_currencies_and_dates() -> None:
    assert card().regions == ("AE", "CA", "FR", "IN", "MX", "US")
    assert card().currencies == ("CAD", "USD")
    assert (card().as_of, card().newest) == ("2025-11", "2026-11-01")
    assert card().age_days(dt.date(2025, 11, 11)) == 10
    empty = RateCard("empty", ())
    assert (empty.as_of, empty.age_days(dt.date(2026, 1, 1)), empty.regions) == (None, None, ())


@pytest.mark.parametrize(("days", "stale"), [(0, False), (STALE_DAYS, False), (STALE_DAYS + 1, True)])
def test_a_price_becomes_stale(days: int, stale: bool) -> None:
    price = card().price("FR", network="Orange")
    assert price is not None
    today = dt.date(2026, 11, 1) + dt.timedelta(days)
    assert (price.age_days(today), bool(price.doubt(today))) == (days, stale)


def test_fees_are_added_only_where_none_are_known() -> None:
    fees = card(
        "US,,USD,2026-11-01,,x,,0.009\nCA,,CAD,2026-11-01,,x,,0.5\nFR,,EUR,2026-11-01,,x,,0.5\nDE,,USD,2026-11-01,,x,,1\n"
    )
    plain = card("US,0.01,USD,2026-11-01,,,,\nFR,0.05,USD,2026-11-01,,,,\nCA,0.01,CAD,2026-11-01,,,,0.002\n").with_fees(
        fees
    )
    most = {region: price.most for region in plain.regions if (price := plain.price(region))}
    assert most == {"US": Decimal("0.019"), "FR": Decimal("0.05"), "CA": Decimal("0.012")}
    assert plain.price("DE") is None


@pytest.mark.parametrize(
    ("change", "error"),
    [({"amount": 0.1}, TypeError), ({"carrier_fee": 1}, TypeError), ({"amount": Decimal("NaN")}, ValueError),
     ({"amount": Decimal(-1)}, ValueError), ({"as_of": "soon"}, ValueError)],
)  # fmt: skip
def test_only_exact_amounts_and_dates_make_a_card(change: dict[str, Any], error: type[Exception]) -> None:
    line = Rate("FR", Decimal("0.07"), "USD", "2026-11-01")
    with pytest.raises(error):
        RateCard("x", (line._replace(**change),))


def test_one_region_has_one_currency() -> None:
    with pytest.raises(
        ConfigError, match=r"card\.csv: lines 2 and 3: FR is priced in USD and in EUR; use one currency per region"
    ):
        card("FR,1,USD,2026,,,,\nFR,1,EUR,2026,,,,\n")


LOADS = [
    ("region;price_per_segment;currency;as_of\nFR;0,07;EUR;2026-11-01\n", None),
    ("\ufeffRegion,Price per Segment,Currency,As of\nFR,0.07,EUR,2026-11-01\n", None),
    ("iso2,price,currency,date\nFR,0.07,EUR,2026-11-01\n", None),
    ("ISO,Country,Description,Price / msg\nFR,France,x,0.07\n", r"no column for price_per_segment, currency, as_of; it has 'ISO'.*prices import"),
    ('{"a": 1}', r"this is JSON, not a rate card\. Import it with `smslint prices import FILE`"),
    ("region,price_per_segment,currency,as_of\n", "a header without prices"),
    ("region,price_per_segment,currency,as_of\nFR,,EUR,2026\n", r":2: there is no price"),
    ("region,price_per_segment,currency,as_of\n\n\nFR,0.1,EUR,\n", r":4: '' is not a date"),
    ("region,price_per_segment,currency,as_of\n\"FR\",0.1,\"E\nUR\",2026\nDE,x,EUR,2026\n", r":2: 'E\\nUR' is not a currency"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), LOADS)
def test_load(text: str, reason: str | None, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(text, "utf-8")
    if reason is None:
        price = load(path).price("FR")
        assert price is not None
        assert (price.amount, price.currency, price.as_of) == (Decimal("0.07"), "EUR", "2026-11-01")
    else:
        with pytest.raises(ConfigError, match=reason):
            load(path)


texts = st.text(st.characters(codec="utf-8"), max_size=12)
prices = st.decimals(0, 10, places=6)
rates = st.builds(
    Rate,
    region=st.sampled_from(["FR", "US", "XK"]),
    amount=prices,
    currency=st.just("USD"),
    as_of=st.sampled_from(["2026-11-01", "2025-11", "2026"]),
    sender=st.sampled_from(["", "long_code", "alphanumeric"]),
    network=texts.map(amounts.network),
    kind=st.sampled_from(["", "marketing", "otp"]),
    carrier_fee=st.none() | prices,
    source=texts.map(amounts.label),
)


@given(st.lists(rates, min_size=1, max_size=8))
def test_what_is_written_is_loaded(lines: list[Rate]) -> None:
    table = read_table(dump(lines), "x")
    loaded = [rate(draft, "x")._replace(line=0) for draft in drafts(table, match(table))]
    assert sorted(loaded, key=repr_key) == sorted(lines, key=repr_key)
    assert dump(loaded) == dump(lines)


def repr_key(line: Rate) -> tuple[str, ...]:
    return tuple(str(value.normalize()) if isinstance(value, Decimal) else str(value) for value in line)


@given(st.lists(rates, min_size=1, max_size=8), st.sampled_from([None, "long_code", "toll_free"]), st.integers(0, 5))
def test_ranges_hold(lines: list[Rate], sender: str | None, segments: int) -> None:
    one = RateCard("x", tuple(lines))
    for region in one.regions:
        price = one.price(region, sender)
        if price is None:
            assert sender is not None
            continue
        assert price.amount_least <= price.least <= price.most
        assert price.most <= price.amount + (price.carrier_fee or 0)
        found = cost(one, region, segments, segments + 1, sender)
        assert found is not None
        assert found.most is not None
        assert (found.least, found.most) == (price.least * segments, price.most * (segments + 1))
