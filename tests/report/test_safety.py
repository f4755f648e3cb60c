"""No text of a message ever reaches a terminal, a log or a parser as anything but text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

import pytest
from hypothesis import HealthCheck, given, settings

from smslint.report import FORMATS, ReportOptions, render
from smslint.result import Result
from tests.report.strategies import RESULTS

SGR = re.compile(r"\x1b\[[0-9;]+m")
MODEST = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dangerous(text: str) -> set[str]:
    """The characters that a terminal could obey, that hide, or that turn the direction of writing."""
    return {char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


@pytest.mark.parametrize("name", FORMATS)
@MODEST
@given(result=RESULTS)
def test_nothing_hidden_or_obeyed_is_written(name: str, result: Result) -> None:
    for options in (ReportOptions(width=40), ReportOptions(verbose=True, root=PurePath("/srv"))):
        report = "".join(render(name, result, options))
        assert dangerous(report) == set()
        assert report.encode("utf-8").decode() == report  # no lone surrogate is left
        assert report == "" or report.endswith("\n")


@MODEST
@given(result=RESULTS)
def test_colours_are_the_only_difference_that_colour_makes(result: Result) -> None:
    plain = "".join(render("text", result, ReportOptions()))
    colourful = "".join(render("text", result, ReportOptions(color=True)))
    assert SGR.sub("", colourful) == plain
    assert dangerous(SGR.sub("", colourful)) == set()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_result_has_a_report(name: str) -> None:
    report = "".join(render(name, Result(0, (), ())))
    assert report == "" if name in {"github", "azure"} else report.endswith("\n")


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render("tap", Result(0, (), ()))
