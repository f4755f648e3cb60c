"""Renderings for a rule to read: all of them if they are few; otherwise both ends and every arm."""

from __future__ import annotations

import pytest

from smslint.text.renderings import MOST, renderings
from smslint.text.tree import Arm, Branch, Node, Sequence
from tests.text.test_bounds import NOWHERE, lit, seq


def choice(*texts: str) -> Node:
    return Branch(tuple(Arm(seq(lit(text))) for text in texts), NOWHERE)


def shown(text: Sequence) -> list[str]:
    return [each.text for each in renderings(text)]


# arms of each branch; how many renderings are kept; some of them
KEPT = [
    ([2] * 8, 256, ["00000000", "11111111", "01010101"]),
    ([2] * 9, 20, ["000000000", "111111111", "010000000", "101111111"]),
    ([MOST], MOST, ["0", str(MOST - 1)]),
    ([MOST + 44], MOST, ["0", str(MOST - 33), str(MOST + 12), str(MOST + 43)]),
    ([3] * 70, MOST, ["0" * 70, "0" + "2" * 69, "2" * 69 + "0"]),
]


@pytest.mark.parametrize(("arms", "count", "some"), KEPT)
def test_the_first_and_the_last_arms_stay_when_there_are_too_many(arms: list[int], count: int, some: list[str]) -> None:
    found = shown(seq(*(choice(*map(str, range(each))) for each in arms)))
    assert len(found) == len(set(found)) == count
    assert found[0] == "0" * len(arms)
    assert set(some) <= set(found)
