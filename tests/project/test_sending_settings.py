"""The settings below ``sending:``: amounts of money, and rates."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest

from smslint.errors import ConfigError
from smslint.project.sending import Amount, budget, sending_settings
from smslint.settings import Node, Origin

AMOUNTS: list[tuple[object, Amount]] = [
    ("500 USD", Amount(Decimal(500), "USD")),
    (" 0.50  eur ", Amount(Decimal("0.50"), "EUR")),
    ("1_000", Amount(Decimal(1000))),
    ("0", Amount(Decimal(0))),
    (0, Amount(Decimal(0))),
    (12, Amount(Decimal(12))),
    (0.5, Amount(Decimal("0.5"))),
    (Decimal("0.10"), Amount(Decimal("0.10"))),
]


@pytest.mark.parametrize(("value", "amount"), AMOUNTS)
def test_an_amount(value: object, amount: Amount) -> None:
    assert budget(value) == amount


NOT_AMOUNTS = ["", "USD", "-1", "-0.01 USD", "5 US", "5 US1", "5 ÜSD", "5 DOLLARS", "nan", "inf", "ten USD", True, -1, math.inf, None, [5]]  # fmt: skip


@pytest.mark.parametrize("value", NOT_AMOUNTS, ids=repr)
def test_what_is_not_an_amount(value: object) -> None:
    with pytest.raises(ConfigError, match="is not an amount such as 500 USD"):
        budget(value)


@pytest.mark.parametrize(
    ("value", "rate"), [(1, 1.0), (0.1, 0.1), (10**9 - 1, 10**9 - 1.0), (0, None), (-1, None), (10**9, None), (True, None), ("5", None)]
)  # fmt: skip
def test_a_rate(value: object, rate: float | None) -> None:
    node = Node(Origin("config"), {"messages_per_second": value})
    if rate is None:
        with pytest.raises(ConfigError, match="messages_per_second: expected a number above zero"):
            sending_settings(node, Path())
    else:
        assert sending_settings(node, Path()).messages_per_second == rate
