"""How many messages a recipient may get per day: the caps of countries, US states and the project."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from smslint import clock
from smslint.finding import Confidence, Severity
from smslint.rules import packfile, us_states
from smslint.rules.check_options import FrequencyCap
from smslint.rules.differing import doubt
from smslint.rules.local_time import area_code, stated_state
from smslint.rules.profiles import grade, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


class _Cap(NamedTuple):
    limit: int
    hours: int
    whose: str
    scope: str
    severity: Severity
    confidence: Confidence
    differ: str = ""
    source_url: str = ""


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding for each cap that this message would exceed.

    Earlier messages are facts: ``sent``, the times, or ``sent_today``, a count.
    """
    for cap in _caps(rule, subject):
        before = _sent(subject, cap.hours)
        if before is not None and before + 1 > cap.limit:
            scope = f" ({cap.scope})" if cap.scope else ""
            remark = f" (Sources differ: {cap.differ}.)" if cap.differ else ""
            yield rule.finding(
                f"This would be message {before + 1} in {cap.hours} hours; {cap.whose} allows {cap.limit}{scope}.{remark}",
                subject.span, severity=min(rule.severity, cap.severity), confidence=cap.confidence,
                source_url=cap.source_url, sources_differ=cap.differ,
            )  # fmt: skip


def _caps(rule: Rule, subject: Occasion) -> Iterator[_Cap]:
    for country in profiles(subject):
        if country.cap is not None:
            confidence = country.confidence.get("cap", country.confidence.get("hours", "knowledge"))
            mark = grade(rule, country.cap.severity, confidence, country.doubt("cap"))
            yield _Cap(country.cap.limit, 24, country.name, country.cap.scope, mark.severity, mark.confidence, mark.differ,
                       country.source_of("cap", "hours"))  # fmt: skip
    state = _state(subject)
    if state is not None and state.cap is not None:
        confidence = state.confidence.get("frequency_cap", "knowledge")
        mark = grade(rule, state.cap.severity, confidence, doubt(state.sources_differ, "frequency_cap"))
        yield _Cap(state.cap.limit, state.cap.hours, state.name, state.cap.scope, mark.severity, mark.confidence, mark.differ,
                   packfile.address(state.sources, "frequency_cap"))  # fmt: skip
    own = FrequencyCap.of(rule).max_per_day
    if own is not None:
        yield _Cap(own, 24, "the project", "", Severity.ERROR, Confidence.HIGH)


def _state(subject: Occasion) -> us_states.State | None:
    code = stated_state(subject)
    if code is None:
        found = area_code(subject)
        code = found.state if found is not None and found.country == "US" else None
    return us_states.state(code) if code and "US" in subject.regions else None


def _sent(subject: Occasion, hours: int) -> int | None:
    facts = subject.context.facts
    if facts.sent is None:
        return facts.sent_today if hours >= 24 else None
    now = subject.context.at or clock.now()
    # One that is later than now was sent, too: the clock was set back since, or this message is planned before it.
    return sum(abs(now - moment) < dt.timedelta(hours=hours) for moment in _moments(facts.sent, now))


def _moments(times: tuple[dt.datetime, ...], now: dt.datetime) -> Iterator[dt.datetime]:
    for moment in times:
        # A time without an offset uses the same clock as the moment of sending.
        yield moment.replace(tzinfo=now.tzinfo) if (moment.tzinfo is None) != (now.tzinfo is None) else moment
