"""Segments and prices as logs write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.numbers.masking import mask_all
from smslint.prices.amounts import CURRENCIES
from smslint.prices.money import plus, stated, times
from smslint.reconcile.record import Sums
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.logs.layout import Layout
    from smslint.logs.opened import Log
    from smslint.reconcile.tally import Key

_AMOUNT: Final = re.compile(
    r"(?P<before>[A-Za-z]{3})?\s*(?P<number>[+-]?\d{1,12}(?:[.,]\d{1,12})?(?:[eE][+-]?\d{1,2})?)\s*(?P<after>[A-Za-z]{3})?"
)
_NO_ERROR: Final = frozenset({"", "0", "000", "none", "null", "n/a", "-"})
_LONGEST: Final = 80
"""The most characters of an error that are shown: some providers and projects have a sentence there."""


class Charge(NamedTuple):
    """What a message cost."""

    amount: Decimal
    currency: str
    """Empty if nobody says it."""


def amount_of(written: str) -> Charge | None:
    """An amount, as providers write charges: below zero or above it; ``None`` for a text that is none."""
    match = _AMOUNT.fullmatch(written.strip().lstrip("$€£"))
    number = None if match is None else stated(match["number"].lstrip("+-").replace(",", "."))
    if match is None or number is None:
        return None
    currency = (match["before"] or match["after"] or "").upper()
    return Charge(number, currency if currency in CURRENCIES else "")


class Failures:
    """Reads the error codes of one log."""

    def __init__(self, layout: Layout) -> None:
        self._none = _NO_ERROR | {each.lower() for each in layout.no_error}
        self._found: dict[tuple[str, str], str] = {}

    def code(self, written: str, state: str) -> str:
        """An error code, or the state where there is none; empty if there was no error.

        :param state: the state of a message that did not arrive, else empty.
        """
        known = self._found.get((written, state))
        if known is None:
            code = written.strip()
            known = state if code.lower() in self._none else mask_all(code)[:_LONGEST]
            self._found[written, state] = known
        return known


class Reader:
    """Reads the amounts of one log."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.odd: set[str] = set()
        """The columns with prices that nobody could read."""

    def billed(self, written: str) -> int | None:
        """A number of segments; ``None`` if the log does not say it."""
        text = written.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None

    def charge(self, key: Key, billed: int | None) -> Charge | None:
        """What one of these messages cost; ``None`` if the log does not say it."""
        found = self._amount(key.price, "total_price")
        if found is None:
            return None
        if self._log.per_segment:
            if billed is None:
                return None
            found = Charge(times(found.amount, billed), found.currency)
        if self._log.layout.add_carrier_fee and (fee := self._amount(key.fee, "carrier_fee")) is not None:
            found = Charge(plus(found.amount, fee.amount), found.currency)
        named = key.currency.strip().upper()
        return Charge(
            found.amount, found.currency or (named if named in CURRENCIES else "") or self._log.layout.currency
        )

    def _amount(self, written: str, column: str) -> Charge | None:
        found = amount_of(written)
        if found is None and written.strip().lower() not in _NO_ERROR:
            self.odd.add(column)
        return found

    def sums(self, counts: Iterable[tuple[Key, int]]) -> Sums:
        """What some messages came to."""
        spend: dict[str, Decimal] = {}
        failures: dict[str, int] = {}
        regions: dict[str, int] = {}
        messages = counted = uncounted = unbilled = unpriced = total = 0
        for key, count in counts:
            messages += count
            if key.counted is None:
                uncounted += count
            else:
                counted += key.counted * count
            billed = self.billed(key.segments)
            if billed is None:
                unbilled += count
            else:
                total += billed * count
            charge = self.charge(key, billed)
            if charge is None:
                unpriced += count * (not key.free)
            else:
                spend[charge.currency] = plus(spend.get(charge.currency, Decimal(0)), times(charge.amount, count))
            if key.failure:
                failures[key.failure] = failures.get(key.failure, 0) + count
            regions[key.region] = regions.get(key.region, 0) + count
        by_count = sorted(failures.items(), key=lambda each: (-each[1], each[0]))
        none = messages and unbilled == messages
        return Sums(
            messages, None if none else total, counted, uncounted, unbilled, unpriced, spend, dict(by_count), regions
        )
