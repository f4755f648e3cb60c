"""The kind of consent that the cells of a row state, as the rules use it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.recipients.consent import NO, YES, kind, leaves, left
from smslint.rules.answer_words import words
from smslint.rules.answers import has_left

# the cell of the consent column (None: there is none), the cell of the opt-out column, what the project states, the kind
KINDS = [
    ("yes", "", None, "express"),
    ("no", "", None, "none"),
    ("", "", None, None),
    ("", "", "express", None),
    ("Implied", "", None, "implied"),
    (" express ", "", None, "express"),
    ("none", "", "express", "none"),
    (None, "", None, None),
    (None, "", "implied", "implied"),
    (None, "no", "implied", "implied"),
    ("yes", "yes", None, "none"),
    ("express", "2024-05-12", "express", "none"),
    (None, "STOP, 12 May 2024", "express", "none"),
    (None, "true", "express", "none"),
]


@pytest.mark.parametrize(("cell", "opt_out", "stated", "expected"), KINDS)
def test_an_opt_out_overrides_every_consent(
    cell: str | None, opt_out: str, stated: str | None, expected: str | None
) -> None:
    assert kind(cell, leaves(opt_out), stated) == expected


PHRASES = st.sampled_from(sorted(words().leaving | words().affirmative | words().negative))
AROUND = st.sampled_from(
    ["", " ", '"', "'", "12", "-", "x", "on 2026-01-01", ": by phone", " 12 May 2024", "(SMS)", "\n", "ÿ", "́"]
)


@given(st.text() | st.builds("{}{}{}{}".format, AROUND, PHRASES, AROUND, AROUND) | st.builds(str.title, PHRASES))
def test_who_left_is_seen_from_the_first_word_too(cell: str) -> None:
    assert has_left(cell) is (left(cell) == YES)


@pytest.mark.parametrize("phrase", sorted(words().leaving))
def test_every_phrase_of_leaving_says_it_alone_and_with_a_date(phrase: str) -> None:
    assert has_left(f' "{phrase}" ')
    assert has_left(f"{phrase} 2026-01-01") is (left(f"{phrase} 2026-01-01") == YES)


REFUSALS = [
    "×",
    "no consent",
    "keine Einwilligung",
    "refuse",
    "n'accepte pas",
    "sin consentimiento",
    "no autoriza",
    "non acconsente",
    "não autoriza",
    "geen toestemming",
    "nie wyraził zgody",
    "nesouhlasím",
    "не желает",
    "δεν συναινεί",
    "istemiyor",
    "לא מאשר",
    "لا أوافق",
    "ไม่ยินยอม",
    "không đồng ý",
    "tidak setuju",
    "不願意",
    "不希望",
    "希望しない",
    "동의 안 함",
]


@pytest.mark.parametrize("cell", REFUSALS)
def test_who_refuses_consent_is_a_no_and_never_somebody_who_stayed(cell: str) -> None:
    """In a column of opt-outs a refusal may mean either, so it allows nothing there."""
    assert kind(cell, leaves(""), None) == "none"
    assert leaves(cell) != NO


@pytest.mark.parametrize("cell", ["tdk", "yok", "nincs", "なし", "没有", "אין", "இல்லை", "ಇಲ್ಲ", "жоқ", "არა", "hindi"])
def test_a_plain_no_is_one_in_more_languages(cell: str) -> None:
    assert kind(cell, leaves(""), None) == "none"
    assert leaves(cell) == NO


@pytest.mark.parametrize(
    "cell", ["√", "願意", "希望する", "מאשר", "ยินยอม", "acepta", "toestemming", "souhlasím", "kabul ediyor"]
)
def test_who_agrees_says_so_in_more_languages(cell: str) -> None:
    assert kind(cell, leaves(""), None) == "express"
