"""What may still be spent: exact money, each message counted once however often it is asked about."""

from __future__ import annotations

from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING

from smslint.prices.money import plus

if TYPE_CHECKING:
    from smslint.sending.verdict import Outgoing


class Budget:
    """An amount for one run of one process.

    :param currency: ISO 4217; a message priced in another currency has no price here, for nobody knows an exchange rate.
    """

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency
        self.spent = Decimal(0)
        self._counted: set[int] = set()
        self._lock = Lock()

    def with_this(self, message: Outgoing, cost: Decimal) -> Decimal:
        """What will have been spent once the message is sent. Spends nothing."""
        with self._lock:
            return self.spent if _key(message) in self._counted else plus(self.spent, cost)

    def spend(self, message: Outgoing, cost: Decimal) -> None:
        """Count a message. A message that the gate let pass counts though the provider may refuse it: better less than more."""
        with self._lock:
            key = _key(message)
            if key not in self._counted:
                self._counted.add(key)
                self.spent = plus(self.spent, cost)


def _key(message: Outgoing) -> int:
    return hash((message.to, message.body, message.row))
