"""A planned time is an aware datetime or its ISO text, in every door of the library and of the command line."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import smslint
from smslint import clock
from smslint.clock import moment
from smslint.rules.context import make_context
from smslint.sending.gate import gate, make_gate
from smslint.sending.octopods import OctopodsSender
from smslint.sending.verdict import Outgoing

PHONE = "+821012345678"
NIGHT = dt.datetime(2026, 11, 24, 23, tzinfo=ZoneInfo("Asia/Seoul"))
GOOD = [NIGHT, "2026-11-24T23:00+09:00", "2026-11-24 14:00:00Z", "20261124T140000+0000", NIGHT.astimezone(dt.UTC)]


class _NoOffset(dt.tzinfo):
    """A zone that does not say its offset: a time in it is as naive as one without a zone."""

    def utcoffset(self, _when: dt.datetime | None) -> None:
        return None

    dst = tzname = utcoffset


BAD = [
    NIGHT.replace(tzinfo=None), dt.datetime(2026, 11, 24, 23, tzinfo=_NoOffset()), dt.date(2026, 11, 24), "2026-11-24T23:00",
    "2026-11-24", "2026-11-24+09:00", "2026-11-24T25:00+09:00", "2026-13-01T10:00+09:00", "noon", "", " ", "\0", "\ud800", "9" * 5000,
    True, False, 0, 1795000000, 1.5,
    b"2026-11-24T23:00+09:00", ["2026-11-24T23:00+09:00"], ...,
]  # fmt: skip
FAR = ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", dt.datetime.max.replace(tzinfo=dt.UTC)]

SENDER = OctopodsSender("key", "http://127.0.0.1:9", gate=lambda message: pytest.fail(f"asked about {message}"))

DOORS: dict[str, Callable[[Any], object]] = {
    "moment": lambda at: moment(at, "at"),
    "check": lambda at: smslint.check("Hi", at=at),
    "gate": lambda at: gate("Hi", PHONE, at=at),
    "Outgoing": lambda at: Outgoing("Hi", PHONE, at=at),
    "gate.check": lambda at: make_gate().check("Hi", PHONE, at=at),
    "gate.check without a recipient": lambda at: make_gate().check("Hi", at=at),
    "guard": lambda at: smslint.guard(body="text", to=None, kind="transactional", at=at)(lambda text: text)("Hi"),
    "context": lambda at: make_context({"at": at}),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("at", GOOD, ids=repr)
def test_a_time_with_its_offset_is_taken(door: Callable[[object], object], at: object) -> None:
    door(at)


@pytest.mark.parametrize("door", [*DOORS.values(), lambda at: SENDER.send("Hi", PHONE, at=at)], ids=[*DOORS, "sender"])
@pytest.mark.parametrize("at", BAD, ids=lambda at: repr(at)[:30].partition(" at 0x")[0])
def test_anything_else_is_one_clear_error(door: Callable[[object], object], at: object) -> None:
    with pytest.raises(smslint.ConfigError) as caught:
        door(at)
    text = str(caught.value)
    assert "at " in text
    assert "is not a time with its offset, such as 2026-12-01T10:00-05:00" in text
    assert len(text) < 200
    assert text.isprintable()


@pytest.mark.parametrize("door", [*DOORS.values(), lambda at: SENDER.send("Hi", PHONE, at=at)], ids=[*DOORS, "sender"])
@pytest.mark.parametrize("at", FAR, ids=str)
def test_a_year_that_no_zone_can_be_sure_of_is_out_of_range(door: Callable[[object], object], at: object) -> None:
    with pytest.raises(smslint.ConfigError, match="is out of range: the years 1 and 9999"):
        door(at)


@pytest.mark.parametrize("at", GOOD, ids=repr)
def test_all_ways_to_write_a_time_mean_the_same(at: dt.datetime | str) -> None:
    assert moment(at, "at") == NIGHT
    offer = "Acme: 20% off today. Reply STOP to opt out"
    asked = smslint.check(offer, PHONE, kind="marketing", at=at)
    assert "TIM001" in [finding.code for finding in asked.findings]
    assert gate(offer, PHONE, at=at, kind="marketing").findings == asked.findings


@pytest.mark.parametrize("stated", [None, "0", "86399", "1764115200", "253370764799"])
def test_the_day_is_the_same_with_and_without_datetime(stated: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if stated is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    before, day, after = clock.today(), clock.day(), clock.today()
    assert before.isoformat() <= day <= after.isoformat()  # midnight may be between two of them


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a zone of POSIX")
@pytest.mark.parametrize("zone", ["XYZ-99", "XYZ-24", "XYZ24", "UTC", "Nonsense/Zone", "", ":/etc/passwd"])
def test_the_day_in_any_zone_that_the_environment_states(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The C library takes a zone of a day and more, which Python's own dates do not."""
    try:
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            patch.setenv("SOURCE_DATE_EPOCH", "1795000000")
            time.tzset()
            assert clock.today().isoformat() == clock.day() == time.strftime("%F", time.localtime(1795000000))
    finally:
        time.tzset()
