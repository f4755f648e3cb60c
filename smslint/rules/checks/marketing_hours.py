"""The hours in which a country allows marketing, in local time of every zone that the recipient may be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.local_time import local_times, zone_is_known
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Allowed, Country, Hours
    from smslint.rules.local_time import Local
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule

ADVICE = frozenset({"platform", "provider_advice", "none"})
"""Hours that are not mandatory."""


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding for each country where the message would arrive outside the hours, or where that is unknown."""
    if subject.context.at is None:
        return
    for country in profiles(subject):
        hours = country.hours
        if hours.strict is None:
            continue
        times = local_times(subject)
        late = next((local for local in times or () if not _inside(_of_day(hours, local), local)), None)
        if times is not None and late is not None:
            yield _outside(rule, subject, country, late, times)
        elif times is None or not zone_is_known(subject):
            yield rule.finding(
                f"{country.name} has hours for marketing ({_windows(hours.strict)}), and the recipient's time zone is unknown.",
                subject.span, severity=min(rule.severity, Severity.WARNING),
                help="Give the recipient's zone, or send at a time that is inside the hours in every zone of the country.",
            )  # fmt: skip


def _outside(rule: Rule, subject: Occasion, country: Country, late: Local, times: tuple[Local, ...]) -> Finding:
    hours = country.hours
    outer_too = hours.outer is None or not all(_inside(hours.outer, local) for local in times)
    confidence = country.confidence.get("hours", "knowledge")
    if not outer_too and confidence == "verified":
        confidence = "secondary"  # the sources differ
    mark = grade(rule, _severity(hours, outer_too=outer_too), confidence, country.doubt("hours"))
    shown = hours.outer if hours.outer is not None and outer_too else hours.strict
    assert shown is not None
    some = "" if len(times) == 1 else ", one of the zones it may be in"
    sources = "" if outer_too else " according to the strictest source, but not to all"
    return rule.finding(
        f"It would be {late}{some}, outside the hours for marketing in {country.name}{sources}: {_windows(shown)}.{mark.remark}",
        subject.span, severity=mark.severity, confidence=mark.confidence, source_url=country.source_of("hours"), sources_differ=mark.differ,
        help=f"Send it inside the hours. Basis: {hours.basis}.",
    )  # fmt: skip


def _severity(hours: Hours, *, outer_too: bool) -> str:
    """An error only if the profile says so: outside the strict hours, or only outside the widest hours of any source."""
    if hours.error_outside == "windows" or (hours.error_outside == "outer" and outer_too):
        return "error"
    return "info" if hours.kind in ADVICE and not outer_too else "warning"


def _of_day(hours: Hours, local: Local) -> Allowed:
    """The hours that count on that day: the widest of any source on a Sunday that only the strictest forbids."""
    strict, outer = hours.strict, hours.outer
    assert strict is not None
    return outer if outer is not None and local.moment.weekday() == 6 and outer.sunday > strict.sunday else strict


def _inside(allowed: Allowed, local: Local) -> bool:
    if local.moment.weekday() == 6 and not allowed.sunday:
        return True  # another rule reports banned days
    return any(window.holds(local.moment) for window in allowed.windows)


def _windows(allowed: Allowed) -> str:
    return ", ".join(map(str, allowed.windows))
