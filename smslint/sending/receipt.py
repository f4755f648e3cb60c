"""What the provider answers when it takes a message, and what became of the message later."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from smslint.numbers.masking import mask
from smslint.sealed import sealed


@sealed
@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took the message. That is not yet a delivery: see :class:`DeliveryStatus`."""

    request_id: str
    message_id: str
    """Always text: the provider's documents show strings and integers."""
    status_url: str | None = field(default=None, repr=False)
    phone: str = field(default="", repr=False)
    """The number as the provider understood it, unmasked; ``repr`` shows it masked."""

    def __repr__(self) -> str:
        request, message = (mask(text) if text.startswith("+") else text for text in (self.request_id, self.message_id))
        return f"Receipt(request_id={request!r}, message_id={message!r}, phone={mask(self.phone)!r})"


class DeliveryState(StrEnum):
    """The states that the provider documents, and one for a word that it may add tomorrow."""

    QUEUED = "Queued"
    SENT = "Sent"
    DELIVERED = "Delivered"
    FAILED = "Failed"
    UNDELIVERED = "Undelivered"
    UNKNOWN = "Unknown"


TERMINAL = frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.UNDELIVERED})
"""The states that nothing follows. ``Sent`` is not one: the carrier may still answer."""

_BY_WORD = {state.value.lower(): state for state in DeliveryState if state is not DeliveryState.UNKNOWN}


@sealed
@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What the provider says of a message now."""

    state: DeliveryState
    word: str
    """The provider's own word, kept when the state is unknown."""
    failure_reason: str | None = None
    """Why it failed, in the provider's words, with any phone number masked."""

    @classmethod
    def of(cls, word: str, failure_reason: str | None = None) -> DeliveryStatus:
        """The status for the provider's word, whatever its case."""
        return cls(_BY_WORD.get(word.strip().lower(), DeliveryState.UNKNOWN), word, failure_reason)

    @property
    def terminal(self) -> bool:
        """Whether nothing more will change."""
        return self.state in TERMINAL
