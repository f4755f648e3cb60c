"""Whom a planned time is wrong for: the hours of the number's country, in every zone that the number may be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import countries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from smslint.numbers.label import Label


def quiet_at(moment: dt.datetime, kind: str | None = None) -> Callable[[Label], str]:
    """A question to ask of a number's label: why it may not be texted then; empty where it may, or where nothing is known.

    The widest hours that any source allows count, so that a refusal is one that all sources agree on. One-time codes and
    messages about an order may arrive at any hour.
    """
    if moment.tzinfo is None:
        raise ValueError("a planned time needs an offset, such as 2026-11-23T09:30:00-05:00")

    def why(label: Label) -> str:
        if kind in {"transactional", "otp"} or not label.region:
            return ""
        country = countries.load(label.region)
        allowed = country and (country.hours.outer or country.hours.strict)
        if not allowed:
            return ""
        for zone in label.zones:
            local = _local(moment, zone)
            if local is not None and not allowed.at(local):
                return f"it is {local:%H:%M on %A} in {zone}"
        return ""

    return why


def _local(moment: dt.datetime, zone: str) -> dt.datetime | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None  # a machine without time zone data; unknown is said to be unknown, not quiet
