"""Cells as people and spreadsheets write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.prices import amounts

READ = [
    ("0.0079", "USD", "0.0079"), (".5", "USD", "0.5"), ("5.", "USD", "5"), ("+0.1", "USD", "0.1"), ("0", "USD", "0"),
    ("$0.0079", "USD", "0.0079"), ("0.0079 USD", "USD", "0.0079"), ("USD 0.0079", "USD", "0.0079"), ("US$ 0.01", "USD", "0.01"),
    ("$0.01", "CAD", "0.01"), ("0,075", "EUR", "0.075"), ("0,075 €", "EUR", "0.075"), (",075", "EUR", "0.075"),
    ("€\u00a00,07", "EUR", "0.07"), ("£0.04", "GBP", "0.04"), ("1,50", "EUR", "1.50"), ("0,123", "EUR", "0.123"),
    ("1,234.50", "IDR", "1234.50"), ("1.234,50", "IDR", "1234.50"), ("1 234,50", "IDR", "1234.50"), ("1'234.50", "IDR", "1234.50"),
    ("12,345,000.5", "", None), ("1.234", "IDR", "1.234"), ("12.345.67", "", None), ("1,23,456", "", None),
    ("1,234", "IDR", None), ("1.2.3", "", None), ("1,2.3,4", "", None), ("1.234.567,8,9", "", None), ("12,345.", "IDR", "12345"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "currency", "expected"), READ)
def test_amounts(cell: str, currency: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError):
            amounts.amount(cell, currency)
    else:
        assert amounts.amount(cell, currency) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "currency", "reason"),
    [
        ("", "USD", "there is no price"),
        ("   ", "USD", "there is no price"),
        ("free", "USD", "'free' is not a price: write digits"),
        ("nan", "USD", "is not a price"),
        ("Infinity", "USD", "is not a price"),
        ("1e5", "USD", "is not a price"),
        ("0x10", "USD", "is not a price"),
        ("٠٫٥", "USD", "is not a price"),
        ("１", "USD", "is not a price"),
        ("(0.05)", "USD", "is not a price"),
        ("0.05/msg", "USD", "is not a price"),
        ("=A1*2", "USD", "is not a price"),
        ("0.05%", "USD", "is not a currency"),
        ("$0.05USD", "USD", "is not a price"),
        ("-0.05", "USD", "below zero"),
        ("0.05 EUR", "USD", "is in EUR, but the card says USD"),
        ("£0.05", "USD", "is in GBP, but the card says USD"),
        ("11", "USD", "'11' USD for one segment cannot be right"),
        ("100001", "IDR", "cannot be right"),
        ("0.0000000000001", "USD", "more than 12 decimals"),
        ("1,234", "IDR", r"may mean 1\.234 or 1234"),
        ("9" * 5000, "IDR", "cannot be right"),
    ],
)
def test_refused_amounts(cell: str, currency: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        amounts.amount(cell, currency)
    assert len(str(caught.value)) < 200


@given(st.decimals(0, 9, places=8), st.sampled_from(["{}", "${}", "{} USD", " {}\u00a0", "US${}"]))
def test_what_is_written_is_read(number: Decimal, form: str) -> None:
    assert amounts.amount(form.format(f"{number:f}"), "USD") == number


@given(st.integers(1000, 99_999), st.integers(0, 99))
def test_grouped_thousands_are_read(whole: int, cents: int) -> None:
    expected = Decimal(whole) + Decimal(cents) / 100
    english = f"{whole:,}.{cents:02}"
    assert amounts.amount(english, "IDR") == expected
    assert amounts.amount(english.translate({44: ".", 46: ","}), "IDR") == expected


@given(st.text())
def test_any_cell_is_an_amount_or_a_short_error(cell: str) -> None:
    for read in (amounts.amount, amounts.currency, amounts.as_of, amounts.region, amounts.sender, amounts.kind):
        try:
            assert read(cell) is not None
        except ValueError as error:
            assert len(str(error)) < 300
            assert str(error).isprintable()
    assert amounts.label(cell).isprintable()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2026-05-26", "2026-05-26"), (" 2025-11 ", "2025-11"), ("2026", "2026"), ("2026-07-06T12:00:00Z", "2026-07-06"),
     ("2026-13", None), ("26/05/2026", None), ("05-26", None), ("", None), ("20260526", None), ("2026-5-1", None), ("1991", None)],
)  # fmt: skip
def test_dates(cell: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError):
            amounts.as_of(cell)
    else:
        assert amounts.as_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("10DLC", "long_code"), ("Toll-Free", "toll_free"), ("short code", "short_code"), ("long_code", "long_code"),
     ("Sender ID", "alphanumeric"), ("any", ""), ("", "")],
)  # fmt: skip
def test_senders(cell: str, expected: str) -> None:
    assert amounts.sender(cell) == expected


def test_unknown_sender_and_kind_are_named() -> None:
    with pytest.raises(ValueError, match=r"'pigeon' is not a type of sender\. Known: long_code"):
        amounts.sender("pigeon")
    with pytest.raises(ValueError, match=r"'outbound' is not a kind of message\. Known: marketing"):
        amounts.kind("outbound")
    assert amounts.kind("Promotional") == "marketing"
