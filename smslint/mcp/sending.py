"""Sending for agents, in two steps: what would be sent, with a token; and the token, which sends exactly that."""

from __future__ import annotations

import hashlib
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError, SendRefused, SmslintError
from smslint.mcp.limited_gate import LimitedGate, currency_of
from smslint.mcp.tokens import VALID, Prepared, Tokens
from smslint.numbers.e164 import check_number
from smslint.numbers.masking import mask
from smslint.prices.money import plain, plus
from smslint.project.project import files_of, make_project
from smslint.records import NamedTuple, dataclass
from smslint.sending.mask import scrub
from smslint.sending.verdict import Outgoing
from smslint.vocabulary import SENDS_LISTS
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from smslint.finding import Finding
    from smslint.project.config import Config
    from smslint.sending.journal.journal import Journal
    from smslint.sending.key import ApiKey
    from smslint.sending.octopods import OctopodsSender
    from smslint.sending.pace import Pace
    from smslint.sending.verdict import Verdict

MOST: Final = 50
"""Recipients of one call."""
NO_LIMITS: Final = (
    "sending is refused: the configuration has no limits for agents. A person adds sending: {agents: {recipients: [...], per_hour: N, "
    "per_day: N, spend: AMOUNT}} and starts smslint mcp again"
)
_CHANGED: Final = (
    "sending is refused: the configuration, or a file of it, has changed since smslint mcp was started. A person must look at it and start "
    "smslint mcp again"
)
_LONGEST_WAIT: Final = 30.0
"""Seconds for which a call may wait for the provider."""
_NOT_AGAIN: Final = "Do not send it again; a person decides with smslint send journal"


class One(NamedTuple):
    """One recipient of a prepared message."""

    message: Outgoing
    verdict: Verdict
    cost: Decimal | None
    refused_by: tuple[str, ...]
    """The codes of the findings that refuse it."""


class Ready(NamedTuple):
    """What would be sent."""

    ones: tuple[One, ...]
    limit: str
    """Which limit all together would exceed; empty if none."""
    token: str | None
    currency: str

    @property
    def cost(self) -> Decimal | None:
        """What all cost at most; ``None`` if that is unknown."""
        total = None
        for each in self.ones:
            if each.cost is None:
                return None
            total = each.cost if total is None else plus(total, each.cost)
        return total


class Sent(NamedTuple):
    """What became of one recipient's message."""

    to: str
    state: str
    """``accepted``, ``refused``, ``failed``, ``in_doubt`` or ``not_attempted``."""
    detail: str


@dataclass(eq=False, repr=False)
class Sending:
    """What the person who started the server allowed: the project as it was then, its journal, its key."""

    config: Config
    journal: Journal
    campaign: str
    pace: Pace | None
    sender: Callable[[LimitedGate], OctopodsSender]
    """Makes the sender with a gate."""
    tokens: Tokens
    gate: LimitedGate | None
    refusal: str
    """Why nothing is sent; empty if something may be."""
    digest: bytes

    def prepare(self, body: str, recipients: tuple[str, ...], kind: str | None) -> Ready:
        """What would be sent, and a token if nothing of it is refused. Sends and writes nothing.

        :raises ConfigError: if nothing may be sent at all.
        """
        gate, prepared = self._allowed(), self._prepared(body, recipients, kind)
        looking = gate.looking()
        used = self.journal.agents_used(gate.currency)
        ones, limit = [], ""
        for to in prepared.recipients:
            message = Outgoing(body, to, kind)
            verdict, allowance = looking(message), gate.allowance(message)
            cost = None if allowance is None else allowance.cost
            ones.append(One(message, verdict, cost, tuple(each.code for each in gate.gate.refusing(verdict))))
            if allowance is not None:
                used = used.with_this(allowance)
                limit = limit or used.over(allowance)
        passed = not limit and all(each.verdict.passed for each in ones)
        return Ready(tuple(ones), limit, self.tokens.give(prepared) if passed else None, gate.currency)

    def confirm(self, token: str, body: str, recipients: tuple[str, ...], kind: str | None) -> list[Sent]:
        """Send what was prepared, once: each message through the gate again, and recorded before its request.

        :raises ConfigError: if the token is not for this; then nothing was sent.
        """
        gate, prepared = self._allowed(), self._prepared(body, recipients, kind)
        if self.pace is not None and (seconds := self.pace.pausing) > _LONGEST_WAIT:
            raise ConfigError(
                f"nothing was sent: the provider takes the next message in {plural(ceil(seconds / 60), 'minute')}. "
                "Wait as long, then call confirm_send again, or prepare_send if the token has expired by then"
            )
        self.tokens.take(token, prepared)
        sent: list[Sent] = []
        with self.sender(gate) as sender:
            for to in prepared.recipients:
                halted = next((each for each in sent if each.state in {"in_doubt", "not_attempted"}), None)
                sent.append(
                    Sent(to, "not_attempted", "the one before it did not arrive")
                    if halted
                    else self._send(sender, Outgoing(body, to, kind))
                )
        return sent

    def _send(self, sender: OctopodsSender, message: Outgoing) -> Sent:
        from smslint.sending.outcome import InDoubt, NotConnected, RateLimited, SendFailed, Unauthorised

        to = message.to
        try:
            receipt = sender.send(message.body, to, kind=message.kind)
        except SendRefused as refused:
            return Sent(to, "refused", str(refused))
        except SendFailed as failed:
            match failed.outcome:
                case InDoubt():
                    return Sent(to, "in_doubt", f"{failed}. {_NOT_AGAIN}")
                case NotConnected() | RateLimited() | Unauthorised():
                    return Sent(to, "not_attempted", str(failed))
            return Sent(to, "failed", str(failed))
        except Exception as error:  # noqa: BLE001 (what became of the others must be told)
            words = str(error) if isinstance(error, SmslintError) else f"{type(error).__name__}: {error}"
            return (
                Sent(to, "not_attempted", words)
                if self._waits(message)
                else Sent(to, "in_doubt", f"{words}. {_NOT_AGAIN}")
            )
        return Sent(to, "accepted", f"message {receipt.message_id or receipt.request_id}"[:100])

    def _waits(self, message: Outgoing) -> bool:
        """Whether the journal certainly holds no attempt of a message. After an attempt, nobody knows what the provider has."""
        from smslint.sending.journal.entries import State

        try:
            return self.journal.state(self.campaign, message) in {None, State.QUEUED, State.REFUSED}
        except (SmslintError, OSError):
            return False

    def _allowed(self) -> LimitedGate:
        if self.refusal or self.gate is None:
            raise ConfigError(self.refusal)
        if digest_of(self.config) != self.digest:
            raise ConfigError(_CHANGED)
        return self.gate

    def _prepared(self, body: str, recipients: tuple[str, ...], kind: str | None) -> Prepared:
        if not 0 < len(recipients) <= MOST:
            raise ConfigError(f"to: from 1 to {MOST} recipients in one call, not {len(recipients)}")
        numbers = []
        for written in recipients:
            number = check_number(written)
            if number.e164 is None:
                raise ConfigError(
                    f"to: {mask(written)}: {number.note or number.reason}. Ask the person for the number; do not repair it"
                )
            numbers.append(number.e164)
        if len(set(numbers)) < len(numbers):
            raise ConfigError("to: a recipient is there twice; each gets a text once")
        return Prepared(body, tuple(numbers), kind, self.digest)


