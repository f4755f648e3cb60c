"""What a project says about sending: ``sending:`` in its configuration, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.project.agent_limits import agents_of
from smslint.records import NamedTuple
from smslint.rules.stated_regions import regions
from smslint.wording import shown

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from smslint.project.agent_limits import AgentLimits
    from smslint.settings import Node

REFUSE_AT: Final = ("error", "warning")


class Amount(NamedTuple):
    """A sum of money."""

    number: Decimal
    currency: str | None = None
    """ISO 4217; ``None``: in whatever the rate card is in."""


class Sending(NamedTuple):
    """The settings of the gate. ``None``: not stated."""

    suppression: Path | None = None
    """The file of numbers that are not texted."""
    allow_empty_suppression: bool | None = None
    """Whether suppression lists may have no numbers, or fewer than entries that are none; otherwise such a list is taken for a lost one."""
    enabled_regions: tuple[str, ...] | None = None
    """Where the project may send, as ISO 3166-1 alpha-2 codes."""
    budget: Amount | None = None
    """What may be spent."""
    require_consent: bool | None = None
    """Whether nobody is texted whose consent is unknown; ``False``: consent is kept elsewhere."""
    refuse_at: Severity | None = None
    """The lowest severity of a finding that refuses a message; by default an error."""
    messages_per_second: float | None = None
    segments_per_second: float | None = None
    agents: AgentLimits | None = None
    """What agents may send; nothing without it."""

    def over(self, base: Sending) -> Sending:
        """This, and what another says where this says nothing."""
        return Sending._make(theirs if own is None else own for own, theirs in zip(self, base, strict=True))


KEYS: Final = Sending._fields
NOTHING: Final = Sending()
"""Without any settings."""


def sending_settings(node: Node, root: Path) -> Sending:
    """The settings with their types.

    :param root: the folder that the path of the suppression list is relative to.
    :raises ConfigError: naming the file, the line and the key that cannot be used.
    """
    node.only(KEYS)
    suppression = node.filled("suppression") if node.has("suppression") else None
    refuse_at = node.known("refuse_at", REFUSE_AT)
    return Sending(
        suppression=None if suppression is None else root / suppression,
        allow_empty_suppression=node.optional_flag("allow_empty_suppression"),
        enabled_regions=_enabled(node) if node.has("enabled_regions") else None,
        budget=_budget(node, node.values["budget"]) if node.has("budget") else None,
        require_consent=node.optional_flag("require_consent"),
        refuse_at=None if refuse_at is None else Severity.parse(refuse_at),
        messages_per_second=_rate(node, "messages_per_second"),
        segments_per_second=_rate(node, "segments_per_second"),
        agents=agents_of(node, budget),
    )


def _budget(node: Node, value: object) -> Amount:
    try:
        return budget(value, "")
    except ConfigError as error:
        node.fail(str(error).removeprefix(": "), "budget")


def budget(value: object, where: str = "budget") -> Amount:
    """An amount and its currency: ``500 USD``, or ``500`` in the currency of the rate card.

    :raises ConfigError: for anything else.
    """
    from smslint.prices.amounts import CURRENCIES
    from smslint.prices.money import stated

    amount, _, currency = value.strip().partition(" ") if isinstance(value, str) else (value, "", "")
    currency = currency.strip().upper()
    number = stated(amount)
    if number is None or (currency and currency not in CURRENCIES):
        raise ConfigError(f"{where}: {shown(value)} is not an amount such as 500 USD")
    return Amount(number, currency or None)


def _enabled(node: Node) -> tuple[str, ...]:
    value = node.values["enabled_regions"]
    if not isinstance(value, str | list | tuple):
        node.fail(f"expected a list such as [US, CA], found {shown(value)}", "enabled_regions")
    if not value:
        node.fail("names no country: leave it out to text all", "enabled_regions")
    return regions(node, "enabled_regions")


def _rate(node: Node, key: str) -> float | None:
    value = node.values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**9:
        node.fail(f"expected a number above zero, found {shown(value)}", key)
    return float(value)
