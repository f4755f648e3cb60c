"""What a project says about sending: ``sending:`` in its configuration, checked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.rules.context import regions
from smslint.settings import Node, node_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEYS: Final = (
    "suppression", "enabled_regions", "budget", "require_consent", "refuse_at", "messages_per_second",
    "segments_per_second",
)  # fmt: skip


def sending_settings(settings: Node | Mapping[str, Any], root: Path, where: str = "sending") -> Mapping[str, Any]:
    """The settings with their types: ``suppression`` a path, ``budget`` an amount with its currency, ...

    :raises ConfigError: naming the key that cannot be used.
    """
    node = node_of(settings, where).only(KEYS)
    rates = ("messages_per_second", "segments_per_second")
    suppression, amount = node.optional("suppression"), node.values.get("budget")
    found: dict[str, Any] = {
        "suppression": root / suppression if suppression is not None else None,
        "enabled_regions": _enabled(node) if node.has("enabled_regions") else None,
        "budget": _budget(node, amount) if amount is not None else None,
        "require_consent": node.optional_flag("require_consent"),
        "refuse_at": _refuse_at(node) if node.has("refuse_at") else None,
        **{key: _rate(node, key) for key in rates if node.has(key)},
    }
    return {key: value for key, value in found.items() if value is not None}


def _budget(node: Node, value: object) -> tuple[Decimal, str | None]:
    try:
        return budget(value, "")
    except ConfigError as error:
        node.fail(str(error).removeprefix(": "), "budget")


def budget(value: object, where: str = "budget") -> tuple[Decimal, str | None]:
    """An amount and its currency: ``500 USD``, or ``500`` in whatever the rate card is in.

    :raises ConfigError: for anything else.
    """
    amount, _, currency = str(value).strip().partition(" ")
    currency = currency.strip().upper()
    try:
        number = Decimal(amount.replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    known = not currency or (len(currency) == 3 and currency.isascii() and currency.isalpha())
    if isinstance(value, bool) or not number.is_finite() or number < 0 or not known:
        raise ConfigError(f"{where}: {value!r} is not an amount such as 500 USD")
    return number, currency or None


def _enabled(node: Node) -> tuple[str, ...]:
    value = node.values["enabled_regions"]
    if not isinstance(value, str | list | tuple):
        node.fail(f"expected a list such as [US, CA], found {value!r}", "enabled_regions")
    return regions(node, "enabled_regions")


def _refuse_at(node: Node) -> str:
    value = node.values["refuse_at"]
    if value not in ("error", "warning"):
        node.fail(f"expected error or warning, found {value!r}", "refuse_at")
    return str(value)


def _rate(node: Node, key: str) -> float:
    value = node.values[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        node.fail(f"expected a number above zero, found {value!r}", key)
    return float(value)
