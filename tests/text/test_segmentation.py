"""Segmentation against the naive reference and on every disputed case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.text.gsm7 import DEFAULT, EXTENSION, GSM7, Alphabet
from smslint.text.segmentation import measure, segment
from tests.text.reference import reference

FAMILY = "\U0001f468‍\U0001f469‍\U0001f467"  # a ZWJ sequence: three emoji, two joiners
FLAG = "\U0001f1eb\U0001f1f7"
CONJUNCT = "क्ष"  # KA VIRAMA SSA: a cluster of three

# (text, encoding, units, segments): cases on which published counters disagree, with the correct answer.
DISPUTED = [
    ("", "GSM-7", 0, 1),
    ("]" * 153, "GSM-7", 306, 3),
    ("a" * 152 + "€" + "a" * 152, "GSM-7", 306, 3),
    ("a" * 153 + "€" + "a" * 151, "GSM-7", 306, 2),
    ("€" * 81, "GSM-7", 162, 2),
    ("a" * 69 + "\U0001f600", "UCS-2", 71, 2),
    ("\U0001f600" * 67, "UCS-2", 134, 3),
    ("ж" * 66 + "\U0001f600" + "ж" * 66, "UCS-2", 134, 3),
    ("ж" * 61 + FAMILY + "ж" * 65, "UCS-2", 134, 2),
    ("ж" * 66 + "e\u0301" + "ж" * 66, "UCS-2", 134, 2),
    ("ж" * 65 + FLAG + "ж" * 65, "UCS-2", 134, 2),
    ("ж" * 65 + "\U0001f44d\U0001f3fd" + "ж" * 65, "UCS-2", 134, 2),
    (CONJUNCT * 44 + "कक", "UCS-2", 134, 2),
    ("e\u0301", "UCS-2", 2, 1),
    ("a" * 80 + "\r\n" + "a" * 79, "GSM-7", 161, 2),
    ("ç", "UCS-2", 1, 1),
    ("Ç", "GSM-7", 1, 1),
    ("ΔΦΓΛΩΠΨΣΘΞ", "GSM-7", 10, 1),
    ("ΑΒΕαβγ", "UCS-2", 6, 1),
    ("\t", "UCS-2", 1, 1),
    ("\u00a0", "UCS-2", 1, 1),
    ("\0", "UCS-2", 1, 1),
    ("\x7f", "UCS-2", 1, 1),
    ("\v", "UCS-2", 1, 1),
    ("\ufeff", "UCS-2", 1, 1),
    ("\ufffe", "UCS-2", 1, 1),
    ("\ufffd", "UCS-2", 1, 1),
    ("`", "UCS-2", 1, 1),
    ("§", "GSM-7", 1, 1),
    ("\f", "GSM-7", 2, 1),
    ("\x1b", "UCS-2", 1, 1),
    ("\u2126", "UCS-2", 1, 1),
    ("\u2206", "UCS-2", 1, 1),
    ("\u212b", "UCS-2", 1, 1),
    ("\u00b5", "UCS-2", 1, 1),
    ("\ud800", "UCS-2", 1, 1),
    ("\ud83d\ude00", "UCS-2", 2, 1),
    ("]" * 68 + "\U0001f600", "UCS-2", 70, 1),
    ("a" * 39016, "GSM-7", 39016, 256),
    ("a" * 160, "GSM-7", 160, 1),
    ("a" * 161, "GSM-7", 161, 2),
    ("a" * 306, "GSM-7", 306, 2),
    ("a" * 307, "GSM-7", 307, 3),
    ("ж" * 70, "UCS-2", 70, 1),
    ("ж" * 71, "UCS-2", 71, 2),
    ("ж" * 134, "UCS-2", 134, 2),
    ("ж" * 135, "UCS-2", 135, 3),
]


@pytest.mark.parametrize(("text", "encoding", "units", "count"), DISPUTED, ids=lambda value: repr(value)[:24])
def test_disputed_cases(text: str, encoding: str, units: int, count: int) -> None:
    assert measure(text) == (encoding, units, count)
    result = segment(text)
    assert (result.encoding, result.units, result.count) == (encoding, units, count)
    assert len(result.segments) == count


ALPHABET = st.sampled_from("ab09 \n\ré§ÇΔ") | st.sampled_from(EXTENSION) | st.sampled_from("жł`\t’\U0001f600\u0301")
GSM_ONLY = st.text(st.sampled_from("ab\né€[]"), max_size=12)
FILLER = st.sampled_from(["a", "é", "[", "ж", "\U0001f600"])


@st.composite
def near_boundaries(draw: st.DrawFn) -> str:
    """Texts with a length near a change of the count, with wide characters around it."""
    filler = draw(FILLER)
    size = draw(st.sampled_from([60, 66, 70, 76, 80, 133, 134, 152, 153, 160, 201, 305, 306, 459, 460]))
    return (
        draw(st.text(ALPHABET, max_size=4))
        + filler * (size - draw(st.integers(0, 8)))
        + draw(st.text(ALPHABET, max_size=9))
    )


@settings(max_examples=600)
@given(st.text(ALPHABET, max_size=400) | GSM_ONLY | near_boundaries() | st.text(max_size=200))
def test_equals_the_naive_reference(text: str) -> None:
    encoding, units, segments = reference(text)
    assert measure(text) == (encoding, units, len(segments))
    assert [each.text for each in segment(text).segments] == segments


@settings(max_examples=200)
@given(st.text(st.characters(categories=["Cs", "L", "So"]), max_size=180))
def test_splitting_then_joining_gives_the_text(text: str) -> None:
    result = segment(text)
    assert "".join(each.text for each in result.segments) == text
    assert sum(each.units for each in result.segments) == result.units
    assert len(result.segments) == result.count
    assert all(each.units <= result.capacity for each in result.segments)


@given(st.text(ALPHABET, max_size=80))
def test_offenders_are_what_forces_ucs2(text: str) -> None:
    result = segment(text)
    assert bool(result.offenders) == (result.encoding == "UCS-2")
    assert all(text[index] == char for index, char in result.offenders)
    kept = "".join(char for index, char in enumerate(text) if (index, char) not in result.offenders)
    assert segment(kept).encoding == "GSM-7"
    first = result.offenders[0][0] if result.offenders else -1
    assert GSM7.first_offender(text) == first


def test_the_alphabet_is_the_standards() -> None:
    assert (len(DEFAULT), len(set(DEFAULT)), len(EXTENSION)) == (127, 127, 10)
    assert [GSM7.septets(char) for char in "a€`"] == [1, 2, 0]


def test_a_reduced_alphabet_has_its_own_capacities() -> None:
    ascii_only = Alphabet("ascii", "".join(map(chr, range(32, 127))), "", single=160, segment=153)
    assert measure("`[]", ascii_only) == ("GSM-7", 3, 1)
    assert measure("é", ascii_only) == ("UCS-2", 1, 1)
