"""Amounts of money as reports write them."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.prices.money import plain
from smslint.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£"}
_CENT: Final = Decimal("0.01")
_CENTS: Final = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_UP)
NO_LIMIT: Final = "∞"


def cents(amount: Decimal) -> Decimal:
    """An amount rounded to cents."""
    return _CENTS.quantize(amount, _CENT)


def money(amount: Decimal | None, currency: str, *, signed: bool = False) -> str:
    """``$1,264.00``, ``+$1,264.00``, ``−$316.00``, ``12.50 CHF``; ``∞`` without a limit."""
    if amount is None:
        return NO_LIMIT
    return _with_currency(cents(amount), currency, lambda each: f"{each:,.2f}", signed=signed)


def price(amount: Decimal | None, currency: str) -> str:
    """A price that may be less than a cent: ``$0.0079``."""
    if amount is None:
        return NO_LIMIT
    return _with_currency(amount, currency, lambda each: plain(each) if each != cents(each) else f"{each:.2f}")


def spend(amounts: Mapping[str, Decimal]) -> str:
    """Amounts in one or several currencies: ``$7.11 + €0.40``; exact below a cent. Empty without any."""
    return " + ".join(
        (money if abs(amount) >= 1 else price)(amount, currency or "(currency unknown)")
        for currency, amount in sorted(amounts.items())
    )


def _with_currency(amount: Decimal, currency: str, write: Callable[[Decimal], str], *, signed: bool = False) -> str:
    sign = "−" if amount < 0 else "+" if signed and amount > 0 else ""
    mark = _SIGNS.get(currency)
    text = write(abs(amount))
    return f"{sign}{mark}{text}" if mark else f"{sign}{text} {visible(currency)}"
