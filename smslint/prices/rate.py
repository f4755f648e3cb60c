"""One line of a rate card, and the price that lines come to."""

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
    """One line of a rate card. An empty ``sender``, ``network`` or ``kind`` means every one."""

    region: str
    """ISO 3166-1 alpha-2."""
    amount: Decimal | None
    """What one segment costs; ``None`` on a line that only has a carrier fee."""
    currency: str
    as_of: str
    """ISO 8601: a day, or a month or year where the source says no more."""
    sender: str = ""
    network: str = ""
    kind: str = ""
    carrier_fee: Decimal | None = None
    """What the carrier adds to each segment; ``None`` when the card does not say, which is not zero."""
    source: str = ""
    line: int = 0
    """Where the line stands in the card's file; 0 when it has none."""


@sealed
@dataclass(frozen=True, slots=True)
class Price:
    """What one segment costs. The network of a number is not known offline, so prices are ranges over the networks.

    ``amount`` and ``carrier_fee`` are the dearest that can apply; the figures ``…_least`` are the cheapest.
    """

    region: str
    amount: Decimal
    amount_least: Decimal
    carrier_fee: Decimal | None
    carrier_fee_least: Decimal | None
    least: Decimal
    """The cheapest of amount and carrier fee together, on one and the same network."""
    most: Decimal
    """The dearest of amount and carrier fee together."""
    currency: str
    as_of: str
    """The oldest date of all lines that the price rests on."""
    sources: tuple[str, ...]
    """Where the price was read, one entry a source."""

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
    """The first day that a date, a month or a year may mean: an unclear date counts as older.

    :raises ValueError: for anything else.
    """
    return dt.date.fromisoformat(as_of + "-01-01"[len(as_of) - 4 :])
