"""Tests of conditions: the names in them, and the same test for another name."""

from __future__ import annotations

import pytest

from smslint.text.condition import Alike, Compared, Every, Not, Some, Test, Truth, names
from smslint.text.tree import Call

LOWER, TRIM = Call("lower"), Call("trim")

RENAMED: list[tuple[Truth | Compared | Alike, Truth | Compared | Alike]] = [
    (Truth("a", calls=(LOWER,)), Truth("b", calls=(TRIM, LOWER))),
    (Truth("a", ("", "0"), stripped=True), Truth("b", ("", "0"), stripped=True, calls=(TRIM,))),
    (Truth("c", calls=(LOWER,)), Truth("c", calls=(LOWER,))),
    (Compared("a", "==", "x", (LOWER,)), Compared("b", "==", "x", (TRIM, LOWER))),
    (Compared("c", "==", "a"), Compared("c", "==", "a")),
    (Alike("a", "c", (LOWER,), (LOWER,)), Alike("b", "c", (TRIM, LOWER), (LOWER,))),
    (Alike("c", "a", (LOWER,), (LOWER,)), Alike("c", "b", (LOWER,), (TRIM, LOWER))),
    (Alike("a", "a"), Alike("b", "b", (TRIM,), (TRIM,))),
    (Alike("c", "d", (LOWER,)), Alike("c", "d", (LOWER,))),
]


@pytest.mark.parametrize(("test", "renamed"), RENAMED)
def test_a_test_for_another_name(test: Truth | Compared | Alike, renamed: Truth | Compared | Alike) -> None:
    assert test.about("a", "b", (TRIM,)) == renamed


NAMES: list[tuple[Test, list[str]]] = [
    (Truth("a"), ["a"]),
    (Not(Compared("a", "<", 3)), ["a"]),
    (Every((Alike("a", "b"), Truth("a"))), ["a", "b", "a"]),
    (Some((Every(()), Not(Some((Truth("c"),))), Truth("d"))), ["c", "d"]),
]


@pytest.mark.parametrize(("test", "found"), NAMES)
def test_the_names_in_a_test(test: Test, found: list[str]) -> None:
    assert list(names(test)) == found
