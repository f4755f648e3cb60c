"""A mask shows at most five digits of any text."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.numbers.masking import _calling_code, mask, mask_all
from smslint.numbers.samples import example_numbers


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+447911123123", "+44******123"),
        ("+14155552671", "+1******671"),
        ("+380501234567", "+380******67"),
        ("+44 (0)7911 123-123", "+44******123"),
        ("＋٤٤٧٩١١١٢٣١٢٣", "+44******123"),
        ("14155552671", "******671"),
        ("+447911", "******"),
        ("12", "******"),
        ("", "******"),
        ("Zoe Łukasz", "******"),
        ("name@example.com", "******"),
    ],
)
def test_mask(number: str, masked: str) -> None:
    assert mask(number) == masked


@given(st.text() | st.text("+0123456789 -()", max_size=30))
def test_a_mask_shows_five_digits_at_most_and_nothing_else(text: str) -> None:
    masked = mask(text)
    assert "******" in masked
    assert set(masked) <= set("+*0123456789")
    shown = sum(character.isdigit() for character in masked)
    digits = sum(character.isdecimal() for character in text)
    assert shown <= 5
    assert digits - shown >= 3 or shown == 0


def test_calling_codes_are_cut_where_the_metadata_cuts_them() -> None:
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        assert _calling_code(f"{code}555123456") == str(code)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sent to +447911123123.", "sent to +44******123."),
        ("(415) 555-2671, then +380 50 123 45 67", "(******671, then +380******67"),
        ("row 812: 3 segments, 24.95 USD", "row 812: 3 segments, 24.95 USD"),
        ("a+14155552671b", "a+1******671b"),
        ("٤١٥٥٥٥٢٦٧١", "******671"),
        ("123456", "123456"),
        ("line 12\n345678", "line 12\n345678"),
        ("+447911123123 +14155552671", "+44******123 +1******671"),
    ],
)
def test_mask_all(text: str, masked: str) -> None:
    assert mask_all(text) == masked


@given(st.text("ab +0123456789-.", max_size=30), st.sampled_from([*example_numbers()][::50]))
def test_mask_all_leaves_no_number(around: str, number: str) -> None:
    once = mask_all(f"{around} {number} {around}")
    assert number not in once
    assert number[-7:] not in once
    assert mask_all(once) == once
