"""A number is suggested only if the digits cannot be another one; ``phonenumbers`` says how each country writes its numbers."""

from __future__ import annotations

import random
from typing import Final

import phonenumbers
import pytest
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from smslint.numbers import store
from smslint.numbers.e164 import check_number
from smslint.numbers.oracle import OraclePlan
from smslint.numbers.plan import Plan
from smslint.numbers.readings import ABROAD, at_home, countries

MOBILES: Final = {
    region: number
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (number := phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)) is not None
}
REWRITTEN: Final = frozenset({"AR", "BY"})
"""Written in their own country with digits that are not in the international form (11 15-2345-6789; 8 0294 911-911)."""


def e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


SUGGESTED = [
    # lost plus signs, with only one reading
    ("14155552671", None, "lost_plus", "+14155552671"),
    ("447911123456", None, "lost_plus", "+447911123456"),
    ("33612345678", None, "lost_plus", "+33612345678"),
    # old forms: Mexico's 1, Vietnam's eleven digits, Benin's eight, Brazil's missing 9
    ("5215562000000", None, "lost_plus", "+525562000000"),
    ("+5215562000000", None, "too_long", "+525562000000"),
    ("+841201234567", None, "not_valid_for_region", "+84701234567"),
    ("841991234567", None, "lost_plus", "+84591234567"),
    ("+22961123456", None, "too_short", "+2290161123456"),
    # Chinese mobiles are numbers of North America with a plus in front, and the other way round
    ("131 2345 6789", None, "no_country_code", None),
    ("131 2345 6789", "CN", "no_country_code", "+8613123456789"),
    ("131 2345 6789", "US", "no_country_code", None),
    ("15062176788", None, "no_country_code", None),
    ("15062176788", "CA", "lost_plus", "+15062176788"),
    # prefixes for international calls
    ("0014155552671", None, "international_prefix", "+14155552671"),
    ("0044 (0)7911 123456", None, "international_prefix", "+447911123456"),
    ("0011 32 12 34 56 78", None, "international_prefix", None),
    ("0011 32 12 34 56 78", "AU", "international_prefix", "+3212345678"),
    ("0011 32 12 34 56 78", "DE", "international_prefix", None),
    ("8~10 376 312 345", None, "no_country_code", None),
    ("8~10 376 312 345", "RU", "international_prefix", "+376312345"),
    ("8~10 49 1511 2345678", "KZ", "international_prefix", "+4915112345678"),
    ("011 44 7911 123456", "CA", "international_prefix", "+447911123456"),
    ("010 1 415 555 2671", "JP", "international_prefix", "+14155552671"),
    ("tel:033316005;phone-context=example.com", None, "no_country_code", None),
]


@pytest.mark.parametrize(("text", "region", "reason", "suggestion"), SUGGESTED)
def test_suggestion_where_the_meaning_is_clear(
    text: str, region: str | None, reason: str, suggestion: str | None
) -> None:
    number = check_number(text, region)
    assert (number.valid, number.reason, number.suggestion) == (False, reason, suggestion)


@pytest.mark.parametrize("region", MOBILES)
def test_a_mobile_in_national_form_never_suggests_another(region: str) -> None:
    number = MOBILES[region]
    for form in (number, *_variations(number)):
        written = phonenumbers.format_number(form, PhoneNumberFormat.NATIONAL)
        assert check_number(written).suggestion in (None, e164(form)), written
        assert check_number(digits(written)).suggestion in (None, e164(form)), written


@pytest.mark.parametrize("region", sorted(MOBILES.keys() - REWRITTEN))
def test_the_readings_include_what_the_library_writes(region: str) -> None:
    written = digits(phonenumbers.format_number(MOBILES[region], PhoneNumberFormat.NATIONAL))
    assert e164(MOBILES[region]) in at_home(written, store.plan())


@pytest.mark.parametrize("caller", ["AU", "RU", "US", "JP", "GB", "BR", "CU", "KZ", "NG"])
def test_a_number_dialled_from_abroad_never_suggests_another(caller: str) -> None:
    for number in MOBILES.values():
        dialled = phonenumbers.format_out_of_country_calling_number(number, caller)
        if dialled[:1].isdigit() and number.country_code != phonenumbers.country_code_for_region(caller):
            assert check_number(dialled).suggestion in (None, e164(number)), dialled


def test_a_lost_plus_comes_back_for_most_countries() -> None:
    """Ambiguous numbers are the exception: most users get a suggestion."""
    clear = {region for region, number in MOBILES.items() if check_number(e164(number)[1:]).suggestion == e164(number)}
    assert {
        "US",
        "GB",
        "DE",
        "FR",
        "IN",
        "BR",
        "AU",
        "NG",
        "MX",
        "ES",
        "IT",
        "ZA",
        "CN",
        "JP",
        "RU",
        "TR",
        "PL",
    } <= clear
    assert len(clear) / len(MOBILES) > 0.7


@pytest.mark.parametrize("region", MOBILES)
def test_with_the_country_of_the_list_a_lost_plus_comes_back(region: str) -> None:
    number = MOBILES[region]
    suggestion = check_number(e164(number)[1:], region).suggestion
    local = check_number(f"+{number.country_code}{e164(number)[1:]}")
    assert suggestion == e164(number) or (local.valid and suggestion == local.e164)


def test_the_international_prefixes_are_those_of_the_library() -> None:
    plain = {"".join(filter(str.isdigit, each.abroad.pattern)) for each in countries() if each.abroad.pattern.isdigit()}
    preferred = {
        digits(data.preferred_international_prefix)
        for region in phonenumbers.SUPPORTED_REGIONS
        if (data := PhoneMetadata.metadata_for_region(region)) is not None and data.preferred_international_prefix
    }
    # 020 (Mauritius) is one of many there, 00 another
    assert (plain | preferred) - set(ABROAD) == {"0", "001", "020"}
    assert set(ABROAD) <= plain | preferred


def test_what_a_plan_can_reach() -> None:
    plan = store.plan()
    assert isinstance(plan, Plan)
    assert plan.reaches("1415", 7)
    assert not plan.reaches("1415", 6)
    assert not plan.reaches("1000", 7)
    assert not plan.reaches("1415", 100)
    assert OraclePlan().reaches("1415", 7)


def _variations(number: phonenumbers.PhoneNumber) -> list[phonenumbers.PhoneNumber]:
    """Valid numbers that differ in their last digits."""
    chance = random.Random(number.national_number)
    text = e164(number)
    tried = (phonenumbers.parse(text[:-3] + f"{chance.randrange(1000):03d}") for _ in range(10))
    return [each for each in tried if phonenumbers.is_valid_number(each)]


@pytest.mark.parametrize(("region", "suggestion"), [
    ("BE", None), ("AU", None), ("DE", None), ("GB", None), (None, None), ("CN", "+8613123456789"), ("US", None), ("CA", None),
])  # fmt: skip
def test_a_number_of_two_other_countries_is_not_suggested(region: str | None, suggestion: str | None) -> None:
    assert check_number("131 2345 6789", region).suggestion == suggestion
