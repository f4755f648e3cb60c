"""The kind of consent that the cells of a row state, as the rules use it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.recipients.consent import YES, kind, leaves, left
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
