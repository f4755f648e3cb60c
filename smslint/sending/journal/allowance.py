"""The limits of agents: how many messages they sent in the last hour and day, and what those cost. Each attempt counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.prices.money import plain, plus
from smslint.wording import plural

if TYPE_CHECKING:
    import sqlite3

    from smslint.sending.journal.entries import Entry
    from smslint.sending.verdict import Allowance

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR


class Used(NamedTuple):
    """What agents have used of their limits."""

    hour: int
    day: int
    spent: Decimal
    """In one currency, in the last 24 hours."""
    others: tuple[str, ...] = ()
    """Other currencies in which they spent something: the limit cannot be held against these."""

    def with_this(self, allowance: Allowance) -> Used:
        """With one more message."""
        return Used(self.hour + 1, self.day + 1, plus(self.spent, allowance.cost), self.others)

    def over(self, allowance: Allowance) -> str:
        """Which limit is exceeded, in words; empty if none is."""
        if self.hour > allowance.per_hour:
            return f"agents may send {plural(allowance.per_hour, 'message')} an hour, and this would be one more (per_hour)"
        if self.day > allowance.per_day:
            return f"agents may send {plural(allowance.per_day, 'message')} a day, and this would be one more (per_day)"
        if self.others:
            return f"agents spent {', '.join(self.others)} today, which cannot be held against a limit in {allowance.currency} (spend)"
        if self.spent > allowance.spend:
            return (
                f"agents may spend {plain(allowance.spend)} {allowance.currency} a day,"
                f" and with this it would be {plain(self.spent)} (spend)"
            )
        return ""


def used(db: sqlite3.Connection, now: float, currency: str) -> Used:
    """What agents have used before a moment. What lies after it, because a clock was set back, counts as well."""
    rows = db.execute("SELECT at, currency, amount FROM allowed WHERE at > ?", (now - DAY,)).fetchall()
    spent = Decimal(0)
    for _, unit, amount in rows:
        if unit == currency:
            spent = plus(spent, Decimal(amount))
    others = tuple(sorted({unit for _, unit, _ in rows} - {currency}))
    return Used(sum(at > now - HOUR for at, _, _ in rows), len(rows), spent, others)


def exceeded(db: sqlite3.Connection, entry: Entry, allowance: Allowance, now: float) -> str:
    """Which limit a message that waits would exceed, in words; empty if none, or if it does not wait."""
    waits = db.execute("SELECT 1 FROM message WHERE id = ? AND state IN ('queued', 'refused')", (entry.id,)).fetchone()
    return used(db, now, allowance.currency).with_this(allowance).over(allowance) if waits else ""


def count(db: sqlite3.Connection, allowance: Allowance, now: float) -> None:
    """Count one attempt."""
    db.execute("INSERT INTO allowed VALUES (?, ?, ?)", (now, allowance.currency, str(allowance.cost)))
