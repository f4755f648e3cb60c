"""How numbers are read: a table of what people and spreadsheets write."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.numbers.capability import sms_capability
from smslint.numbers.e164 import REASONS, Number, check_number
from smslint.numbers.samples import example_numbers
from smslint.numbers.store import plan_problem, plan_version

US = "+14155552671"

VALID_AND_CANONICAL = [
    # +1 is not "the US", +44 not "the UK", +7 not "Russia"
    ("+14165551234", "CA", "fixed_line_or_mobile"),
    ("+12423591234", "BS", "mobile"),
    ("+18765551234", "JM", "mobile"),
    ("+447911123456", "GG", "mobile"),
    ("+447781123456", "GG", "mobile"),
    ("+447797123456", "JE", "mobile"),
    ("+447624123456", "IM", "mobile"),
    ("+77011234567", "KZ", "mobile"),
    ("+79161234567", "RU", "mobile"),
    ("+525512345678", "MX", "fixed_line_or_mobile"),
    ("+5491123456789", "AR", "mobile"),
    ("+541123456789", "AR", "fixed_line"),
    ("+2250707123456", "CI", "mobile"),
    ("+390612345678", "IT", "fixed_line"),
    ("+12025550123", "US", "fixed_line_or_mobile"),
    ("+15005550006", "US", "personal_number"),
    ("+80012345678", "001", "toll_free"),
    ("+88213300655", "001", "voip"),
    ("+881612345678", "001", "mobile"),
    ("+979123456789", "001", "premium_rate"),
]

CLEANED = [
    ("+55 0 31 11 98765 4321", "+5511987654321", "spaces"),
    ("+49 (0)800 1234567890", "+498001234567890", "parentheses"),
    ("tel:033316005;phone-context=+64", "+6433316005", "the word 'tel'"),
    ("tel:7911123456;phone-context=+44", "+447911123456", "the word 'tel'"),
    ("+1 (415) 555-2671", US, "spaces, parentheses and hyphens"),
    ("+1.415.555.2671", US, "dots"),
    ("+1 415\u00a0555 2671", US, "an unusual space (U+00A0)"),
    ("\u202a+14155552671\u202c", US, "an invisible character (U+202A)"),
    ("\ufeff+14155552671", US, "an invisible character (U+FEFF)"),
    ("+1\u200f4155552671", US, "an invisible character (U+200F)"),
    ("+1415555\u00002671", US, "an invisible character (U+0000)"),
    ("+1‑415‑555‑2671", US, "an unusual dash (U+2011)"),
    ("＋14155552671", US, "a wide character (U+FF0B)"),
    ("＋１（４１５）５５５２６７１", US, "digits that are not ASCII"),
    ("+١٤١٥٥٥٥٢٦٧١", US, "digits that are not ASCII"),
    ("++14155552671", US, "a doubled plus sign"),
    ("'+14155552671", US, "quotes"),
    ('="+14155552671"', US, "quotes"),
    (" +14155552671 ", US, "spaces"),
    ("+14155552671\n", US, "a line break"),
    ("tel:+14155552671", US, "the word 'tel'"),
    ("Mobile: +14155552671", US, "the word 'Mobile'"),
    ("tel:+1-415-555-2671;phone-context=example.com", US, "hyphens"),
    ("(+44) 20 7946 0958", "+442079460958", "parentheses and spaces"),
    ("+44 (0)7911 123456", "+447911123456", "national prefix"),
    ("+4407911123456", "+447911123456", "national prefix"),
    ("+330612345678", "+33612345678", "national prefix"),
    ("+54 11 15 1234 5678", "+5491112345678", "national prefix"),
    ("+49 30/1234567", "+49301234567", "slashes"),
    ("+52 55 1234 5678", "+525512345678", "spaces"),
]

REFUSED = [
    ("", "not_a_number", None),
    ("   ", "not_a_number", None),
    ("+", "not_a_number", None),
    ("+1", "not_a_number", None),
    ("Zoe", "not_a_number", None),
    ("n/a", "not_a_number", None),
    ("O", "not_a_number", None),
    ("📞+14155552671", "not_a_number", None),
    ("+1²4155552671", "not_a_number", None),
    ("+443", "too_short", None),
    ("+1415555267", "too_short", None),
    ("12345", "too_short", None),
    ("+1234567890123456", "too_long", None),
    ("9" * 300, "too_long", None),
    ("1" * 20, "too_long", None),
    ("+999123456", "unassigned_country_code", None),
    ("+0791112345", "unassigned_country_code", None),
    ("+12425551234", "not_valid_for_region", None),
    ("+22507123456", "too_short", None),
    ("+52 1 55 1234 5678", "too_long", "+525512345678"),
    ("+39 6 1234 5678", "not_valid_for_region", "+390612345678"),
    ("+55 11 87654321", "not_valid_for_region", "+5511987654321"),
    ("14155552671", "lost_plus", US),
    ("1 (415) 555-2671", "lost_plus", US),
    ("4407911123456", "lost_plus", "+447911123456"),
    ("0014155552671", "international_prefix", US),
    ("+0014155552671", "international_prefix", US),
    ("01114155552671", "international_prefix", US),
    ("00 44 (0)20 7946 0958", "international_prefix", "+442079460958"),
    ("00999123456", "international_prefix", None),
    ("4155552671", "no_country_code", None),
    # +20 2 5550123 is a landline in Cairo, and 202-555-0123 one in Washington
    ("2025550123", "no_country_code", None),
    ("07911 123456", "no_country_code", None),
    ("1.41556E+10", "excel_damage", None),
    ("4,479e+11", "excel_damage", None),
    ("+4.479E+11", "excel_damage", None),
    ("1.4155552671E+10", "excel_damage", None),
    ("14155552671.0", "decimal_point", US),
    ("+14155552671.00", "decimal_point", US),
    ("+14155552671/2", "two_numbers", None),
    ("+14155552671, +14155552672", "two_numbers", None),
    ("+14155552671+14155552672", "two_numbers", None),
    ("4155552671 or 4155552672", "two_numbers", None),
    ("14155552671 14155552672", "two_numbers", None),
    ("+14155552671\n+14155552672", "two_numbers", None),
    ("+14155552671x12", "extension", US),
    ("+14155552671;ext=5", "extension", US),
    ("tel:+14155552671;ext=5;isub=1", "extension", US),
    ("+44 20 7946 0958 ext. 12", "extension", "+442079460958"),
    ("14155552671 #12", "extension", US),
    ("+1-800-FLOWERS", "letters", None),
    ("+1 415 555 2671 (home)", "letters", None),
    ("+1415555267O", "letters", "+14155552670"),
    ("+l4l55552671", "letters", US),
    ("131 2345 6789", "no_country_code", None),
    ("0011 32 470 12 34 56", "international_prefix", "+32470123456"),
    ("8~10 44 7911 123456", "no_country_code", None),
    ("5215562000000", "lost_plus", "+525562000000"),
    ("551187654321", "lost_plus", "+5511987654321"),
    ("54 11 15 1234 5678", "lost_plus", "+5491112345678"),
    ("22507123456", "no_country_code", None),
    ("+22997123456", "too_short", "+2290197123456"),
    ("841212345678", "lost_plus", "+84792345678"),
    ("2250712345678", "lost_plus", "+2250712345678"),
    ("447911123456.0", "decimal_point", "+447911123456"),
    ("\uff11\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff12\uff13", "lost_plus", "+12025550123"),
    ("+12025550123 +447911123456", "two_numbers", None),
    ("2025550123 or 2025550124", "two_numbers", None),
    ("+44 44 7911 123456", "too_long", None),
    ("+0447911123456", "unassigned_country_code", None),
]

WITH_REGION = [
    ("07911 123456", "GB", "no_country_code", "+447911123456"),
    ("2079460958", "gb", "no_country_code", "+442079460958"),
    ("4155552671", "US", "no_country_code", US),
    ("14155552671", "US", "lost_plus", US),
    ("447911123456", "GB", "lost_plus", "+447911123456"),
    ("4155552671", "ZZ", "no_country_code", None),
    # the region has such a number only if the first 0 is missing, and with a plus sign it is one of another country
    ("447911123456", "DE", "no_country_code", None),
    ("33612345678", "DE", "no_country_code", None),
    ("5215562000000", "DE", "no_country_code", None),
    ("22507123456", "DE", "no_country_code", None),
    ("551187654321", "DE", "no_country_code", None),
    ("491511234567", "DE", "no_country_code", None),
    # the region writes it so, or nothing else is possible
    ("612345678", "FR", "no_country_code", "+33612345678"),
    ("15112345678", "DE", "no_country_code", "+4915112345678"),
    ("6591234567", "MX", "no_country_code", "+526591234567"),
    ("84912345678", "RU", "no_country_code", "+74912345678"),
    ("131 2345 6789", "CN", "no_country_code", "+8613123456789"),
    ("13123456789", "US", "lost_plus", "+13123456789"),
    # the groups do not set the calling code apart, and another country has such a number
    ("131 2345 6789", "US", "no_country_code", None),
    ("131-2345-6789", "CA", "no_country_code", None),
    ("1 312 345 6789", "US", "lost_plus", "+13123456789"),
    ("1 (312) 345-6789", "CA", "lost_plus", "+13123456789"),
    ("131 2345 6789", "GB", "no_country_code", None),
    ("810447911123456", "RU", "international_prefix", "+447911123456"),
]


@pytest.mark.parametrize(("text", "region", "kind"), VALID_AND_CANONICAL)
def test_canonical_numbers(text: str, region: str, kind: str) -> None:
    number = check_number(text)
    assert (number.valid, number.canonical, number.e164) == (True, True, text)
    assert (number.region, number.type, number.reason, number.suggestion) == (region, kind, "", None)


@pytest.mark.parametrize(("text", "e164", "odd"), CLEANED)
def test_odd_but_clear_numbers(text: str, e164: str, odd: str) -> None:
    number = check_number(text)
    assert (number.valid, number.canonical, number.e164, number.suggestion) == (True, False, e164, e164)
    assert odd in number.note
    assert number.reason == ""
    plain = check_number(e164)
    assert (number.region, number.type, number.zones) == (plain.region, plain.type, plain.zones)


@pytest.mark.parametrize(("text", "reason", "suggestion"), REFUSED)
def test_refused_numbers(text: str, reason: str, suggestion: str | None) -> None:
    number = check_number(text)
    assert (number.reason, number.suggestion) == (reason, suggestion)
    assert number.note.startswith(REASONS[reason])


@pytest.mark.parametrize(("text", "region", "reason", "suggestion"), WITH_REGION)
def test_a_region_leads_to_a_suggestion_only(text: str, region: str, reason: str, suggestion: str | None) -> None:
    number = check_number(text, region)
    assert (number.valid, number.reason, number.suggestion) == (False, reason, suggestion)


def test_zones_follow_the_exchange() -> None:
    assert check_number(US).zones == ("America/Los_Angeles",)
    assert "Asia/Almaty" not in check_number("+79161234567").zones
    assert "Asia/Kamchatka" in check_number("+79161234567").zones
    assert check_number("+80012345678").zones == ()


def test_notes_name_what_is_odd_about_a_country() -> None:
    assert "9 after +54" in check_number("+541123456789").note
    assert "2021" in check_number("+22507123456").note
    assert "2019" in check_number("+5215512345678").note


def test_every_example_number_is_valid_in_every_notation() -> None:
    for text in example_numbers():
        number = phonenumbers.parse(text, None)
        international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        uri = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
        for written in (text, international, uri):
            assert check_number(written).e164 == text, written


def invariants(text: str, number: Number) -> None:
    assert number.valid == (number.e164 is not None) == (number.reason == "")
    assert number.valid or (number.region, number.type, number.zones) == (None, "unknown", ())
    assert number.reason in {*REASONS, ""}
    assert number.canonical == (number.e164 == text)
    assert number.suggestion is None or check_number(number.suggestion).canonical
    assert not number.valid or number.canonical == (number.suggestion is None)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=30) | st.text("+0123456789 \0-(.Ox/e;=＋１٣\n", max_size=24))
def test_any_text_gets_a_consistent_answer(text: str) -> None:
    invariants(text, check_number(text))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*example_numbers()]),
    st.lists(st.tuples(st.integers(1, 15), st.sampled_from([" ", "-", ".", "(", ")", "\u200e", "\u00a0"])), max_size=6),
)
def test_punctuation_never_changes_the_number(e164: str, inserted: list[tuple[int, str]]) -> None:
    text = e164
    for place, sign in inserted:
        text = text[:place] + sign + text[place:]
    number = check_number(text)
    invariants(text, number)
    # The one exception: ".0" at the end comes from a column of decimal numbers.
    assert number.e164 == e164 or number.reason == "decimal_point"


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**15), st.integers(1, 9))
def test_scientific_notation_is_never_guessed(value: int, precision: int) -> None:
    text = f"{value:.{precision}E}"
    assert (check_number(text).reason, check_number(text).suggestion) == ("excel_damage", None)


def test_the_plan_in_use_is_named() -> None:
    assert plan_version().startswith("phonenumbers ")
    assert plan_problem() == ""


@pytest.mark.parametrize(
    ("kind", "region", "capability"),
    [
        ("mobile", "DE", "yes"),
        ("fixed_line_or_mobile", "US", "maybe"),
        ("fixed_line", "US", "no"),
        ("toll_free", "US", "maybe"),
        ("toll_free", "DE", "no"),
        ("mobile", "001", "maybe"),
        ("mobile", None, "yes"),
        ("premium_rate", "GB", "no"),
        ("unknown", None, "no"),
        ("something new", "DE", "no"),
    ],
)
def test_capability(kind: str, region: str | None, capability: str) -> None:
    assert sms_capability(kind, region) == capability
