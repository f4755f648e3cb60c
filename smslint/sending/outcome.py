"""All possible outcomes of one attempt to send, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from smslint.errors import TransportError
from smslint.sealed import sealed
from smslint.sending.receipt import Receipt


class Reason(StrEnum):
    """Why the provider refused. The codes in its documents contradict each other, so the text decides first."""

    ARGUMENT_MISSING = "argument missing"
    EMPTY_BODY = "empty body"
    PHONE_INVALID = "phone invalid"
    PROVIDER_ERROR = "provider error"
    KEY_DEPRECATED = "key deprecated"
    UNKNOWN = "unknown"


@sealed
@dataclass(frozen=True, slots=True)
class Rejected:
    """The provider answered that it refuses this message: certain, and final for this message."""

    reason: Reason
    code: int | str | None
    """The provider's code as received, even if unknown."""
    error: str
    """The provider's text, with any phone number masked."""
    request_id: str | None = None
    http_status: int = 400

    @property
    def misdirected(self) -> bool:
        """Whether the address is wrong, not the message: every other message would fail too."""
        return self.http_status in (404, 405) and self.code is None

    def __str__(self) -> str:
        code = "no code" if self.code is None else f"code {self.code}"
        return f"the provider rejected the message ({self.reason.value}, {code}): {self.error or 'no reason given'}"


@sealed
@dataclass(frozen=True, slots=True)
class RateLimited:
    """429: not accepted, may be tried again. ``retry_after`` is in seconds; ``None`` if the provider gives no time."""

    retry_after: float | None = None

    def __str__(self) -> str:
        when = "later" if self.retry_after is None else f"in {self.retry_after:g} s"
        return f"the provider's rate limit is reached: try again {when}"


@sealed
@dataclass(frozen=True, slots=True)
class Unauthorised:
    """The key is not accepted: nothing was sent, and nothing can be sent with this key."""

    error: str = ""

    def __str__(self) -> str:
        return f"the API key is not accepted{': ' + self.error if self.error else ''}. Check the key; nothing was sent"


@sealed
@dataclass(frozen=True, slots=True)
class NotConnected:
    """No connection was made, so the request was certainly not sent."""

    error: str

    def __str__(self) -> str:
        return f"no connection to the provider ({self.error}): nothing was sent"


@sealed
@dataclass(frozen=True, slots=True)
class InDoubt:
    """The request may or may not have been accepted: the API has no idempotency key. Never sent again automatically."""

    error: str

    def __str__(self) -> str:
        return (
            f"in doubt, it may or may not have been sent: {self.error}. Look it up at the provider before sending again"
        )


Outcome: TypeAlias = Receipt | Rejected | RateLimited | Unauthorised | NotConnected | InDoubt


class SendFailed(TransportError):
    """One message was not accepted, or it is unknown whether it was.

    :param outcome: the kind of failure; ``InDoubt`` means that it may have been sent.
    """

    def __init__(self, outcome: Rejected | RateLimited | Unauthorised | NotConnected | InDoubt) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
