"""The provider's answer when it accepts a message, and the later delivery status."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from smslint.numbers.masking import mask
from smslint.sealed import sealed
from smslint.sending.mask import holds_number


@sealed
@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider accepted the message. It is not delivered yet: see :class:`DeliveryStatus`."""

    request_id: str
    message_id: str
    """Always text, because the provider's documents show both strings and integers."""
    status_url: str | None = field(default=None, repr=False)
    phone: str = field(default="", repr=False)
    """The number as the provider read it, unmasked; ``repr`` masks it."""

    def __repr__(self) -> str:
        request, message = (
            mask(text) if text.startswith("+") or holds_number(text, self.phone) else text
            for text in (self.request_id, self.message_id)
        )
        return f"Receipt(request_id={request!r}, message_id={message!r}, phone={mask(self.phone)!r})"


class DeliveryState(StrEnum):
    """The states in the provider's documents, and one for words that it may add later."""

    QUEUED = "Queued"
    SENT = "Sent"
    DELIVERED = "Delivered"
    FAILED = "Failed"
    UNDELIVERED = "Undelivered"
    UNKNOWN = "Unknown"


TERMINAL = frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.UNDELIVERED})
"""The final states. ``Sent`` is not final: the carrier may still answer."""

_BY_WORD = {state.value.lower(): state for state in DeliveryState if state is not DeliveryState.UNKNOWN}


@sealed
@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """The current status of a message at the provider."""

    state: DeliveryState
    word: str
    """The provider's own word, kept when the state is unknown."""
    failure_reason: str | None = None
    """Why it failed, in the provider's words, with phone numbers masked."""

    @classmethod
    def of(cls, word: str, failure_reason: str | None = None) -> DeliveryStatus:
        """The status for the provider's word, in any letter case."""
        return cls(_BY_WORD.get(word.strip().lower(), DeliveryState.UNKNOWN), word, failure_reason)

    @property
    def terminal(self) -> bool:
        """Whether the status is final."""
        return self.state in TERMINAL
