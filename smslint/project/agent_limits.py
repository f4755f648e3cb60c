"""What an agent may send: ``sending: agents:`` in a configuration. Without it, agents send nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.project.sending import Amount
    from smslint.settings import Node


class AgentLimits(NamedTuple):
    """The limits of all agents that share a journal. All of them must be stated."""

    recipients: frozenset[str]
    """Whom they may text, in canonical E.164."""
    per_hour: int
    per_day: int
    """Messages in any 24 hours."""
    spend: Amount
    """What their messages may cost in any 24 hours."""


KEYS: Final = AgentLimits._fields
_EXAMPLE: Final = '{recipients: ["+14155550123"], per_hour: 5, per_day: 20, spend: 1 USD}'


def agent_limits(node: Node, amount: Callable[[object, str], Amount]) -> AgentLimits:
    """The limits with their types.

    :param amount: reads a sum of money.
    :raises ConfigError: naming the file, the line and the key that is missing or cannot be used.
    """
    from smslint.numbers.e164 import check_number
    from smslint.numbers.masking import mask

    node.only(KEYS, KEYS)
    recipients = set()
    for written in node.texts("recipients"):
        number = check_number(written).e164
        if number is None:
            node.fail(f"{mask(written)} is not a valid number; write it as +14155550123", "recipients")
        recipients.add(number)
    if not recipients:
        node.fail("names nobody; without agents: nothing is sent", "recipients")
    try:
        spend = amount(node.values["spend"], "")
    except ConfigError as error:
        node.fail(str(error).removeprefix(": "), "spend")
    counts = {key: node.number(key) for key in ("per_hour", "per_day")}
    for key, count in counts.items():
        if not 0 < count < 10**9:
            node.fail("expected a whole number above zero", key)
    return AgentLimits(frozenset(recipients), counts["per_hour"], counts["per_day"], spend)


def agents_of(node: Node, amount: Callable[[object, str], Amount]) -> AgentLimits | None:
    """The limits in the section ``sending:``, if it has some."""
    return agent_limits(node.child("agents", _EXAMPLE), amount) if node.has("agents") else None
