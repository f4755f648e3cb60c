"""Counts in words."""

from __future__ import annotations

import pytest

from smslint.wording import did_you_mean, nearest, plural


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows"), (1234567, "1,234,567 rows")]
)
def test_a_count_takes_the_form_of_its_noun(count: int, words: str) -> None:
    assert plural(count, "row") == words


@pytest.mark.parametrize(
    ("word", "hint"),
    [("jinga", " (did you mean 'jinja'?)"), ("Handlebars", ""), ("", ""), ("jinja2", " (did you mean 'jinja'?)")],
)
def test_only_a_near_word_is_proposed(word: str, hint: str) -> None:
    assert did_you_mean(word, {"jinja", "erb"}) == hint
    assert did_you_mean(word, ()) == ""
    assert nearest(word, {"jinja", "erb"}) == (hint or "; known: erb, jinja")
