"""Days on which a country does not allow marketing: Sundays and public holidays."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.local_time import local_times
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from smslint.finding import Finding
    from smslint.rules.country import Country
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


_COMMAND: Final = "pip install 'smslint[holidays]'"


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding when it is such a day in a zone that the recipient may be in, or when holidays could not be looked up.

    The rule on hours reports an unknown zone. The fact ``holiday`` says whether it is a public holiday, for callers
    with their own calendar.
    """
    if subject.context.at is None:
        return
    for country in profiles(subject):
        allowed = country.hours.strict
        times = local_times(subject)
        if allowed is None or times is None or (allowed.sunday and allowed.holidays):
            continue
        moments = [local.moment for local in times]
        if not allowed.sunday and any(moment.weekday() == 6 for moment in moments):
            yield _finding(rule, subject, country, "a Sunday", "Sundays")
        elif not allowed.holidays:
            yield from _holidays(rule, subject, country, {moment.date() for moment in moments})


def _holidays(rule: Rule, subject: Occasion, country: Country, days: set[dt.date]) -> Iterator[Finding]:
    holiday = subject.context.facts.holiday
    if holiday is not None:
        if holiday:
            yield _finding(rule, subject, country, "a public holiday", "public holidays")
        return
    for day in sorted(days):
        known = holidays_of(country.iso2, day.year)
        if known is None:
            words = (
                f"{country.name} allows no marketing on public holidays, and whether {day} is one could not be checked"
            )
            yield rule.finding(
                f"{words}.", subject.span, severity=Severity.INFO, confidence=Confidence.LOW,
                help=f"Install the extra: {_COMMAND}.", unknown=f"{words} ({_COMMAND})",
            )  # fmt: skip
        elif day in known:
            yield _finding(rule, subject, country, f"a public holiday ({known[day]})", "public holidays")
        else:
            continue
        return


def _finding(rule: Rule, subject: Occasion, country: Country, day: str, banned: str) -> Finding:
    hours = country.hours
    # An error only if the profile makes these hours an error, and they ban that day.
    strict = hours.outer if hours.error_outside == "outer" else hours.strict if hours.error_outside else None
    bans = strict is not None and not (strict.sunday if banned == "Sundays" else strict.holidays)
    outer = hours.outer
    tolerated = outer is not None and (outer.sunday if banned == "Sundays" else outer.holidays)
    rests = (
        f"where marketing on {banned} is tolerated but not recommended"
        if tolerated
        else f"which allows no marketing on {banned}"
    )
    confidence = country.confidence.get("hours", "knowledge")
    mark = grade(rule, "error" if bans else "warning", confidence, country.doubt("hours"))
    return rule.finding(
        f"It would be {day} in {country.name}, {rests}.{mark.remark}", subject.span,
        severity=mark.severity, confidence=mark.confidence, help=f"Send it on another day. Basis: {hours.basis}.",
        source_url=country.source_of("hours"), sources_differ=mark.differ,
    )  # fmt: skip


@lru_cache(maxsize=64)
def holidays_of(region: str, year: int) -> Mapping[dt.date, str] | None:
    """The national public holidays of a year; ``None`` if the extra is not installed or does not know the region."""
    try:
        import holidays
    except ImportError:
        return None
    try:
        found: Mapping[dt.date, str] = holidays.country_holidays(region, years=year)
    except NotImplementedError:
        return None
    return found
