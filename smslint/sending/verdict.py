"""What is about to be sent, and what the gate says to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from smslint.clock import moment
from smslint.errors import SendRefused
from smslint.numbers.masking import mask
from smslint.rules.context import make_kind
from smslint.rules.facts import NOTHING
from smslint.sealed import sealed
from smslint.sending.mask import scrub

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from smslint.finding import Finding
    from smslint.rules.facts import Facts


@sealed
@dataclass(frozen=True, slots=True)
class Outgoing:
    """One concrete message to one recipient. ``repr`` shows neither the number nor the words."""

    body: str
    to: str
    """The recipient in canonical E.164."""
    kind: str | None = None
    """``marketing``, ``transactional`` or ``otp``; ``None`` leaves it to the gate."""
    at: datetime | str | None = None
    """When it is to be sent: a ``datetime`` with a time zone, or its ISO 8601 text, which is read. ``None`` means now."""
    row: int | None = None
    """The row of the list that it comes from, counted from 1."""
    facts: Facts | Mapping[str, object] = field(default=NOTHING, hash=False)
    """What is known of the recipient: ``opted_out``, ``consent``, ``state``, ``zone``, ...; as a mapping, in plain words."""
    options: Mapping[str, str | bool] = field(default_factory=dict, hash=False)
    """The provider's optional arguments, such as ``open_intercom_conversation``."""

    def __post_init__(self) -> None:
        """Refuse what the rules cannot be asked about.

        :raises TypeError: when ``body`` or ``to`` is not text.
        :raises ConfigError: for an unknown ``kind``, and for an ``at`` that is not a time with its offset.
        """
        for name, value in (("body", self.body), ("to", self.to)):
            if not isinstance(value, str):
                raise TypeError(f"{name} must be text (str), not {type(value).__name__}")
        make_kind(self.kind, "kind")
        if self.at is not None:
            object.__setattr__(self, "at", moment(self.at, "at"))

    def __repr__(self) -> str:
        place = "" if self.row is None else f", row={self.row}"
        return f"Outgoing(to={mask(self.to)!r}, body=<{len(self.body)} characters>{place})"


@sealed
@dataclass(frozen=True, slots=True)
class Verdict:
    """Pass or refused, with the findings either way (a passed message may carry warnings)."""

    passed: bool
    findings: tuple[Finding, ...] = ()
    segments: int = 1
    """The segments that the message takes, for the pace."""

    @property
    def ok(self) -> bool:
        """The same as ``passed``, by the name that :class:`smslint.Report` has for it."""
        return self.passed

    def __bool__(self) -> bool:
        """Whether it passed, so that ``if gate(...):`` never lets a refused message through."""
        return self.passed


class Gate(Protocol):
    """Decides whether one message may be sent. Must not send, and must not raise to say no."""

    def __call__(self, message: Outgoing, /) -> Verdict: ...


def refusal(message: Outgoing, verdict: Verdict) -> SendRefused:
    """The error for a refused message: its text names the codes and masks the number, findings come worst first."""
    findings = tuple(sorted((_masked(finding) for finding in verdict.findings), key=lambda each: -each.severity))
    reasons = "; ".join(f"{finding.code} {finding.message}" for finding in findings) or "the gate gave no reason"
    return SendRefused(f"not sent to {mask(message.to)}: {reasons}", findings)


def _masked(finding: Finding) -> Finding:
    return finding._replace(message=scrub(finding.message, limit=2000), help=scrub(finding.help, limit=2000))
