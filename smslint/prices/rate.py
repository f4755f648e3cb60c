"""One line of a rate card, and the price that follows from lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from smslint.sealed import sealed
from smslint.vocabulary import STALE_DAYS

if TYPE_CHECKING:
    from decimal import Decimal

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

    def age_days(self, today: dt.date) -> int:
        """How many days old the price is. A month or year counts from its first day."""
        return (today - first_day(self.as_of)).days

    def is_stale(self, today: dt.date) -> bool:
        """Whether the price is older than ``STALE_DAYS``."""
        return self.age_days(today) > STALE_DAYS


def first_day(as_of: str) -> dt.date:
    """The first day of a date, a month or a year: an unclear date counts as older.

    :raises ValueError: for anything else.
    """
    return dt.date.fromisoformat(as_of + "-01-01"[len(as_of) - 4 :])
