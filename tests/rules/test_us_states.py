from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from smslint.data import data_path
from smslint.errors import PackError
from smslint.rules import us_states
from tests.rules.schemas import schema_errors

TABLE = data_path("rules") / "countries" / "us_states.yaml"


def state(code: str) -> us_states.State:
    found = us_states.state(code)
    assert found is not None
    return found


def test_the_table_follows_the_schema() -> None:
    assert schema_errors("us-states", TABLE) == []
    assert len(us_states.states()) == 28


SEVERITIES = [
    ("error", "FL OK MD CT OR"),
    ("error_without_consent", "TX VA"),
    ("warning", "US WA NJ AL LA MS NY"),
    ("off", "CA"),
]


@pytest.mark.parametrize(("severity", "codes"), SEVERITIES)
def test_severities(severity: str, codes: str) -> None:
    assert {code: state(code).severity for code in codes.split()} == dict.fromkeys(codes.split(), severity)


@pytest.mark.parametrize("code", us_states.states())
def test_an_error_needs_a_statute_that_names_texts(code: str) -> None:
    if state(code).severity.startswith("error"):
        assert state(code).applies_to_texts == "yes"
        assert state(code).confidence["window"] != "knowledge"


TIMES = [
    ("US", "2026-11-22 20:59", True),  # a Sunday
    ("US", "2026-11-22 21:00", False),
    ("FL", "2026-11-23 19:59", True),
    ("FL", "2026-11-23 20:00", False),
    ("OR", "2026-11-22 19:59", True),
    ("OR", "2026-11-22 20:00", False),
    ("TX", "2026-11-22 11:59", False),
    ("TX", "2026-11-22 12:00", True),
    ("TX", "2026-11-23 08:59", False),
    ("CT", "2026-11-23 08:30", False),
    ("MS", "2026-11-22 12:00", False),
    ("SD", "2026-11-21 12:00", False),
    ("RI", "2026-11-21 16:59", True),
]


@pytest.mark.parametrize(("code", "moment", "allowed"), TIMES)
def test_windows(code: str, moment: str, allowed: bool) -> None:
    assert state(code).allowed.at(dt.datetime.fromisoformat(moment)) is allowed


def test_holidays() -> None:
    noon = dt.datetime.fromisoformat("2026-11-26T12:00")
    assert not state("UT").allowed.at(noon, holiday=True)
    assert state("UT").allowed.at(noon)
    assert state("FL").allowed.at(noon, holiday=True)


def test_caps() -> None:
    caps = {code: row.cap for code, row in us_states.states().items() if row.cap}
    assert {code: (cap.limit, cap.hours, cap.severity) for code, cap in caps.items()} == {
        "FL": (3, 24, "error"),
        "OK": (3, 24, "error"),
        "MD": (3, 24, "error"),
        "ME": (1, 8, "warning"),
        "OR": (3, 24, "error"),
    }


def test_states_without_a_row_have_none() -> None:
    assert us_states.state("CO") is None
    assert us_states.state("fl") is not None


AREA_CODES = [
    ("+12125550100", "US", "NY"),
    ("12125550100", "US", "NY"),
    ("2125550100", "US", "NY"),
    ("305", "US", "FL"),
    ("+14155550100", "US", "CA"),
    ("+14165550100", "CA", "ON"),
    ("+18505550100", "US", "FL"),
]


@pytest.mark.parametrize(("digits", "country", "code"), AREA_CODES)
def test_area_codes(digits: str, country: str, code: str) -> None:
    found = us_states.state_of_area_code(digits)
    assert found is not None
    assert (found.country, found.state) == (country, code)
    assert all("/" in zone for zone in found.zones)


@pytest.mark.parametrize("digits", ["+18005550100", "", "+1", "+1999", "+44"])
def test_not_an_area_code(digits: str) -> None:
    assert us_states.state_of_area_code(digits) is None


def test_an_area_code_across_two_zones_names_both() -> None:
    found = us_states.state_of_area_code("850")
    assert found is not None
    assert found.zones == ("America/Chicago", "America/New_York")


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("severity: error\n", "severity: fatal\n", r"us\.yaml:\d+: states\[\d+\]\.severity: 'fatal' is not one of"),
        ("statute: ", "law: ", r"us\.yaml:\d+: states\[0\]\.law: unknown key"),
        ("days: mon-fri", "days: weekdays", r"us\.yaml:\d+: states\[0\]\.windows\[0\]\.days: must be a day"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, good: str, bad: str, message: str) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "us.yaml"
    path.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(PackError, match=message):
        us_states.read(path)