def digest_of(config: Config) -> bytes:
    """A hash of the files of a configuration: whoever changes one, changes it."""
    found = hashlib.sha256()
    for name in sorted(files_of(config)):
        try:
            content = Path(name).read_bytes()
        except OSError:
            content = b"(not a file)"
        for part in (name.encode("utf-8", "surrogateescape"), content):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


def sending_of(
    config: Config, journal: Journal, key: ApiKey, base: str, campaign: str, *, tokens: Tokens | None = None
) -> Sending:
    """What agents may send in a project as it is now.

    :raises ConfigError: if the base is no address.
    """
    from smslint.broadcast.options import Options, suppression
    from smslint.sending.gate import make_gate
    from smslint.sending.octopods import OctopodsSender
    from smslint.sending.pace import pace_of

    pace = pace_of(config.sending)

    def sender(gate: LimitedGate) -> OctopodsSender:
        return OctopodsSender(key, base, gate=gate, journal=journal, campaign=campaign, pace=pace)

    limits, gate, refusal, digest = config.sending.agents, None, NO_LIMITS, digest_of(config)
    if limits is not None:
        try:
            project = make_project(config)
            currency = currency_of(limits, () if project.card is None else project.card.currencies)
            rules = make_gate(
                project, suppression=suppression(config, Options()) or None, journal=journal, provider=SENDS_LISTS
            )
            gate = LimitedGate(rules, limits, currency, journal, lambda: digest_of(config) != digest)
            refusal = ""
        except SmslintError as error:
            refusal = f"sending is refused: {error}. A person mends it and starts smslint mcp again"
    return Sending(config, journal, campaign, pace, sender, tokens or Tokens(), gate, refusal, digest)


def prepared_record(ready: Ready, told: Callable[..., Any]) -> dict[str, Any]:
    """What would be sent, for an agent, with masked numbers.

    :param told: makes advice of findings.
    """
    findings: list[Finding] = [
        each._replace(message=scrub(each.message, limit=2000)) for one in ready.ones for each in one.verdict.findings
    ]
    cost = ready.cost
    return {
        "version": 1,
        "allowed": ready.token is not None,
        "token": ready.token,
        "expires_in": VALID if ready.token else None,
        "cost": None if cost is None else {"most": plain(cost), "currency": ready.currency},
        "limit": ready.limit or None,
        "recipients": [
            {
                "to": mask(one.message.to), "passed": one.verdict.passed, "segments": one.verdict.segments,
                "cost": None if one.cost is None else plain(one.cost),
                "refused_by": list(one.refused_by),
                "unknown": list(one.verdict.unknown),
            }
            for one in ready.ones
        ],
        "advice": told(dict.fromkeys(findings)),
    }  # fmt: skip


def sent_record(sent: list[Sent]) -> dict[str, Any]:
    """What became of each message, with masked numbers."""
    return {
        "version": 1,
        "accepted": sum(each.state == "accepted" for each in sent),
        "messages": [
            {"to": mask(each.to), "state": each.state, "detail": scrub(each.detail, limit=2000)} for each in sent
        ],
    }


def sent_text(sent: list[Sent]) -> str:
    """The same in lines."""
    first = (
        f"{sum(each.state == 'accepted' for each in sent)} of {plural(len(sent), 'message')} accepted by the provider"
    )
    return "\n".join((first, *(f"{mask(each.to)}: {each.state}: {scrub(each.detail, limit=2000)}" for each in sent)))
