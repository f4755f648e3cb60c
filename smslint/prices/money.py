"""Amounts of money: exact, and never added across currencies."""

from __future__ import annotations

import decimal
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Inexact raises an error: a sum that must be rounded is a bug.
_EXACT = decimal.Context(
    prec=96, traps=[decimal.Inexact, decimal.InvalidOperation, decimal.Overflow, decimal.FloatOperation]
)

MOST: Final = 10**15
"""The largest amount of money that is not a mistake."""
_NUMBER: Final = re.compile(r"(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LAST: Final = Decimal("1e-20")
"""The last decimal of an amount that is not a mistake."""
_LONGEST: Final = 80


def stated(value: object) -> Decimal | None:
    """An amount that a person states: ``500``, ``99.90``, ``1e5``; ``None`` for what is none, or so large or so exact that no sum with it
    would be.

    :param value: a text, a number of a configuration or a ``Decimal``.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    if isinstance(value, int) and value > MOST:
        return None  # Python does not write one of 5,000 digits
    text = str(value).strip()
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        return None
    number = Decimal(text.replace("_", ""))
    if not number:
        return Decimal(0)
    try:
        return Decimal(f"{_EXACT.quantize(number, _LAST).normalize(_EXACT):f}") if number <= MOST else None
    except decimal.Inexact:
        return None


@sealed
@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency (ISO 4217). Sums and products are exact."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is not exact.

        :raises TypeError: for an amount that is not a ``Decimal``.
        :raises ValueError: for NaN and infinity.
        """
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount of money is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError(f"an amount of money is a number, not {self.amount}")

    def __add__(self, other: Money) -> Money:
        """The sum.

        :raises TypeError: when the currencies differ.
        """
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency != self.currency:
            raise TypeError(f"{self.currency} and {other.currency} cannot be added: smslint knows no exchange rates")
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __mul__(self, count: int) -> Money:
        """The amount multiplied by ``count``.

        :raises TypeError: for anything but an ``int``.
        """
        if not isinstance(count, int) or isinstance(count, bool):
            return NotImplemented
        return Money(times(self.amount, count), self.currency)

    def __str__(self) -> str:
        """Such as ``0.0079 USD``: never in scientific notation."""
        return f"{plain(self.amount)} {self.currency}"


@sealed
@dataclass(frozen=True, slots=True)
class Totals:
    """One sum per currency, sorted by currency."""

    sums: tuple[Money, ...] = ()

    @classmethod
    def of(cls, amounts: Iterable[Money]) -> Totals:
        """The sums of all amounts."""
        sums: dict[str, Money] = {}
        for money in amounts:
            sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
        return cls(tuple(sums[currency] for currency in sorted(sums)))

    def __add__(self, other: Totals | Money) -> Totals:
        """The sums of both, per currency."""
        if not isinstance(other, (Totals, Money)):
            return NotImplemented
        return Totals.of((*self.sums, *(other.sums if isinstance(other, Totals) else (other,))))

    def __iter__(self) -> Iterator[Money]:
        """The sums, one per currency."""
        return iter(self.sums)

    def __str__(self) -> str:
        """Such as ``12.5 EUR + 0.0079 USD``; ``unknown`` when there is none: a missing price is not a price of zero."""
        return " + ".join(map(str, self.sums)) or "unknown"


def times(amount: Decimal, count: int | Decimal) -> Decimal:
    """An exact product."""
    return _EXACT.multiply(amount, Decimal(count))


def plus(left: Decimal, right: Decimal) -> Decimal:
    """An exact sum."""
    return _EXACT.add(left, right)


def minus(left: Decimal, right: Decimal) -> Decimal:
    """An exact difference."""
    return _EXACT.subtract(left, right)


def plain(amount: Decimal) -> str:
    """The digits without an exponent and without trailing zeros after the point: ``0.0079``, ``12.5``, ``100``."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
