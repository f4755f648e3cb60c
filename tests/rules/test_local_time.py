"""Hours, days and caps in the recipient's local time: every zone, the state, the holidays, and unknown facts."""

from __future__ import annotations

from typing import Any

import pytest

import smslint
from smslint.errors import ConfigError
from smslint.rules import packs
from smslint.rules.checks import rest_days
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.facts import Facts
from smslint.rules.local_time import zones
from smslint.rules.options import reconfigured
from smslint.rules.subject import Subject
from smslint.sending.gate import gate

TEXT = "Acme: sale. Reply STOP to opt out"


def answers(code: str, to: str | None, at: str, **known: Any) -> list[str]:
    rule = packs.load().find(code)
    assert rule is not None
    context = make_context({"kind": "marketing", "at": at, **known})
    return [
        f"{finding.severity.label} {finding.confidence.value}"
        for finding in run([rule], Subject(TEXT, to=to, context=context), ("send",))
    ]


FLORIDA, TEXAS, NEW_YORK, TOLL_FREE = "+13055550100", "+12145550123", "+12125550123", "+18005550199"
KOREA, VIETNAM, FRANCE, COLOMBIA, BRITAIN = (
    "+821012345678",
    "+84912345678",
    "+33612345678",
    "+573001234567",
    "+447400123456",
)
SOUTH_AFRICA = "+27821234567"

PROVINCES = [
    (None, ("America/Toronto",)),
    ("AB", ("America/Edmonton",)),
    ("British Columbia", ("America/Edmonton", "America/Vancouver")),
    ("Québec", ("America/Halifax", "America/Toronto")),
    ("PE", ("America/Halifax",)),
    ("FL", ("America/Toronto",)),
]


@pytest.mark.parametrize(("state", "expected"), PROVINCES)
def test_a_province_of_canada_has_its_zones(state: str | None, expected: tuple[str, ...]) -> None:
    context = make_context({"facts": {"state": state}})
    assert zones(Subject(TEXT, to="+14165550123", context=context)) == expected
    if state is not None:  # of a number in the US it says nothing, and Canada has no Florida
        assert zones(Subject(TEXT, to="+4915123456789", context=context)) == ("Europe/Berlin",)


@pytest.mark.parametrize("door", [smslint.check, gate], ids=["check", "gate"])
def test_a_province_that_canada_does_not_have_is_said(door: Any) -> None:
    with pytest.raises(
        ConfigError, match=r"facts\.state: expected a province of Canada such as ON or Ontario, found 'FL'"
    ):
        door(TEXT, "+14165550123", facts={"state": "FL"})
    door(TEXT, "+14165550123", facts={"state": "ontario"})


