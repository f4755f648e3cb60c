"""Patterns found by their plain parts match what the standard library says."""

from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import example, given
from hypothesis import strategies as st

from smslint.text.name_globs import NameGlobs

NAMES = st.text(alphabet="ab.*?[]!", max_size=6)


@example(["*", "?."], "")
@example(["*a", "*aa"], "a")
@given(st.lists(NAMES, max_size=8), NAMES)
def test_the_same_patterns_match(patterns: list[str], name: str) -> None:
    expected = [index for index, pattern in enumerate(patterns) if fnmatchcase(name, pattern)]
    assert NameGlobs(patterns).matching(name) == expected
