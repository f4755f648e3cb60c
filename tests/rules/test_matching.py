"""Patterns of projects and packs: refused when they are read, or stopped by the time limit with one clear finding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import smslint
from smslint.errors import PackError
from smslint.rules.matching import (
    MESSAGE_LIMIT,
    TIME_LIMIT,
    Budget,
    OutOfTimeError,
    Pattern,
    WordPattern,
    fault,
    hostile,
    spelled_out,
)

# Nothing in this pattern shows on which text it is slow, so this is found only when it runs.
SLOW = r"^(?:[\u0431-\u0434]|[\u0430-\u0435])+$"
TEXT = "\u0431\u0432\u0433" * 200 + "!!!"

SIZES = {
    "": 0,
    "abc": 3,
    "a{3}": 3,
    "a{2,5}": 5,
    "a{2,}": 2,
    "(ab){10}c": 21,
    "(?:a{1,1000}){1,1000}": 1_002_000,
    "[({]{3}": 3,
    r"\({4}": 4,
    r"[\]a]{2}b": 3,
    "((a{10}){10}){10}": 1000,
}

REFUSED = {
    "(?:a{1,1000}){1,1000}": "has more than",
    "((a{1000}){1000}){1000}": "has more than",
    "(?x)#[\n((a{1000}){1000}){1000}#]": "has more than",
    "a{99999999999999999999}": "has more than",
    "(?:(?:(?:a{1,100}){1,100}){1,100}){1,100}b": "has more than",
    "a" * 1_000_000: "has 1,000,000 characters",
    "(" * 2000 + "a" + ")" * 2000: "nests too deeply",
    "(a": "is not a regular expression: missing )",
    "(?P<n>a)(?P<n": "is not a regular expression",
    r"\L<words>": "is not a regular expression",
    "(?:a|aa)+c": "took over",
    "(?R)a": "took over",
}


@pytest.mark.parametrize(("pattern", "message"), REFUSED.items(), ids=range(len(REFUSED)))
def test_refused_when_it_is_read(pattern: str, message: str) -> None:
    assert message in fault(pattern)


@pytest.mark.parametrize("pattern", ["banana", r"\bfree\b", "[({]", "a{1,1000}", "(a+)+$", "(?i:x)|y", "ß{2}"])
def test_taken(pattern: str) -> None:
    assert fault(pattern) == ""


@pytest.mark.parametrize(("pattern", "size"), SIZES.items())
def test_size(pattern: str, size: int) -> None:
    assert spelled_out(pattern) == size


@given(st.text(alphabet="ab(){}[]|*+?\\^$1,x#:<P\n", max_size=40))
def test_any_text_is_accepted_or_refused_as_a_pattern(source: str) -> None:
    assert spelled_out(source) >= 0
    fault(source)  # never raises


def test_out_of_time_names_file_and_pattern() -> None:
    pattern = Pattern(SLOW, "smslint.yaml: rules.OPT006")
    assert fault(SLOW) == ""
    with pytest.raises(
        OutOfTimeError, match=r"^smslint\.yaml: rules\.OPT006: the pattern .* took over 0\.1 s"
    ) as caught:
        pattern.matches(TEXT)
    assert isinstance(caught.value, PackError)
    with pytest.raises(OutOfTimeError):
        pattern.found(TEXT)


def test_a_rule_has_one_budget_for_all_renderings() -> None:
    budget = Budget()
    assert budget.left == MESSAGE_LIMIT > TIME_LIMIT
    Pattern("a", "x").matches("banana" * 100, budget)
    assert budget.left < MESSAGE_LIMIT
    budget.left = 0.0
    with pytest.raises(OutOfTimeError, match="the other patterns for this message took over 1 s"):
        Pattern(SLOW, "x").matches(TEXT, budget)


def test_shipped_and_other_patterns_match_the_same() -> None:
    for trusted in (True, False):
        pattern = Pattern(r"\bfree\b", "x", trusted=trusted)
        assert [match.span() for match in pattern.matches("Free, free, freed")] == [(0, 4), (6, 10)]
        assert pattern.found("FREE")
        assert not pattern.found("freed")
        words = WordPattern(("visits?", "appt"), "x", trusted=trusted)
        assert words.found("two visits")
        assert not words.found("visitors")


def test_hostile_texts_contain_the_strings_of_the_patterns() -> None:
    texts = list(hostile("stop{3}", "ende@"))
    assert any("stopstop" in text for text in texts)
    assert any("ende ende" in text and "@" in text for text in texts)


def test_a_projects_slow_pattern_is_one_finding_and_the_others_run() -> None:
    for written in ({"forbid": [SLOW]}, {"unless": [SLOW]}):
        report = smslint.check(TEXT, config={"rules": {"OPT006": written}})
        (finding,) = [each for each in report.findings if each.code == "OPT006"]
        assert "This rule did not run: config: rules.OPT006: the pattern" in finding.message
        assert "CNT003" in {each.code for each in report.findings}


def test_the_pattern_that_ran_fifteen_seconds() -> None:
    report = smslint.check("a" * 42 + "!", config={"rules": {"OPT006": {"forbid": ["(a+)+$"]}}})
    assert [each.code for each in report.findings if each.code == "OPT006"] == []