HOURS = [
    (KOREA, "2026-11-24T20:59:00+09:00", {}, []),
    (KOREA, "2026-11-24T21:00:00+09:00", {}, ["error high"]),
    (KOREA, "2026-11-24T12:00:00+00:00", {}, ["error high"]),  # 21:00 in Seoul
    (VIETNAM, "2026-11-24T06:59:00+07:00", {}, ["error high"]),
    (VIETNAM, "2026-11-24T07:00:00+07:00", {}, []),
    # France: inside the widest hours but outside the strictest is a warning, outside both an error
    (FRANCE, "2026-11-24T21:00:00+01:00", {}, ["warning medium"]),
    (FRANCE, "2026-11-24T22:30:00+01:00", {}, ["error high"]),
    (FRANCE, "2026-11-24T07:30:00+01:00", {}, ["error high"]),
    # the federal window of the US is disputed: a warning
    (NEW_YORK, "2026-11-24T21:30:00-05:00", {}, ["warning medium"]),
    # advice of platforms: only a hint between the two windows
    (BRITAIN, "2026-11-24T20:30:00+00:00", {}, ["info medium"]),
    (BRITAIN, "2026-11-24T22:30:00+00:00", {}, ["warning medium"]),
    # a given zone goes before the number's; with several, all must be inside
    (NEW_YORK, "2026-11-24T21:30:00-05:00", {"facts": {"zone": "America/Los_Angeles"}}, []),
    (NEW_YORK, "2026-11-24T15:00:00-05:00", {"facts": {"zone": ["America/New_York", "Pacific/Guam"]}}, ["warning medium"]),
    # Alaska is in two zones: 8:30 in Anchorage is 7:30 in Adak
    (NEW_YORK, "2026-11-24T08:30:00-09:00", {"facts": {"state": "AK"}}, ["warning medium"]),
    # a number of all North America may be anywhere
    (TOLL_FREE, "2026-11-24T12:00:00-05:00", {}, ["warning medium"]),
    # unknown is reported, not guessed
    (None, "2026-11-24T12:00:00+00:00", {"regions": ["KR"]}, ["warning high"]),
    (KOREA, "2026-11-24T12:00:00+09:00", {"facts": Facts(zone=("Mars/Olympus",))}, ["warning high"]),
    (BRITAIN, "2026-11-24T03:00:00+00:00", {"kind": "transactional"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("to", "at", "known", "expected"), HOURS)
def test_marketing_hours(to: str | None, at: str, known: dict[str, Any], expected: list[str]) -> None:
    assert answers("TIM001", to, at, **known) == expected


STATES = [
    (FLORIDA, "2026-11-24T19:59:00-05:00", {}, []),
    (FLORIDA, "2026-11-24T20:00:00-05:00", {}, ["error medium"]),
    (NEW_YORK, "2026-11-24T20:00:00-05:00", {"facts": {"state": "FL"}}, ["error high"]),
    # Florida is in two zones: 20:30 in Miami is 19:30 in Pensacola, and one of them is too late
    (NEW_YORK, "2026-11-24T19:30:00-06:00", {"facts": {"state": "fl"}}, ["error high"]),
    (NEW_YORK, "2026-11-24T19:30:00-05:00", {"facts": {"state": "FL", "zone": "America/New_York"}}, []),
    # Texas: Sunday from noon, and an error only if no consent is recorded
    (TEXAS, "2026-11-22T11:00:00-06:00", {}, ["warning medium"]),
    (TEXAS, "2026-11-22T11:00:00-06:00", {"consent": "express"}, []),
    (TEXAS, "2026-11-22T12:30:00-06:00", {}, []),
    # a law on calls: a warning at most
    ("+12065550123", "2026-11-24T20:30:00-08:00", {}, ["warning medium"]),
    (TOLL_FREE, "2026-11-24T12:00:00-05:00", {}, ["info medium"]),
    (KOREA, "2026-11-24T23:00:00+09:00", {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("to", "at", "known", "expected"), STATES)
def test_state_hours(to: str, at: str, known: dict[str, Any], expected: list[str]) -> None:
    assert answers("TIM002", to, at, **known) == expected


def test_states_that_are_off_are_on_in_strict_use() -> None:
    rule = packs.load().find("TIM002")
    assert rule is not None
    context = make_context({"kind": "marketing", "at": "2026-11-24T08:30:00-08:00", "facts": {"state": "CA"}})
    late = Subject(TEXT, to="+14155552671", context=context)
    assert run([rule], late, ("send",)) == []
    (finding,) = run([rule.with_options(reconfigured(rule, {"strict": True}, "config"))], late, ("send",))
    assert finding.severity.label == "warning"


RESTS = [
    (FRANCE, "2026-11-22T12:00:00+01:00", ["warning high"]),  # Sunday: tolerated since 2026-03-01
    (FRANCE, "2026-07-14T12:00:00+02:00", ["warning high"]),  # Bastille Day
    (FRANCE, "2026-11-24T12:00:00+01:00", []),
    (SOUTH_AFRICA, "2026-11-22T12:00:00+02:00", ["error high"]),
    (NEW_YORK, "2026-11-22T12:00:00-05:00", []),
]


@pytest.mark.parametrize(("to", "at", "expected"), RESTS)
def test_rest_days(to: str, at: str, expected: list[str]) -> None:
    pytest.importorskip("holidays")
    assert answers("TIM003", to, at) == expected


def test_holidays_that_cannot_be_looked_up_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest_days, "holidays_of", lambda region, year: None)
    rule = packs.load().find("TIM003")
    assert rule is not None
    context = make_context({"kind": "marketing", "at": "2026-07-14T12:00:00+02:00"})
    (finding,) = run([rule], Subject(TEXT, to=FRANCE, context=context), ("send",))
    assert finding.severity.label == "info"
    assert "could not be checked" in finding.message
    assert "smslint[holidays]" in finding.help


CAPS = [
    (FLORIDA, {"sent_last_24h": 2}, []),
    (FLORIDA, {"sent_last_24h": 3}, ["error medium"]),
    (NEW_YORK, {"sent_last_24h": 30}, []),
    (NEW_YORK, {"sent_last_24h": 3, "state": "MD"}, ["error medium"]),
    (COLOMBIA, {"sent_last_24h": 1}, ["error high"]),
    (VIETNAM, {"sent": ["2026-11-24T07:30:00+07:00", "2026-11-24T08:30:00+07:00"]}, []),
    (VIETNAM, {"sent": ["2026-11-24T07:30:00+07:00"] * 3}, ["error high"]),
    (VIETNAM, {"sent": ["2026-11-22T07:30:00+07:00"] * 3}, []),
    (VIETNAM, {}, []),
]


@pytest.mark.parametrize(("to", "facts", "expected"), CAPS)
def test_frequency_caps(to: str, facts: dict[str, Any], expected: list[str]) -> None:
    assert answers("FRQ001", to, "2026-11-24T09:00:00+07:00", facts=facts) == expected


@pytest.mark.parametrize(
    ("setting", "severity"),
    [({"max_per_day": 1}, "error"), ({"max_per_day": 1, "severity": "warning"}, "warning"), ({"max_per_day": 2}, None)],
)
def test_a_project_may_have_its_own_cap(setting: dict[str, Any], severity: str | None) -> None:
    """Who writes a cap means it: above it the message is refused, unless the project says that it only warns."""
    config = {"kind": "marketing", "brand": "Acme", "rules": {"FRQ001": setting}}
    found = gate(
        TEXT, BRITAIN, config=config, at="2026-11-24T12:00:00+00:00", facts={"sent_last_24h": 1, "consent": "yes"}
    ).findings
    caps = [each for each in found if each.code == "FRQ001"]
    assert [each.severity.label for each in caps] == ([] if severity is None else [severity])
    assert all("the project allows 1" in each.message for each in caps)
