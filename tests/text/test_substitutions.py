from __future__ import annotations

import pytest

from smslint.errors import PackError
from smslint.text import gsm7, segmentation
from smslint.text.substitutions import POLICIES, Substitution, apply, default_table, table

OURS = [
    ("’", "'", True),
    ("“", '"', True),
    ("–", "-", True),
    ("…", "...", True),
    ("\t", " ", True),
    ("\u00a0", " ", True),
    ("\u2003", " ", True),
    ("«", '"', True),
    ("‚", "'", True),
    ("\u200b", "", True),
    ("½", "1/2", True),
    ("！", "!", True),
    ("ó", "o", False),
    ("ç", "c", False),
    ("ő", "o", False),
    ("ệ", "e", False),
    ("Ł", "L", False),
    ("°", " deg", False),
    ("₹", "INR", False),
    ("\u200d", "", False),
]


@pytest.mark.parametrize(("char", "replacement", "lossless"), OURS)
def test_our_table(char: str, replacement: str, lossless: bool) -> None:
    assert default_table()[char] == Substitution(replacement, lossless)


@pytest.mark.parametrize("char", ["é", "ñ", "€", "Δ", "A", "\n", "а", "α", "я", "中", "🙂", "\u0080"])
def test_what_has_no_row(char: str) -> None:
    """GSM-7 characters need no replacement; letters of other scripts have no Latin replacement."""
    assert char not in default_table()


@pytest.mark.parametrize("name", ["smslint", "twilio", "sinch", "webex", "govuk-notify", "smssafe"])
def test_replacements_are_gsm_7(name: str) -> None:
    for char, substitution in table(name).items():
        assert gsm7.GSM7.holds(substitution.replacement), hex(ord(char))
        assert not gsm7.GSM7.septets(char), hex(ord(char))


@pytest.mark.parametrize(
    ("name", "char", "replacement"),
    [
        ("twilio", "\t", " " * 7),
        ("twilio", "\u00a0", "  "),
        ("twilio", "‚", ","),
        ("webex", "«", "<"),
        ("govuk-notify", "\u2028", ""),
    ],
)
def test_a_provider_keeps_its_own_value(name: str, char: str, replacement: str) -> None:
    assert table(name)[char].replacement == replacement
    assert default_table()[char].replacement != replacement


def test_sizes_show_when_the_data_changes() -> None:
    assert {name: len(table(name)) for name in ("twilio", "sinch", "webex", "govuk-notify")} == {
        "twilio": 271,
        "sinch": 74,
        "webex": 32,
        "govuk-notify": 21,
    }
    assert len(default_table()) == 884


def test_no_accents_in_what_twilio_replaces() -> None:
    assert not set("áóúçőě") & set(table("twilio"))


def test_an_unknown_table_names_the_known_ones() -> None:
    with pytest.raises(PackError, match="twilio"):
        table("twillio")


POLICY_CASES = [
    ("none", "“Hi”", "“Hi”"),
    ("partial", "“Hi”", '"Hi"'),
    ("partial", "“Hi” 🙂", '"Hi" 🙂'),
    ("all_or_nothing", "“Hi”", '"Hi"'),
    ("all_or_nothing", "“Hi” 🙂", "“Hi” 🙂"),
    ("only_if_needed", "“Hi”", "“Hi”"),
    ("only_if_needed", "“" + "x" * 80, '"' + "x" * 80),
    ("only_if_needed", "x" * 170, "x" * 170),
    ("partial", "plain", "plain"),
]


@pytest.mark.parametrize(("policy", "text", "expected"), POLICY_CASES)
def test_policies(policy: str, text: str, expected: str) -> None:
    assert apply(text, table("twilio"), policy) == expected


@pytest.mark.parametrize("policy", POLICIES)
def test_a_replaced_text_never_takes_more_segments_when_it_becomes_gsm_7(policy: str) -> None:
    text = "It’s here – “now” … " * 8
    sent = apply(text, default_table(), policy)
    assert segmentation.measure(sent)[2] <= segmentation.measure(text)[2]


def test_an_unknown_policy() -> None:
    with pytest.raises(ValueError, match="partial"):
        apply("x", default_table(), "some")
