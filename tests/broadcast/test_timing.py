"""A plan by each recipient's own clock: against the gate asked at every quarter of an hour, and against known days."""

from __future__ import annotations

import datetime as dt
import json
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest

import smslint
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.numbers.e164 import check_number
from smslint.recipients import hours as module
from smslint.sending.facts import of_row
from smslint.sending.gate import make_gate
from smslint.sending.verdict import Outgoing

OFFER = "Acme: 20% off. Reply STOP to opt out"
MARKETING: dict[str, Any] = {"kind": "marketing", "brand": "Acme", "sending": {"require_consent": False}}
NUMBERS = {
    "Florida": "+13055550100",
    "New York": "+12125550123",
    "Idaho, in two zones": "+12085550123",
    "Paris": "+33612345678",
    "Berlin": "+4915112345678",
    "India": "+918123456789",
    "toll free": "+18005550199",
}
PLACES = [("", ""), ("America/Chicago", ""), ("Mars/Olympus", ""), ("", "TX")]
WALLS = [
    "2026-12-01 10:00",
    "2026-12-01 22:30",
    "2026-12-05 19:45",  # a Saturday
    "2026-12-24 21:00",  # before holidays in France
    "2027-03-13 23:50",  # before summer time in the US
]
SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "preflight.v1.schema.json").read_text(encoding="utf-8"))


def planned(
    people: list[dict[str, str]], at: Any, config: dict[str, Any] = MARKETING, **more: Any
) -> smslint.Broadcast:
    return smslint.preflight({"text": OFFER}, people, config=config, at=at, local=True, **more)


def groups(people: list[dict[str, str]], at: Any, config: dict[str, Any] = MARKETING) -> list[dict[str, Any]]:
    record = planned(people, at, config).as_dict()
    jsonschema.validate(record, SCHEMA)
    found: list[dict[str, Any]] = record["plan"]["groups"]
    return found


def person(number: str, zone: str = "", state: str = "") -> dict[str, str]:
    return {"phone": number, "timezone": zone, "state": state}


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize(
    ("name", "place"),
    [*((name, PLACES[0]) for name in NUMBERS), *product(("New York", "toll free"), PLACES[1:])],
)
def test_nobody_is_planned_earlier_or_later_than_the_gate_allows(name: str, place: tuple[str, str], wall: str) -> None:
    number, (zone, state) = NUMBERS[name], place
    (group,) = groups([person(number, zone, state)], wall)
    gate = make_gate(MARKETING)
    facts = of_row({"zone": zone, "state": state}, check_number(number).region)

    def objects(at: dt.datetime) -> bool:
        verdict = gate(Outgoing(OFFER, number, at=at, facts=facts))
        return any(each.code.startswith("TIM") and each.severity >= Severity.WARNING for each in verdict.findings)

    start = dt.datetime.fromisoformat(group["from"])
    local = dt.datetime.fromisoformat(wall)
    wish = max(local.replace(tzinfo=ZoneInfo(each)).astimezone(dt.UTC) for each in group["zones"])
    assert start >= wish
    assert not objects(start)
    while wish < start:
        assert objects(wish), wish
        wish += dt.timedelta(minutes=15)
    until = dt.datetime.fromisoformat(group["until"])
    assert objects(until)
    assert not objects(until - dt.timedelta(minutes=1))


KNOWN = [
    # Florida: 8:00 to 20:00 (s. 501.616 (6) (a), Florida Statutes), so a text planned for 20:30 waits for the morning.
    ("+13055550100", "2026-12-01 20:30", "2026-12-02T13:00:00+00:00", ["TIM002"]),
    # New York: 47 CFR 64.1200 (c) (1) and its own law, 8:00 to 21:00.
    ("+12125550123", "2026-12-01 20:30", "2026-12-02T01:30:00+00:00", []),
    ("+12125550123", "2026-12-01 21:00", "2026-12-02T13:00:00+00:00", ["TIM001", "TIM002"]),
    # France: no marketing on Sundays, from 8:00 on Mondays.
    ("+33612345678", "2026-12-06 12:00", "2026-12-07T07:00:00+00:00", ["TIM003"]),
]


@pytest.mark.parametrize(("number", "wall", "start", "rules"), KNOWN)
def test_known_hours(number: str, wall: str, start: str, rules: list[str]) -> None:
    (group,) = groups([person(number)], wall)
    assert (group["from"], group["rules"]) == (start, rules)


def test_a_place_in_two_zones_is_right_in_both() -> None:
    (group,) = groups([person("+12085550123")], "2026-12-01 08:00")
    local = {zone: dt.datetime.fromisoformat(moment) for zone, moment in group["local"].items()}
    assert {"America/Boise", "America/Los_Angeles"} <= set(local)
    assert {moment.hour for moment in local.values()} == {8, 9}
    assert min(moment.replace(tzinfo=None) for moment in local.values()) == dt.datetime.fromisoformat(
        "2026-12-01T08:00"
    )
    notes = planned([person("+12085550123")], "2026-12-01 08:00").notes
    assert any("more than one time zone" in note for note in notes)


CLOCKS = [
    # The IANA database: New York goes from 02:00 EST to 03:00 EDT on 2027-03-14, and from 02:00 EDT to 01:00 EST on 2026-11-01.
    ("2027-03-14 02:30", "2027-03-14T07:30:00+00:00", "never", "is skipped"),
    ("2026-11-01 01:30", "2026-11-01T05:30:00+00:00", "twice", "is shown twice"),
    ("2026-11-01 02:30", "2026-11-01T07:30:00+00:00", "once", ""),
]


