"""Our parser and the standard library's engine must agree on what the metadata's patterns match."""

from __future__ import annotations

import re
from itertools import product
from random import Random

import pytest

from smslint.errors import PlanError
from smslint.numbers.metadata_pattern import (
    ANY_DIGIT,
    Alternation,
    Digits,
    End,
    Group,
    Node,
    Repeat,
    Sequence,
    parse_pattern,
)
from smslint.numbers.samples import sample

MATCHING = [
    "",
    "1",
    "12|3",
    "1?2",
    r"\d",
    r"\d{3}",
    r"1\d{1,2}",
    "[1-35]",
    r"[\d]0",
    "[02-4]{2}",
    "(?:1|23)4",
    "(1(?:2|3)?)0",
    "1(?:2|)3",
    "(?:[1-3]|0[45])?6",
    "(0[1-3])$|0",
]


def ends(tree: Node, text: str, start: int) -> set[int]:
    """Where a match from ``start`` may end: the plain meaning of the tree, with no preferences."""
    if isinstance(tree, Digits):
        return {start + 1} if start < len(text) and tree.mask >> int(text[start]) & 1 else set()
    if isinstance(tree, End):
        return {start} if start == len(text) else set()
    if isinstance(tree, Group):
        return ends(tree.item, text, start)
    if isinstance(tree, Alternation):
        return set().union(*(ends(arm, text, start) for arm in tree.arms))
    reached = {start}
    steps = tree.items if isinstance(tree, Sequence) else (tree.item,) * tree.least
    for item in steps:
        reached = set().union(*(ends(item, text, place) for place in reached))
    if isinstance(tree, Repeat):
        for _ in range(tree.most - tree.least):
            reached |= set().union(*(ends(tree.item, text, place) for place in reached))
    return reached


@pytest.mark.parametrize("source", MATCHING)
def test_matches_what_re_matches(source: str) -> None:
    tree = parse_pattern(source).node
    for length in range(5):
        for digits in product("012346", repeat=length):
            text = "".join(digits)
            assert (length in ends(tree, text, 0)) == bool(re.fullmatch(source, text)), text


@pytest.mark.parametrize("source", [source for source in MATCHING if "$" not in source])
def test_samples_match(source: str) -> None:
    random = Random(1)
    for _ in range(50):
        assert re.fullmatch(source, sample(parse_pattern(source).node, random))


def test_groups_are_numbered_from_the_left() -> None:
    pattern = parse_pattern("(1)(?:2)((3)4)")
    assert pattern.groups == 3
    assert re.compile("(1)(?:2)((3)4)").groups == 3


def test_any_digit() -> None:
    assert parse_pattern(r"\d").node == Digits(ANY_DIGIT)


@pytest.mark.parametrize(
    "source",
    [
        "1+",
        "1*",
        "1{2,}",
        "1{,2}",
        "1{3,2}",
        "1{99}",
        "1??",
        "1{2}?",
        "a",
        ".",
        "^1",
        r"\w",
        r"\1",
        "[^1]",
        "[a-z]",
        "[3-1]",
        "[]",
        "[1",
        "(1",
        "1)",
        "(?=1)",
        "(?P<n>1)",
        "(?i:1)",
        "$?",
        "?",
        "٣",
    ],
)
def test_unknown_constructs_are_refused(source: str) -> None:
    with pytest.raises(PlanError, match="cannot read the metadata pattern"):
        parse_pattern(source)
