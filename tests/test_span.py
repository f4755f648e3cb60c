"""Ranges that grow in number answer as a look at each of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from smslint.span import Ranges

PLACES = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda each: (each[0], each[0] + each[1]))


@given(st.lists(PLACES, max_size=12), PLACES)
def test_ranges_against_a_look_at_each(given_: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    ranges = Ranges(given_)
    assert ranges.covers(start, end) == any(first <= start and end <= last for first, last in given_)
    assert ranges.overlap(start, end) == any(first < end and start < last for first, last in given_)
    inner = {one for one in given_ for other in given_ if other != one and other[0] <= one[0] and one[1] <= other[1]}
    assert list(ranges) == sorted(set(given_) - inner)
