"""What a project says about sending: ``sending:`` in its configuration, checked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.text.values import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEYS: Final = (
    "suppression", "enabled_regions", "budget", "require_consent", "refuse_at", "messages_per_second",
    "segments_per_second",
)  # fmt: skip


def sending_settings(value: object, root: Path, where: str) -> Mapping[str, Any]:
    """The settings with their types: ``suppression`` a path, ``budget`` an amount with its currency, ...

    :raises ConfigError: naming the key that cannot be used.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: expected a mapping of settings, found {value!r}")
    for key in value:
        if key not in KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(str(key), KEYS)}")
    found: dict[str, Any] = {}
    if value.get("suppression") is not None:
        found["suppression"] = root / str(value["suppression"])
    if value.get("enabled_regions") is not None:
        found["enabled_regions"] = _regions(value["enabled_regions"], f"{where}.enabled_regions")
    if value.get("budget") is not None:
        found["budget"] = budget(value["budget"], f"{where}.budget")
    if value.get("require_consent") is not None:
        if not isinstance(value["require_consent"], bool):
            raise ConfigError(f"{where}.require_consent: expected true or false, found {value['require_consent']!r}")
        found["require_consent"] = value["require_consent"]
    if value.get("refuse_at") is not None:
        if value["refuse_at"] not in ("error", "warning"):
            raise ConfigError(f"{where}.refuse_at: expected error or warning, found {value['refuse_at']!r}")
        found["refuse_at"] = value["refuse_at"]
    for key in ("messages_per_second", "segments_per_second"):
        if value.get(key) is not None:
            found[key] = _rate(value[key], f"{where}.{key}")
    return found


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


def _regions(value: object, where: str) -> tuple[str, ...]:
    regions = (value,) if isinstance(value, str) else value
    if not isinstance(regions, list | tuple) or not all(isinstance(each, str) for each in regions):
        raise ConfigError(f"{where}: expected a list such as [US, CA], found {value!r}")
    for region in regions:
        if not (len(region) == 2 and region.isascii() and region.isalpha()):
            raise ConfigError(f"{where}: {region!r} is not an ISO 3166-1 alpha-2 code such as US or GB")
    return tuple(region.upper() for region in regions)


def _rate(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ConfigError(f"{where}: expected a number above zero, found {value!r}")
    return float(value)
