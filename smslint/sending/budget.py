"""The remaining budget: exact amounts; each message counts once, even if the gate checks it several times."""

from __future__ import annotations

from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING

from smslint.prices.money import plus

if TYPE_CHECKING:
    from smslint.sending.verdict import Outgoing


class Budget:
    """An amount for one run of one process.

    :param currency: ISO 4217; a message with a price in another currency has no price here, because exchange rates are unknown.
    """

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency
        self.spent = Decimal(0)
        self._counted: set[int] = set()
        self._lock = Lock()

    def copied(self) -> Budget:
        """The same account, to try what it allows."""
        found = Budget(self.amount, self.currency)
        with self._lock:
            found.spent, found._counted = self.spent, set(self._counted)
        return found

    def with_this(self, message: Outgoing, cost: Decimal) -> Decimal:
        """The total spent if the message is sent. Does not spend anything."""
        with self._lock:
            return self.spent if _key(message) in self._counted else plus(self.spent, cost)

    def spend(self, message: Outgoing, cost: Decimal) -> None:
        """Count a message. It counts once the gate lets it pass, even if the provider then refuses it: the limit is never exceeded."""
        with self._lock:
            key = _key(message)
            if key not in self._counted:
                self._counted.add(key)
                self.spent = plus(self.spent, cost)


def _key(message: Outgoing) -> int:
    return hash((message.to, message.body, message.row))
