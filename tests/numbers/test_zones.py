"""Zones of numbers against the IANA table, the library and the clock."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from phonenumbers import timezone

from smslint.numbers.e164 import check_number
from smslint.numbers.samples import example_numbers
from smslint.numbers.zones import in_region, of_area_codes, of_regions
from smslint.rules import us_states

NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
WINTER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def offsets(number: str, at: dt.datetime = WINTER) -> set[float]:
    """The hours ahead of UTC of the zones of a number."""
    found = {at.astimezone(ZoneInfo(zone)).utcoffset() for zone in check_number(number).zones}
    return {each.total_seconds() / 3600 for each in found if each is not None}


CLOCKS = [
    ("+77010001234", {5}),  # Kazakhstan: one time since 2024-03-01
    ("+16847331234", {-11}),  # American Samoa
    ("+16713001234", {10}),  # Guam
    ("+18762101234", {-5}),  # Jamaica
    ("+447911123456", {0}),  # Guernsey
    ("+18505550100", {-6, -5}),  # West Florida
    ("+14485550100", {-6, -5}),  # its overlay
    ("+13645550100", {-6, -5}),  # Kentucky, the overlay of 270
    ("+19305550100", {-6, -5}),  # Indiana, the overlay of 812
    ("+14585550100", {-8, -7}),  # Oregon, the overlay of 541
    ("+17785550100", {-8, -7}),  # British Columbia
    ("+13675550100", {-5, -4}),  # Quebec
    ("+12125550123", {-5}),
]


@pytest.mark.parametrize(("number", "hours"), CLOCKS)
def test_the_clock_of_a_number(number: str, hours: set[float]) -> None:
    assert offsets(number) == hours


def test_saskatchewan_does_not_change_its_clocks() -> None:
    assert offsets("+14742201234", NOON) == offsets("+14742201234", WINTER) == {-6}
    assert us_states.state_of_area_code("474") is not None


def test_a_russian_number_is_not_in_kazakhstan_and_the_reverse() -> None:
    russian, kazakh = set(check_number("+79161234567").zones), set(check_number("+77010001234").zones)
    assert not russian & kazakh
    assert "Europe/Bucharest" not in russian | kazakh


def test_zones_of_regions_are_those_of_the_iana_table() -> None:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    expected: dict[str, set[str]] = {}
    for region, _, zone, *_ in rows:
        expected.setdefault(region, set()).add(zone)
    assert {region: set(zones) for region, zones in of_regions().items()} == expected


def test_codes_that_share_an_area_share_its_zones() -> None:
    codes = us_states.area_codes_of("FL")
    assert {each.zones for each in codes if each.code in {"850", "448"}} == {("America/Chicago", "America/New_York")}
    assert of_area_codes()["474"] == of_area_codes()["306"]
    assert of_area_codes()["879"] == of_area_codes()["709"]


def test_one_table_for_numbers_and_for_states() -> None:
    for code, zones in of_area_codes().items():
        found = us_states.state_of_area_code(code)
        assert found is not None
        assert found.zones == zones


def test_zones_are_in_the_region_or_the_libraries_own() -> None:
    own = of_regions()
    for number in example_numbers():
        answer = check_number(number)
        theirs = set(timezone.time_zones_for_number(phonenumbers.parse(number)))
        codes = phonenumbers.region_codes_for_country_code(phonenumbers.parse(number).country_code or 0)
        if len(codes) > 1 and answer.region in own and len(answer.zones) > 1 and answer.region not in {"US", "CA"}:
            assert set(answer.zones) <= set(own[answer.region or ""]), number
        elif len(codes) == 1:
            assert set(answer.zones) <= theirs, number


def test_only_zones_of_the_region_are_kept() -> None:
    assert in_region(("Europe/London", "Europe/Jersey"), "JE", shared=True) == ("Europe/Jersey",)
    assert in_region(("Europe/London", "Europe/Paris"), "JE", shared=True) == ("Europe/Jersey",)
    assert in_region(("Asia/Calcutta",), "IN", shared=False) == ("Asia/Calcutta",)  # an old name, but the same clock
    assert in_region(("Europe/London",), None, shared=True) == ("Europe/London",)
