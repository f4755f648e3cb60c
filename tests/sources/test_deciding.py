"""Conditions on parameters whose values a call writes: decided as PHP, JavaScript and Python agree, or not at all."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from smslint.sources.code.deciding import decided
from smslint.sources.code.fixed_words import TEXT

PYTHON: Final = [
    "x",
    "not x",
    "x is None",
    "x is not None",
    "x == 'a'",
    "x != 'a'",
    "x == True",
    "x is False",
    "x and x == 'a'",
    "not x and x is None",
]
VALUES: Final = {"true": True, "false": False, "null": None, TEXT + "a": "a", TEXT + "b": "b", TEXT: ""}


@pytest.mark.parametrize(("condition", "fact"), list(product(PYTHON, VALUES)))
def test_what_is_decided_is_what_python_decides(condition: str, fact: str) -> None:
    found = decided(condition, {"x": fact}, empty_is_false=True)
    assert found is None or found is bool(eval(condition, {"x": VALUES[fact]}))


@pytest.mark.parametrize(
    ("condition", "fact", "expected"),
    [
        ("end !== null", "undefined", True), ("end != null", "undefined", False), ("end === undefined", "null", False), ("$end == false", "null", None),
        ("!$end", "false", True), ("!empty($end)", "null", False), ("isset($end)", TEXT, True), ("end.nil?", "null", True), ("null === $end", TEXT + "a", False),
        ("end", TEXT, None), ("end && other", "true", None), ("end && other", "false", False), ("end || other", "true", None), ("count($end) > 1", "true", None),
    ],
)  # fmt: skip
def test_what_languages_do_not_agree_on_is_not_decided(condition: str, fact: str, expected: bool | None) -> None:
    assert decided(condition, {"end": fact}, empty_is_false=False) is expected
