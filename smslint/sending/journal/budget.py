"""The budget of a campaign: what its messages cost so far, each counted once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from smslint.prices.money import plus

if TYPE_CHECKING:
    import sqlite3

    from smslint.sending.journal.entries import Entry
    from smslint.sending.verdict import Charge


def counted(db: sqlite3.Connection, entry: Entry, charge: Charge) -> bool:
    """Count a message that is to be sent against the budget of its campaign; ``False`` if that is not enough."""
    campaign, waits, before = db.execute(
        "SELECT campaign, state IN ('queued', 'refused'), id IN (SELECT message FROM charge) FROM message WHERE id = ?",
        (entry.id,),
    ).fetchone()
    if before or not waits:
        return True
    found = db.execute(
        "SELECT amount FROM spent WHERE campaign = ? AND currency = ?", (campaign, charge.currency)
    ).fetchone()
    total = plus(Decimal(found[0] if found else 0), charge.cost)
    if total > charge.limit:
        return False
    db.execute("INSERT INTO charge VALUES (?)", (entry.id,))
    db.execute("INSERT OR REPLACE INTO spent VALUES (?, ?, ?)", (campaign, charge.currency, str(total)))
    return True
