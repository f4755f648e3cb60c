"""A message before it is sent, and the decision of the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from smslint.arguments import must_be
from smslint.clock import moment
from smslint.errors import SendRefused
from smslint.numbers.masking import mask
from smslint.rules.context import make_kind
from smslint.rules.facts import NOTHING
from smslint.sealed import sealed
from smslint.sending.mask import scrub
from smslint.wording import plural

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from smslint.finding import Finding
    from smslint.rules.facts import Facts


@sealed
@dataclass(frozen=True, slots=True)
class Outgoing:
    """One concrete message to one recipient. ``repr`` shows neither the number nor the text."""

    body: str
    to: str
    """The recipient in canonical E.164."""
    kind: str | None = None
    """``marketing``, ``transactional`` or ``otp``; ``None``: the gate infers it."""
    at: datetime | str | None = None
    """When it will be sent: a ``datetime`` with a time zone, or its ISO 8601 text. ``None`` means now."""
    row: int | None = None
    """The row of the list, counted from 1."""
    facts: Facts | Mapping[str, object] = field(default=NOTHING, hash=False)
    """What is known about the recipient: ``opted_out``, ``consent``, ``state``, ``zone``, ...; a mapping is converted."""
    options: Mapping[str, str | bool] = field(default_factory=dict, hash=False)
    """The provider's optional arguments, such as ``open_intercom_conversation``."""

    def __post_init__(self) -> None:
        """Refuse values that the rules cannot check.

        :raises TypeError: if ``body`` or ``to`` is not text.
        :raises ConfigError: for an unknown ``kind``, an ``at`` that is not a time with its offset, a ``row`` that is no number of a row,
            and ``options`` that are no mapping.
        """
        for name, value in (("body", self.body), ("to", self.to)):
            if not isinstance(value, str):
                raise TypeError(f"{name} must be text (str), not {type(value).__name__}")
        make_kind(self.kind, "kind")
        is_row = isinstance(self.row, int) and not isinstance(self.row, bool) and 0 <= self.row < 2**63
        must_be(self.row is None or is_row, "row", "the number of a row", self.row)
        must_be(isinstance(self.options, Mapping), "options", "a mapping", self.options)
        if self.at is not None:
            object.__setattr__(self, "at", moment(self.at, "at"))

    def __repr__(self) -> str:
        place = "" if self.row is None else f", row={self.row}"
        return f"Outgoing(to={mask(self.to)!r}, body=<{plural(len(self.body), 'character')}>{place})"


class Charge(NamedTuple):
    """What a message costs at most, and what its campaign may cost in total, over all processes that share the journal."""

    cost: Decimal
    limit: Decimal
    currency: str
    """ISO 4217."""


class Allowance(NamedTuple):
    """What a message costs at most, and how many messages, at what cost, all agents that share the journal may send."""

    cost: Decimal
    per_hour: int
    per_day: int
    spend: Decimal
    """What they may cost in any 24 hours."""
    currency: str
    """ISO 4217."""


@sealed
@dataclass(frozen=True, slots=True)
class Verdict:
    """Passed or refused, with the findings in both cases (a message that passed may have warnings)."""

    passed: bool
    findings: tuple[Finding, ...] = ()
    segments: int = 1
    """The number of segments of the message, for the pace."""
    unknown: tuple[str, ...] = ()
    """What is unknown about the message, such as its kind, in phrases for people."""
    charge: Charge | None = None
    """The share of the campaign's budget that the message needs; the journal keeps the account."""
    allowance: Allowance | None = None
    """The limits of agents that the message counts against; the journal keeps that account, too."""

    @property
    def ok(self) -> bool:
        """The same as ``passed``, with the same name as in :class:`smslint.Report`."""
        return self.passed

    def __bool__(self) -> bool:
        """Whether it passed, so that ``if gate(...):`` is never true for a refused message."""
        return self.passed


class Gate(Protocol):
    """Decides whether one message may be sent. Must not send, and must not raise an exception to refuse."""

    def __call__(self, message: Outgoing, /) -> Verdict: ...


def refusal(message: Outgoing, verdict: Verdict) -> SendRefused:
    """The error for a refused message: its text names the codes and masks the number, with the most severe findings first."""
    findings = tuple(sorted((_masked(finding) for finding in verdict.findings), key=lambda each: -each.severity))
    reasons = "; ".join(f"{finding.code} {finding.message}" for finding in findings) or "the gate gave no reason"
    return SendRefused(f"not sent to {mask(message.to)}: {reasons}", findings)


def _masked(finding: Finding) -> Finding:
    return finding._replace(message=scrub(finding.message, limit=2000), help=scrub(finding.help, limit=2000))
