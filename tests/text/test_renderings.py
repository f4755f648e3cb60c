"""Renderings for a rule to read: all of them if they are few; otherwise both ends and every arm."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.span import Span
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


# a template, a rendering of it, and the source of each of its characters, separated by bars
PLACES = [
    (
        "Hi {{ me }}!{% if a %} yes{% endif %}",
        "jinja",
        "Hi {me}! yes",
        "H|i| |{{ me }}|{{ me }}|{{ me }}|{{ me }}|!| |y|e|s",
    ),
    ("Hi {{ me }}!{% if a %} yes{% endif %}", "jinja", "Hi {me}!", "H|i| |{{ me }}|{{ me }}|{{ me }}|{{ me }}|!"),
    ("9%% of %(x)s", "percent", "9% of {x}", "9|%%| |o|f| |%(x)s|%(x)s|%(x)s"),
    ("{{ x }}", "jinja", "{x}", "{{ x }}|{{ x }}|{{ x }}"),
]


@pytest.mark.parametrize(("source", "dialect", "text", "places"), PLACES)
def test_the_source_of_each_character(source: str, dialect: str, text: str, places: str) -> None:
    (rendering,) = [each for each in renderings(parse(source, dialect)) if each.text == text]
    spans = [rendering.source(index, index + 1) for index in range(len(text))]
    assert "|".join(source[span.start : span.end] for span in spans) == places
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert rendering.source(start, end) == Span(spans[start].start, spans[end - 1].end)
    assert rendering.end == Span(spans[-1].end, spans[-1].end)


def test_an_empty_rendering_is_at_the_start() -> None:
    (rendering,) = renderings(parse("", "plain"))
    assert (rendering.text, rendering.source(0, 0), rendering.end) == ("", Span(0, 0), Span(0, 0))
