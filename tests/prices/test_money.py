"""Money is exact, and its oracle is arithmetic in whole micro-units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.prices import Money, Totals
from smslint.prices.money import plain

MICRO = Decimal("0.000001")
micros = st.integers(0, 10**15)
counts = st.integers(0, 10**10)
currencies = st.sampled_from(["USD", "EUR", "JPY"])


def money(count: int, currency: str = "USD") -> Money:
    return Money(Decimal(count).scaleb(-6), currency)


@given(st.lists(st.tuples(micros, counts), min_size=1, max_size=30))
def test_sums_and_products_equal_whole_micro_units(lines: list[tuple[int, int]]) -> None:
    total = money(0)
    for micro, count in lines:
        total += money(micro) * count
    assert total.amount == Decimal(sum(micro * count for micro, count in lines)) * MICRO


@given(st.lists(st.tuples(micros, currencies), max_size=30), st.integers(0, 30))
def test_totals_stay_apart_by_currency(lines: list[tuple[int, str]], cut: int) -> None:
    totals = Totals.of(money(*line) for line in lines)
    expected = {currency: sum(m for m, c in lines if c == currency) for _, currency in lines}
    assert {one.currency: int(one.amount / MICRO) for one in totals} == expected
    assert [one.currency for one in totals] == sorted(expected)
    halves = Totals.of(money(*line) for line in lines[:cut]) + Totals.of(money(*line) for line in lines[cut:])
    assert halves == totals


def test_currencies_are_never_added() -> None:
    with pytest.raises(TypeError, match="USD and EUR cannot be added"):
        money(1, "USD") + money(1, "EUR")


@pytest.mark.parametrize("amount", [0.1, 1, "0.1", None])
def test_only_decimals_are_amounts(amount: Any) -> None:
    with pytest.raises(TypeError, match="is a Decimal"):
        Money(amount, "USD")


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_not_a_number_is_not_an_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="is a number"):
        Money(Decimal(amount), "USD")


@pytest.mark.parametrize("factor", [0.5, Decimal(2), True, "2"])
def test_only_whole_counts_multiply(factor: Any) -> None:
    with pytest.raises(TypeError):
        money(1) * factor


@pytest.mark.parametrize("other", [1, Decimal(1), None])
def test_only_money_is_added(other: Any) -> None:
    with pytest.raises(TypeError):
        money(1) + other
    with pytest.raises(TypeError):
        Totals() + other


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0.0079", "0.0079"), ("12.50", "12.5"), ("100", "100"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("0.000", "0"), ("0", "0")],
)  # fmt: skip
def test_amounts_are_written_plainly(amount: str, text: str) -> None:
    assert plain(Decimal(amount)) == text
    assert str(Money(Decimal(amount), "USD")) == f"{text} USD"


def test_no_price_is_unknown_and_not_zero() -> None:
    assert str(Totals()) == "unknown"
    assert str(Totals() + money(7900) + money(2_000_000, "EUR")) == "2 EUR + 0.0079 USD"
