"""The effect of each verb on the values of a placeholder: a table, so that a change is visible."""

from __future__ import annotations

import pytest

from smslint.text.filters import filtered
from smslint.text.tree import Filter
from smslint.text.values import ANY, DIGITS, GSM7_BASIC, Run, Values

NAME = Run(0, 20, GSM7_BASIC)
ALWAYS = Run(3, 20, GSM7_BASIC)
CUT = Run(0, 4, GSM7_BASIC, "...")

VERBS = [
    ("default", ("you",), [NAME], [NAME._replace(least=1), "you"]),
    ("default", ("you",), [Run(0, 0, ANY)], ["you"]),
    ("default", ("you",), [ALWAYS], [ALWAYS, "you"]),
    ("default", ("you",), ["", "Ann"], ["Ann", "you"]),
    ("default", ("you",), [CUT], [CUT, "you"]),
    ("also", ("you",), [NAME], [NAME, "you"]),
    ("part", (2, 5), [NAME], [Run(0, 3, GSM7_BASIC)]),
    ("part", (2, 5), [ALWAYS], [Run(1, 3, GSM7_BASIC)]),
    ("part", (2, 5), [Run(0, 4, DIGITS)], [Run(0, 2, DIGITS)]),
    ("part", (2, ""), [ALWAYS], [Run(1, 18, GSM7_BASIC)]),
    ("part", (2, ""), [Run(0, None, ANY)], [Run(0, None, ANY)]),
    ("part", (-3, ""), [NAME], [Run(0, 3, GSM7_BASIC)]),
    ("part", (0, -1), [ALWAYS], [Run(0, 20, GSM7_BASIC)]),
    ("part", (2, 5), ["Pro €"], ["o €"]),
    ("part", (2, 5), [CUT], [Run(0, 7, ANY)]),
    ("replace", ("a", "bb"), ["banana"], ["bbbnbbnbb", "bbbnana"]),
    ("replace", ("a", ""), [ALWAYS], [Run(0, 20, GSM7_BASIC)]),
    ("shrink", (), [ALWAYS], [NAME]),
    ("shrink", ("any",), [ALWAYS], [Run(0, 20, ANY)]),
    ("cut", (5, "..."), [NAME], [Run(0, 5, GSM7_BASIC), Run(0, 2, GSM7_BASIC, "...")]),
    ("escape_html", (), ["'"], ["&#x27;", "&#39;"]),
    ("escape_html", ("once",), ["&amp;"], ["&amp;amp;", "&amp;"]),
    ("nobody knows", (), ["x"], [Run(0, None, ANY)]),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "arguments", "before", "after"), VERBS)
def test_a_verb(verb: str, arguments: tuple[str | int, ...], before: list[Run | str], after: list[Run | str]) -> None:
    found = filtered(Values(tuple(before)), (Filter(verb, arguments),)).options
    assert [each if isinstance(each, str) else (*each[:2], each.charset.members, each.suffix) for each in found] == [
        each if isinstance(each, str) else (*each[:2], each.charset.members, each.suffix) for each in after
    ]


def test_a_longer_replacement_makes_it_longer_and_adds_its_characters() -> None:
    (run,) = filtered(Values((ALWAYS,)), (Filter("replace", ("a", "łł")),)).options
    assert isinstance(run, Run)
    assert (run.least, run.most) == (3, 40)
    assert "ł" in run.charset.members
