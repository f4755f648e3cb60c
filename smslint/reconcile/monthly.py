"""From a log to ``volumes:``: how often each template is sent in a month, and to which countries."""

from __future__ import annotations

import calendar
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.project.volumes import Volume

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from smslint.logs.times import Period
    from smslint.reconcile.record import Line
    from smslint.reconcile.template import Template

_MONTH: Final = Decimal("30.436875")
"""The mean length of a month of the Gregorian calendar, in days."""
_SIGNS: Final = frozenset("*?[{#\n")
_SHARE: Final = Decimal("0.0001")


def volumes(templates: Sequence[Template], lines: Sequence[Line], period: Period) -> dict[str, Volume]:
    """What ``volumes:`` could say, by the names that it uses.

    A name with a sign of patterns would mean other files, so there is none for it; a template in several languages of one key has them
    together.
    """
    found: dict[str, tuple[int, dict[str, int]]] = {}
    for template, line in zip(templates, lines, strict=True):
        if _SIGNS.intersection(template.inside + (template.key or "")) or not template.inside:
            continue
        name = f"{template.inside}#{template.key}" if template.key else template.inside
        count, regions = found.get(name, (0, {}))
        found[name] = (
            count + line.sums.messages,
            {each: regions.get(each, 0) + line.sums.regions.get(each, 0) for each in {**regions, **line.sums.regions}},
        )
    return {name: Volume(monthly(count, period), shares(regions)) for name, (count, regions) in found.items() if count}


def monthly(count: int, period: Period) -> int:
    """A count of a period as that of a month; that of a whole month is taken as it is."""
    if _whole_month(period.first, period.last):
        return count
    return max(int((count * _MONTH / period.days).to_integral_value()), 1)


def _whole_month(first: dt.date, last: dt.date) -> bool:
    return (
        (first.year, first.month) == (last.year, last.month)
        and first.day == 1
        and last.day == calendar.monthrange(last.year, last.month)[1]
    )


def shares(regions: Mapping[str, int]) -> tuple[tuple[str, Decimal], ...]:
    """Which part goes to which country, adding up to 1; empty where a country is not known."""
    if "" in regions or not regions:
        return ()
    total = sum(regions.values())
    ordered = sorted(regions.items(), key=lambda each: (-each[1], each[0]))
    found = {region: (Decimal(count) / total).quantize(_SHARE) for region, count in ordered}
    kept = {region: share for region, share in found.items() if share}
    biggest = ordered[0][0]
    kept[biggest] += 1 - sum(kept.values())
    return tuple(kept.items())
