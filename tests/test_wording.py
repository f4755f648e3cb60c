"""Counts in words."""

from __future__ import annotations

import pytest

from smslint.wording import plural


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows"), (1234567, "1,234,567 rows")]
)
def test_a_count_takes_the_form_of_its_noun(count: int, words: str) -> None:
    assert plural(count, "row") == words