@pytest.mark.parametrize(("wall", "start", "clock", "words"), CLOCKS)
def test_a_time_that_the_clock_skips_or_repeats(wall: str, start: str, clock: str, words: str) -> None:
    found = planned([person("+12125550123")], wall, {"kind": "transactional"})
    assert found.timing is not None
    (group,) = found.timing.as_dict()["groups"]
    assert (group["from"], group["clock"]) == (start, clock)
    assert any(words in note for note in found.notes) is bool(words or found.notes)


def test_who_is_refused_anyway_is_in_no_group() -> None:
    config = {**MARKETING, "sending": {}}
    people = [
        {**person("+12125550123"), "consent": "yes"},
        {**person("+12125550123"), "consent": "yes"},  # a duplicate
        {**person("+12125550124"), "consent": "no"},
        {**person("12"), "consent": "yes"},
    ]
    (group,) = groups(people, "2026-12-01 22:00", config)
    assert (group["recipients"], group["segments"]) == (1, 1)


def test_those_who_can_never_be_texted_are_refused_by_the_rule() -> None:
    # A caller's own calendar says that every day is a public holiday, on which marketing in France is not recommended.
    config = {**MARKETING, "facts": {"holiday": True}, "sending": {"require_consent": False, "refuse_at": "warning"}}
    people = [person("+12125550123"), person("+33612345678"), person("+33612345679"), person("12")]
    found = planned(people, "2026-12-01 12:00", config)
    assert found.timing is not None
    assert (found.recipients, found.timing.waiting, found.timing.lost) == (1, 0, 2)
    assert [(each.slot.start, each.slot.rules) for each in found.timing.never] == [(None, ("TIM003",))]
    assert found.audit.tallies["TIM003 warning"].count == 2
    assert "2 recipients can never be texted" in str(found)


@pytest.mark.parametrize("wall", ["2026-12-01 03:00", "2026-12-01 10:00"])
def test_a_message_without_hours_is_planned_at_the_time_itself(wall: str) -> None:
    people = [person(number) for number in NUMBERS.values()]
    for group in groups(people, wall, {"kind": "transactional"}):
        first = min(dt.datetime.fromisoformat(each).replace(tzinfo=None) for each in group["local"].values())
        assert first == dt.datetime.fromisoformat(wall)
        assert group["until"] is None


def test_a_message_of_unknown_kind_keeps_the_hours_for_marketing() -> None:
    (group,) = groups([person("+12125550123")], "2026-12-01 22:00", {"sending": {"require_consent": False}})
    assert group["from"] == "2026-12-02T13:00:00+00:00"


def test_the_groups_count_everyone_who_is_sent_to() -> None:
    people = [person(number, zone, state) for number, (zone, state) in product(NUMBERS.values(), PLACES)]
    found = planned(people, "2026-12-01 22:00", {**MARKETING, "rules": {"NUM003": "off"}})
    assert found.timing is not None
    assert sum(each.recipients for each in found.timing.groups) + found.timing.lost == found.recipients
    assert sum(each.segments for each in found.timing.groups) == found.segments
    starts = [each.slot.start for each in found.timing.groups if each.slot.start is not None]
    assert starts == sorted(starts)


WRONG = [
    "2026-12-01",
    "2026-12-01T10:00Z",
    "2026-12-01 10:00+01:00",
    "tomorrow",
    "9999-12-31 10:00",
    "0001-01-01 00:00",
    "",
    5,
    "2026-02-30 10:00",
]


@pytest.mark.parametrize("wall", WRONG)
def test_a_local_time_has_a_day_and_no_offset(wall: Any) -> None:
    with pytest.raises(ConfigError, match=r"^at .* the recipient's own clock$"):
        planned([person("+12125550123")], wall)


def test_local_needs_a_time_and_a_time_without_an_offset_needs_local() -> None:
    with pytest.raises(ConfigError, match=r"^local needs a time: at="):
        planned([person("+12125550123")], None)
    with pytest.raises(ConfigError, match="with local one on each recipient's own clock"):
        smslint.preflight({"text": OFFER}, [person("+12125550123")], at="2026-12-01 10:00")


@pytest.mark.parametrize("at", [{"at": "2026-12-01T10:00Z"}, {"at": "2026-12-01 10:00", "local": True}], ids=str)
def test_more_places_than_are_remembered(monkeypatch: pytest.MonkeyPatch, at: dict[str, Any]) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 3)
    people = [person(f"+1212555{each:04}", f"Mars/{each}") for each in range(9_000)]
    found = smslint.preflight({"text": OFFER}, people, config=MARKETING, **at)
    assert found.recipients == 9_000


def test_a_planned_time_that_is_past_is_said() -> None:
    found = planned([person("+12125550123")], "2020-12-01 10:00")
    assert any("planned time of 1 recipient is past" in note for note in found.notes)


THERE = [
    ("+12125550123", "2026-12-01 10:00", "Tue 10:00 America/New_York"),
    ("+12085550123", "2026-12-01 10:00", "Tue 10:00-11:00 in one of 3 zones"),
    ("+12085550123", "2026-12-01 23:30", "Tue 23:30 to Wed 00:30 in one of 3 zones"),
    ("+870773111632", "2026-12-01 10:00", "zone unknown"),
]


@pytest.mark.parametrize(("number", "wall", "words"), THERE)
def test_the_table_says_the_time_there(number: str, wall: str, words: str) -> None:
    assert words in str(planned([person(number)], wall, {"kind": "transactional"}))
