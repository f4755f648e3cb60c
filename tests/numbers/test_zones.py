"""Zones of numbers against the IANA table, the library and the clock."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from phonenumbers import timezone

import smslint
from smslint.numbers.e164 import check_number
from smslint.numbers.new_codes import NOTE
from smslint.numbers.samples import example_numbers
from smslint.numbers.zones import OLD_NAMES, in_region, of_area_codes, of_regions
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
    ("+5581991234567", {-3}),  # Recife: the library has an island that is two hours behind UTC
    ("+5591996001234", {-3}),  # Belem: the library has Manaus for some numbers
    ("+5593996001234", {-3}),  # Santarem
    ("+5597991234567", {-5, -4}),  # the west of Amazonas and its east
    ("+5592991234567", {-4}),  # Manaus
    ("+6281212345678", {7, 8, 9}),  # Indonesia: mobile prefixes are of no area
    ("+62411123456", {8}),  # Makassar
    ("+74012123456", {2}),  # Kaliningrad
    ("+79161234567", {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
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
        if answer.region in own:
            ours = {OLD_NAMES.get(zone, zone) for zone in answer.zones}
            assert ours <= set(own[answer.region or ""]), number
        else:
            assert set(answer.zones) <= theirs, number


def test_only_zones_of_the_region_are_kept() -> None:
    assert in_region(("Europe/London", "Europe/Jersey"), "JE") == ("Europe/Jersey",)
    assert in_region(("Europe/London", "Europe/Paris"), "JE") == ("Europe/Jersey",)
    assert in_region(("Asia/Calcutta",), "IN") == ("Asia/Calcutta",)  # an old name of a zone of the region
    assert in_region(("Africa/Algiers", "Europe/Paris"), "DZ") == ("Africa/Algiers",)
    assert in_region(("Europe/London",), None) == ("Europe/London",)


def test_old_names_are_those_of_the_iana() -> None:
    lines = (files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = {line.split()[2]: line.split()[1] for line in lines if line.startswith("L ")}
    for old, new in OLD_NAMES.items():
        assert (
            links[old] == new
            or {links[old], new} <= {links.get(name, name) for name in (old, new)}
            or links[new] == links[old]
        ), old


def test_no_number_has_the_clock_of_another_country() -> None:
    """Every clock of a number, in each month, is one that its region has according to the IANA."""
    months = [dt.datetime(2026, month, 15, 12, tzinfo=dt.UTC) for month in range(1, 13)]

    def clock(zone: str) -> tuple[dt.timedelta | None, ...]:
        return tuple(at.astimezone(ZoneInfo(zone)).utcoffset() for at in months)

    own = of_regions()
    wrong = set()
    for number in example_numbers():
        answer = check_number(number)
        if answer.region in own:
            clocks = {clock(zone) for zone in own[answer.region or ""]}
            wrong |= {(answer.region, zone) for zone in answer.zones if clock(zone) not in clocks}
    assert not wrong


ISLANDS = [
    ("+61891641234", "Indian/Christmas"), ("+61891621234", "Indian/Cocos"), ("+4779123456", "Arctic/Longyearbyen"),
    ("+35818412345", "Europe/Mariehamn"), ("+590590271234", "America/St_Barthelemy"), ("+262639012345", "Indian/Mayotte"),
    ("+262692123456", "Indian/Reunion"), ("+59995181234", "America/Curacao"), ("+5993181234", "America/Kralendijk"),
    ("+447797712345", "Europe/Jersey"), ("+441481712345", "Europe/Guernsey"), ("+447624300000", "Europe/Isle_of_Man"),
    ("+212612345678", "Africa/Casablanca"), ("+50581234567", "America/Managua"), ("+213551234567", "Africa/Algiers"),
    ("+218912345678", "Africa/Tripoli"), ("+67212345", "Pacific/Norfolk"), ("+34922123456", "Atlantic/Canary"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "zone"), ISLANDS)
def test_regions_that_share_a_calling_code_or_a_neighbours_clock(number: str, zone: str) -> None:
    assert check_number(number).zones == (zone,)


def test_alaska_has_no_zone_of_hawaii() -> None:
    assert "Pacific/Honolulu" not in of_area_codes()["907"]
    assert offsets("+19075551234", NOON) == {-9, -8}


@pytest.mark.parametrize("exchange", [234, 555, 987])
def test_a_number_in_a_new_area_code_is_told_from_a_wrong_one(exchange: int) -> None:
    new, samoan, wrong = (check_number(f"+1{code}{exchange}0100") for code in ("621", "684", "666"))
    assert NOTE in new.note
    assert not new.valid
    assert NOTE not in samoan.note  # an area code that the plan knows, and an exchange that it does not have
    assert NOTE not in wrong.note


def test_a_new_area_code_keeps_its_hours() -> None:
    at = "2026-11-24T23:30:00-06:00"
    found = smslint.check(
        "Acme: -20% today. Reply STOP to opt out", "+1 (621) 234-5678", kind="marketing", at=at
    ).findings
    assert {each.code: each.severity.label for each in found}["NUM001"] == "warning"
    (hours,) = (each.message for each in found if each.code == "TIM001")
    assert "Tue 23:30 (America/Chicago)" in hours
