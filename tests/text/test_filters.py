"""The effect of each verb on the values of a placeholder: a table, so that a change is visible."""

from __future__ import annotations

import pytest

from smslint.text import filters
from smslint.text.charsets import ANY, DIGITS, GSM7_BASIC
from smslint.text.filters import filtered
from smslint.text.tree import Filter
from smslint.text.values import UNKNOWN, Run, Values

NAME = Run(0, 20, GSM7_BASIC)
ALWAYS = Run(3, 20, GSM7_BASIC)
CUT = Run(0, 4, GSM7_BASIC, "...")

VERBS: list[tuple[str, tuple[str | int, ...], list[Run | str], list[Run | str]]] = [
    ("keep", (), [NAME, "x"], [NAME, "x"]),
    ("upper", (), ["straße"], ["STRASSE"]),
    ("lower", (), ["ÄB"], ["äb"]),
    ("title", (), ["ann b"], ["ann b", "ANN B"]),
    ("default", ("you",), [NAME], [NAME._replace(least=1), "you"]),
    ("default", ("you",), [Run(0, 0, ANY)], ["you"]),
    ("default", ("you",), [ALWAYS], [ALWAYS, "you"]),
    ("default", ("you",), ["", "Ann"], ["Ann", "you"]),
    ("default", ("you",), [CUT], [CUT, "you"]),
    ("also", ("you",), [NAME], [NAME, "you"]),
    ("slashes", (), ["o'B\\\"", Run(0, 3, DIGITS)], ["o\\'B\\\\\\\"", Run(0, 3, DIGITS)]),
    ("slashes", (), [CUT], list(UNKNOWN.options)),
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
    ("cut", (5, "...", 2), ["abcdefg", "abcdefgh"], ["abcdefg", "ab..."]),
    ("cut", (8, "..."), ["ab cdefghijk", "abc    efghi"], ["ab cd...", "ab...", "abc  ...", "abc...", "abc ..."]),
    ("cut", (5, "...", 2), [Run(0, 7, ANY)], [Run(0, 7, ANY)]),
    ("cut", (5, "...", 2), [Run(0, 8, ANY)], [Run(0, 7, ANY), Run(0, 2, ANY, "...")]),
    ("cut", (5, "...", 2), [Run(9, None, ANY)], [Run(7, 7, ANY), Run(0, 2, ANY, "...")]),
    ("cut", (5,), [CUT], [Run(0, 5, ANY)]),
    ("shrink", (), ["ab", "ж", CUT], [Run(0, 2, GSM7_BASIC), Run(0, 1, ANY), Run(0, 7, ANY)]),
    ("strip", (), [" a ", NAME], [" a ", "a ", " a", "a", NAME]),
    ("strip", (), [Run(2, 4, ANY, " x ")], [Run(0, 4, ANY, " x "), Run(0, 4, ANY, " x"), Run(0, 4, ANY, "x")]),
    ("around", ("<", ">"), ["x"], ["<x>"]),
    ("around", ("", "!"), [NAME, CUT], [Run(0, 20, GSM7_BASIC, "!"), Run(0, 4, GSM7_BASIC, "...!")]),
    ("around", ("<", ">"), [NAME], [Run(0, None, ANY)]),
    ("pad", (5,), ["ab", "abcdef", NAME], ["ab   ", "abcdef", Run(5, 20, GSM7_BASIC)]),
    ("pad", (5,), [Run(0, None, DIGITS), Run(6, 7, ANY)], [Run(5, None, GSM7_BASIC), Run(6, 7, ANY)]),
    ("url", (), ["a b/€", CUT], [Run(0, None, ANY)]),
    ("url", (), ["a b/€", Run(2, 4, DIGITS)], ["a%20b/%E2%82%AC", "a+b/%E2%82%AC", Run(2, 4, DIGITS)]),
    ("url", ("",), ["/"], ["%2F"]),
    ("reverse", (), ["abc", NAME], ["cba", NAME]),
    ("reverse", (), ["abc", CUT], [Run(0, None, ANY)]),
    ("one_of", ("a", "b"), [NAME], ["a", "b"]),
    ("gives", ("text", "a", "run", 1, 5, "digits", "run", 0, -1, "any"), [NAME], ["a", Run(1, 5, DIGITS), Run(0, None, ANY)]),
    ("digits", (2, 4), [NAME], [Run(2, 4, DIGITS)]),
    ("plain", (2, 4), [NAME], [Run(2, 4, GSM7_BASIC)]),
    ("words", (2, 4), [NAME], [Run(2, 4, ANY)]),
    ("number", (3,), ["5", Run(1, 2, DIGITS)], ["005", Run(3, 3, GSM7_BASIC)]),
    ("number", (3, 1), ["5", Run(1, 4, DIGITS)], ["005", " +5", Run(3, 5, GSM7_BASIC)]),
    ("number", (), [Run(0, None, DIGITS)], [Run(1, None, GSM7_BASIC)]),
    ("grouped", (), ["1234", ""], [Run(1, 5, ANY), Run(0, None, ANY)]),
    ("grouped", (), [Run(0, 9, DIGITS), Run(2, None, DIGITS)], [Run(1, 12, ANY), Run(2, None, ANY)]),
    ("grouped", (), [Run(0, 0, DIGITS)], [Run(1, 1, ANY)]),
    ("perhaps_grouped", (), ["1234", Run(2, 9, DIGITS)], ["1234", Run(2, 9, DIGITS), Run(1, 5, ANY), Run(2, 12, ANY)]),
    ("integer", (), ["12 days", "x", Run(0, 3, DIGITS)], ["12", Run(1, 20, GSM7_BASIC), Run(1, 3, GSM7_BASIC)]),
    ("integer", (5, 1), ["-7", "+7"], [Run(5, 20, GSM7_BASIC), "000+7"]),
    ("in_locale", (), ["1/2", NAME, CUT], [Run(3, 3, ANY), Run(0, 20, ANY), CUT]),
    ("unknown_number", (), ["x"], [Run(1, None, GSM7_BASIC)]),
    ("or_empty", ("upper",), ["ab"], ["AB", ""]),
    ("or_empty", ("digits", 2, 4), [NAME], [Run(2, 4, DIGITS), ""]),
    ("perhaps_html", ("django",), ["A", "a<b", NAME], ["A", "a<b", "a&lt;b", NAME]),
    ("perhaps_html", ("mustache",), ["a=b"], ["a=b", "a&#x3D;b"]),
    ("or_same", ("upper",), ["ab", "AB"], ["AB", "ab"]),
    ("or_same", ("pad", 3), ["a"], ["a  ", "a"]),
    ("nobody knows", (), ["x"], [Run(0, None, ANY)]),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "arguments", "before", "after"), VERBS)
def test_a_verb(verb: str, arguments: tuple[str | int, ...], before: list[Run | str], after: list[Run | str]) -> None:
    found = filtered(Values(tuple(before)), (Filter(verb, arguments),)).options
    assert [each if isinstance(each, str) else (*each[:2], each.charset.members, each.suffix) for each in found] == [
        each if isinstance(each, str) else (*each[:2], each.charset.members, each.suffix) for each in after
    ]


def test_the_table_has_every_verb() -> None:
    assert {row[0] for row in VERBS} == {*filters.VERBS, "nobody knows"}


def test_a_character_of_an_address_may_become_twelve() -> None:
    (run,) = filtered(Values((NAME._replace(charset=ANY),)), (Filter("url"),)).options
    assert isinstance(run, Run)
    assert {1, 3, 6, 9, 12} == set(map(len, run.charset.members))
    assert "+" in run.charset.members


def test_a_longer_replacement_makes_it_longer_and_adds_its_characters() -> None:
    (run,) = filtered(Values((ALWAYS,)), (Filter("replace", ("a", "łł")),)).options
    assert isinstance(run, Run)
    assert (run.least, run.most) == (3, 40)
    assert "ł" in run.charset.members
