"""One line of a rate card, and the price that follows from lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sealed import sealed
from smslint.vocabulary import STALE_DAYS
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

DEAREST: Final = "the dearest network of each country"
"""What the source of a price says that is that of one network only, where the others are not known."""
FUTURE: Final = "which is in the future: correct the date"
_NAMED: Final = 10
SENDERS = ("long_code", "toll_free", "short_code", "alphanumeric")


class Rate(NamedTuple):
    """One line of a rate card. An empty ``sender``, ``network`` or ``kind`` means all of them."""

    region: str
    """ISO 3166-1 alpha-2."""
    amount: Decimal | None
    """What one segment costs; ``None`` on a line that only has a carrier fee."""
    currency: str
    as_of: str
    """ISO 8601: a day, or only a month or year if the source has no more."""
    sender: str = ""
    network: str = ""
    kind: str = ""
    carrier_fee: Decimal | None = None
    """What the carrier adds to each segment; ``None`` means unknown, not zero."""
    source: str = ""
    line: int = 0
    """The line number in the card's file; 0 if unknown."""


@sealed
@dataclass(frozen=True, slots=True)
class Price:
    """What one segment costs. The network of a number is not known offline, so prices are ranges over the networks.

    ``amount`` and ``carrier_fee`` are the highest that can apply; the fields ``…_least`` are the lowest.
    """

    region: str
    amount: Decimal
    amount_least: Decimal
    carrier_fee: Decimal | None
    carrier_fee_least: Decimal | None
    least: Decimal
    """The lowest sum of amount and carrier fee on the same network."""
    most: Decimal
    """The highest sum of amount and carrier fee on the same network."""
    currency: str
    as_of: str
    """The oldest date of all lines that the price comes from."""
    sources: tuple[str, ...]
    """Where the price was read, one entry per source."""

    @property
    def source(self) -> str:
        """All sources, on one line."""
        return "; ".join(self.sources)

    @property
    def is_upper(self) -> bool:
        """Whether it is only known of the dearest network: another one may cost less."""
        return any(DEAREST in each for each in self.sources)

    def age_days(self, today: dt.date) -> int:
        """How many days old the price is. A month or year counts from its first day."""
        return (today - first_day(self.as_of)).days

    def doubt(self, today: dt.date, limit: int = STALE_DAYS) -> str:
        """Why it may not be today's price, as :func:`doubt_of` says it."""
        return doubt_of(first_day(self.as_of), today, limit)


def doubt_of(as_of: dt.date, today: dt.date, limit: int = STALE_DAYS) -> str:
    """Why a price of some day may not be today's, after that day: ``120 days ago``; empty if it may.

    :param limit: the age in days from which prices are old.
    """
    age = (today - as_of).days
    if age < -1:  # in the east it may be tomorrow
        return FUTURE
    return f"{age} days ago" if age > limit else ""


def upper_note(prices: Iterable[Price | None]) -> tuple[str, ...]:
    """One sentence about the prices that are only known of the dearest network, if there are any."""
    regions = sorted({each.region for each in prices if each is not None and each.is_upper})
    named = first_of(regions, _NAMED)
    return (
        (f"only the price of the dearest network is known of {named}: on others a message may cost less",)
        if regions
        else ()
    )


def is_old(doubt: str) -> bool:
    """Whether a price that may not be today's is an old one; otherwise it is dated in the future."""
    return doubt != FUTURE


def telling(dates: Iterable[str], today: dt.date) -> tuple[str, ...]:
    """The dates that decide whether prices are today's: the oldest, and the newest where that is in the future."""
    found = sorted(set(dates), key=first_day)
    return (*found[:1], *(each for each in found[1:][-1:] if first_day(each) > today))


def first_day(as_of: str) -> dt.date:
    """The first day of a date, a month or a year: an unclear date counts as older.

    :raises ValueError: for anything else.
    """
    return dt.date.fromisoformat(as_of + "-01-01"[len(as_of) - 4 :])
