"""The hours in which a country lets marketing arrive, on the clock of every zone the recipient may be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.local_time import local_times, zone_is_known
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.countries import Allowed, Country, Hours
    from smslint.rules.local_time import Local
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Occasion

ADVICE = frozenset({"platform", "provider_advice", "none"})
"""Hours that nobody has to keep."""


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding for each country outside whose hours the message would arrive, or where that cannot be known."""
    if subject.context.at is None:
        return
    for country in profiles(subject):
        hours = country.hours
        if hours.strict is None:
            continue
        times = local_times(subject)
        late = next((local for local in times or () if not _inside(hours.strict, local)), None)
        if times is not None and late is not None:
            yield _outside(rule, subject, country, late, times)
        elif times is None or not zone_is_known(subject):
            yield rule.finding(
                f"{country.name} has hours for marketing ({_windows(hours.strict)}), and the recipient's time zone is not known.",
                subject.span, severity=min(rule.severity, Severity.WARNING),
                help="Give the recipient's zone, or send when it is inside the hours in every zone there.",
            )  # fmt: skip


def _outside(rule: Rule, subject: Occasion, country: Country, late: Local, times: tuple[Local, ...]) -> Finding:
    hours = country.hours
    outer_too = hours.outer is None or not all(_inside(hours.outer, local) for local in times)
    mark = grade(rule, _severity(hours, outer_too=outer_too), country.confidence.get("hours", "knowledge"))
    shown = hours.outer if hours.outer is not None and outer_too else hours.strict
    assert shown is not None
    some = "" if len(times) == 1 else ", one of the zones it may be in"
    sources = "" if outer_too else " by the strictest source, though not by all"
    return rule.finding(
        f"It would be {late}{some}, outside the hours for marketing in {country.name}{sources}: {_windows(shown)}.{mark.remark}",
        subject.span, severity=mark.severity, confidence=mark.confidence,
        help=f"Send it inside the hours. Basis: {hours.basis}.",
    )  # fmt: skip


def _severity(hours: Hours, *, outer_too: bool) -> str:
    """An error only where the profile says so: outside the strict hours, or only outside the widest that a source states."""
    if hours.error_outside == "windows" or (hours.error_outside == "outer" and outer_too):
        return "error"
    return "info" if hours.kind in ADVICE and not outer_too else "warning"


def _inside(allowed: Allowed, local: Local) -> bool:
    if local.moment.weekday() == 6 and not allowed.sunday:
        return True  # banned days are another rule's
    return any(window.holds(local.moment) for window in allowed.windows)


def _windows(allowed: Allowed) -> str:
    return ", ".join(map(str, allowed.windows))
